package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command as a process of its own, which can be sent a signal. */
record WatchProcess(Process process, Path folder) {

  private static final int PATIENCE_SECONDS = 120;

  /** Starts it by bash, in a folder, with something before its name. */
  static WatchProcess start(Path folder, String before, String... arguments) throws IOException {
    String java =
        "'%s' -Xmx512m -XX:-UsePerfData -XX:TieredStopAtLevel=1 %s "
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                WeightWatcherCommand.class.getName());
    String call = Stream.of(arguments).map(it -> "'" + it + "'").collect(Collectors.joining(" "));
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", before + java + call)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out.log").toFile())
            .redirectError(folder.resolve("err.log").toFile());
    bash.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new WatchProcess(bash.start(), folder);
  }

  String out() throws IOException {
    return Files.readString(folder.resolve("out.log"));
  }

  /** What it complained of; not that the JVM was given options. */
  String err() throws IOException {
    return Files.readString(folder.resolve("err.log")).replaceAll("NOTE: Picked up.*\n", "");
  }

  void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call() && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(condition.call()).as(out() + err()).isTrue();
  }

  void interrupt() throws Exception {
    String id = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-INT", id).start().waitFor()).isZero();
  }

  int exitCode() throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
