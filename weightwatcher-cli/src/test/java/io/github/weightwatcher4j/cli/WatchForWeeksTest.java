package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/**
 * What a watch that goes on for long meets: much to remember, and a folder that is no ideal one.
 */
class WatchForWeeksTest extends WatchedFolder {

  @Test
  void ofTheAnalysesOnlyTheLastIsKeptAndThePageHasAll() throws Exception {
    List<WeakReference<Analysis>> made = new ArrayList<>();
    try (WatchedHistory watched = WatchedHistory.open(history)) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        made.add(new WeakReference<>(added(watched, epoch)));
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (kept(made) > 1 && System.nanoTime() < end) {
        System.gc();
        Thread.sleep(20);
      }

      assertThat(kept(made)).isEqualTo(1);
      assertThat(watched.last().map(TrainingStep::epoch)).contains(3);
      assertThat(watched.size()).isEqualTo(3);
      assertThat(watched.page().history().steps())
          .extracting(TrainingStep::epoch)
          .containsExactly(1, 2, 3);
    }
  }

  private static long kept(List<WeakReference<Analysis>> made) {
    return made.stream().filter(it -> it.get() != null).count();
  }

  private static Analysis added(WatchedHistory watched, int epoch) {
    Map<String, float[][]> weights = Map.of("fc", SampleFiles.noise(40, 30, epoch));
    Analysis analysis = new WeightWatcher(weights).analyze();
    watched.add(new TrainingStep(epoch, epoch, OptionalDouble.empty(), Duration.ZERO, analysis));
    return analysis;
  }

  @Test
  void aFileThatIsRewrittenAgainAndAgainIsToldOnceAndAnalysedWhenItRests() throws Exception {
    Path last = write("last.safetensors", 1);
    byte[] weights = Files.readAllBytes(last);

    try (RunningCommand command = RunningCommand.start(settling())) {
      command.await(
          () -> {
            Files.write(last, weights, StandardOpenOption.TRUNCATE_EXISTING);
            return command.err().contains("last.safetensors has kept changing for more than 3s");
          });
      command.await(() -> lines() == 1);

      assertThat(command.interrupt()).isZero();
      assertThat(command.err()).hasLineCount(1).contains("once it rests for 0.15s (--settle)");
    }
  }

  @Test
  void aFileThatIsChangedByEachAnalysisIsToldOnce() throws Exception {
    Path last = write("last.safetensors", 1);
    AtomicInteger analyses = new AtomicInteger();
    StringWriter err = new StringWriter();
    CommandLine line =
        WeightWatcherCommand.commandLine(new WeightWatcherCommand())
            .setOut(new PrintWriter(Writer.nullWriter()))
            .setErr(new PrintWriter(err));
    Duration soon = Duration.ofMillis(20);
    try (WatchedHistory watched = WatchedHistory.open(history)) {
      Watch watch =
          new Watch(
              new CheckpointFolder(checkpoints, Optional.empty(), List.of()),
              new Watch.Times(soon, soon, Optional.of(soon.multipliedBy(10))),
              watched,
              path -> {
                if (analyses.incrementAndGet() < 4) {
                  assertThat(last.toFile().setLastModified(1_000_000_000L * analyses.get()))
                      .isTrue();
                }
                return new WeightWatcher(path).analyze();
              },
              new Gate(List.of(), false, new PrintWriter(err)),
              line);

      assertThat(watch.run(() -> {})).isZero();
      assertThat(watched.size()).isEqualTo(1);
    }
    assertThat(analyses).hasValue(4);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains(
            "last.safetensors was changed while it was analysed, so that analysis is dropped");
  }

  @Test
  void anIndexThatComesBeforeItsShardsIsToldOnceAndAnalysedWithThem() throws Exception {
    Path index = checkpoints.resolve("model.safetensors.index.json");
    String shard = "model-00001-of-00001.safetensors";
    Files.writeString(index, "{\"weight_map\":{\"fc.weight\":\"" + shard + "\"}}");

    try (RunningCommand command = RunningCommand.start(settling())) {
      command.await(() -> command.err().contains(shard));
      write(shard, 1);
      command.await(() -> lines() == 1);

      assertThat(command.interrupt()).isZero();
      assertThat(command.err()).hasLineCount(1);
    }
    assertThat(steps())
        .allMatch(it -> it.analysis().model().equals(index.getFileName().toString()));
  }

  @Test
  void linksThatLeadBackAreToldOnceAndTheRestIsAnalysed() throws Exception {
    Path tuned = Files.createDirectory(checkpoints.resolve("checkpoint-1"));
    write("checkpoint-1/model.safetensors", 1);
    write("epoch-1.safetensors", 2);
    Files.createSymbolicLink(checkpoints.resolve("loop"), checkpoints);
    Files.createSymbolicLink(tuned.resolve("up"), tuned);
    Path self = checkpoints.resolve("self.safetensors");
    Files.createSymbolicLink(self, self);

    CommandRun run = CommandRun.of(settling("--stop-after", "0.5s"));

    assertThat(run.out()).contains("0.5s: 2 analysed");
    assertThat(run.err())
        .hasLineCount(3)
        .contains("out/loop is left out: the link leads back", "checkpoint-1/up is left out")
        .contains("self.safetensors is left out: ");
  }

  /** Root is denied nothing, unless it gives that right up. */
  @EnabledOnOs(OS.LINUX)
  @Test
  void aFolderThatMayNotBeReadIsToldOnceAndTheRestIsAnalysed() throws Exception {
    Path locked = Files.createDirectory(checkpoints.resolve("locked"));
    write("epoch-1.safetensors", 1);

    WatchProcess watch =
        WatchProcess.start(
            folder,
            "chmod 000 out/locked; drop=; [ $(id -u) != 0 ] ||"
                + " drop='setpriv --bounding-set -dac_override,-dac_read_search';"
                + " $drop ",
            settling("--stop-after", "0.5s"));
    int code = watch.exitCode();

    assertThat(new ProcessBuilder("chmod", "755", locked + "").start().waitFor()).isZero();
    assertThat(watch.err())
        .hasLineCount(1)
        .contains(locked + " is left out: no permission to read it");
    assertThat(watch.out()).contains("0.5s: 1 analysed");
    assertThat(code).isEqualTo(ExitCodes.FAILURE);
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void controlCEndsItWithHistoryAndPageWhole() throws Exception {
    Path page = folder.resolve("run.html");
    for (int i = 1; i <= 20; i++) {
      write("epoch-" + i + ".safetensors", i);
    }

    WatchProcess watch = WatchProcess.start(folder, "exec ", settling("--report", page + ""));
    watch.await(() -> lines() >= 2);
    watch.interrupt();

    assertThat(watch.exitCode()).as(watch.err()).isEqualTo(130);
    String text = Files.readString(history);
    assertThat(text).endsWith("\n");
    assertThat(HistoryJson.read(history).notes()).isEmpty();
    assertThat(page).content().contains("Epoch by epoch").endsWith("</html>\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void controlCEndsTheServerToo() throws Exception {
    Files.writeString(history, HistoryServerTest.line(1) + "\n");

    WatchProcess served =
        WatchProcess.start(folder, "exec ", "history", history + "", "-q", "--serve");
    served.await(() -> served.out().contains("until Ctrl-C"));
    served.interrupt();

    assertThat(served.exitCode()).as(served.err()).isEqualTo(130);
    assertThat(served.err()).isEmpty();
    assertThat(steps()).hasSize(1);
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void aJavaWithoutTheModuleOfTheServerIsToldOf() throws Exception {
    Files.writeString(history, HistoryServerTest.line(1) + "\n");

    WatchProcess served =
        WatchProcess.start(
            folder,
            "JDK_JAVA_OPTIONS='--limit-modules java.se,jdk.unsupported' exec ",
            "history",
            history + "",
            "-q",
            "--serve");

    assertThat(served.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(served.err())
        .contains("--serve needs the module jdk.httpserver, which the Java in ");
  }
}
