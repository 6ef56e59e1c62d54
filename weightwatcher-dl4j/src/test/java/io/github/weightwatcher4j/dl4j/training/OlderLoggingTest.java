package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.HistoryJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * slf4j-api 1.7, which any module of DL4J that a user declares brings to his class path. The build
 * copies it into target/slf4j-1.7.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OlderLoggingTest {

  @TempDir Path folder;

  @Test
  void everyListenerTrainsToTheEndWithSlf4j17() throws Exception {
    Path older = Path.of("target/slf4j-1.7/slf4j-api-1.7.36.jar");
    assertThat(older).exists();
    Path log = folder.resolve("log.txt");
    Path file = folder.resolve("run.jsonl");

    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                older + File.pathSeparator + classPathWithoutLogging(),
                EveryListener.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    assertThat(program.waitFor()).as(() -> read(log)).isZero();
    assertThat(read(log)).contains(EveryListener.END).contains("StaticLoggerBinder");
    assertThat(HistoryJson.read(file).steps()).hasSize(4);
  }

  private static String classPathWithoutLogging() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("slf4j-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
