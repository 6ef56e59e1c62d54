package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of checkpoints, and the history that a watch of it writes. */
abstract class WatchedFolder {

  @TempDir Path folder;
  Path checkpoints;
  Path history;

  @BeforeEach
  void makeFolder() throws IOException {
    checkpoints = Files.createDirectory(folder.resolve("out"));
    history = folder.resolve("run.jsonl");
  }

  /** A checkpoint of one layer of noise. */
  Path write(String name, int seed) throws IOException {
    return SampleFiles.write(
        checkpoints.resolve(name), Map.of("fc", SampleFiles.noise(40, 30, seed)));
  }

  /** The command, which looks every 20 milliseconds. */
  String[] call(String... options) {
    String[] first = {
      "watch", checkpoints.toString(), "--history", history.toString(), "-q", "--every", "20ms"
    };
    return Stream.concat(Stream.of(first), Stream.of(options)).toArray(String[]::new);
  }

  /** The command, which takes a checkpoint that has rested for 150 milliseconds. */
  String[] settling(String... options) {
    return Stream.concat(Stream.of(call("--settle=150ms")), Stream.of(options))
        .toArray(String[]::new);
  }

  List<TrainingStep> steps() throws IOException {
    return HistoryJson.read(history).steps();
  }

  long lines() throws IOException {
    return Files.exists(history) ? Files.readString(history).lines().count() : 0;
  }
}
