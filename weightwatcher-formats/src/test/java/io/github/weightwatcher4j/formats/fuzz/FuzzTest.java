package io.github.weightwatcher4j.formats.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files are refused in words, or read as far as they are sound, in a small JVM. The system
 * property {@code weightwatcher.fuzz} has other arguments for {@link Fuzz}, to read more files or
 * those of one seed.
 */
class FuzzTest {

  private static final List<String> SMALL =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:MaxDirectMemorySize=32m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:CompressedClassSpaceSize=64m",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  /** Address space of the process in kB, where the system limits it. */
  private static final String LIMIT = "ulimit -v 2500000 && exec \"$0\" \"$@\"";

  @TempDir Path folder;

  @Test
  void damagedFilesOfEveryFormatAreReadOrRefusedInASmallJvm() throws Exception {
    String arguments = System.getProperty("weightwatcher.fuzz", "all 100");
    String java = ProcessHandle.current().info().command().orElse("java");
    Stream<String> shell =
        File.separatorChar == '/' ? Stream.of("bash", "-c", LIMIT) : Stream.empty();
    List<String> command =
        Stream.of(
                shell,
                Stream.of(java),
                SMALL.stream(),
                Stream.of("-Djava.io.tmpdir=" + folder, "-cp"),
                Stream.of(System.getProperty("java.class.path"), Fuzz.class.getName()),
                Stream.of(arguments.split(" ")))
            .flatMap(it -> it)
            .collect(Collectors.toList());
    Path log = folder.resolve("fuzz.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    String told = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(code).as(told).isZero();
    assertThat(told).contains("files {READ=").contains("REFUSED=");
  }

  @Test
  void samplesAreSound() throws IOException {
    for (Subject subject : Subjects.ALL) {
      for (Sample sample : subject.samples().all()) {
        sample.write(folder.resolve("model"), sample.files());
        assertThat(Reading.of(folder.resolve("model").resolve(sample.opened())))
            .as(subject.name() + " " + sample.files().keySet())
            .isEqualTo(Reading.Outcome.READ);
      }
    }
  }

  @Test
  void aFileOutsideWouldBeTold() throws IOException {
    for (Subject subject : Subjects.ALL) {
      for (Sample sample : subject.samples().all()) {
        if (!sample.outside().isEmpty()) {
          Map<String, byte[]> all = new LinkedHashMap<>(sample.files());
          all.putAll(sample.outside());
          sample.write(folder.resolve("model"), all);
          assertThatThrownBy(() -> Reading.of(folder.resolve("model").resolve(sample.opened())))
              .as(subject.name())
              .isInstanceOf(AssertionError.class)
              .hasMessageContaining("outside");
        }
      }
    }
  }
}
