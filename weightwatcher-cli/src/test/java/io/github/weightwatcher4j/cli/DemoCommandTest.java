package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir private Path folder;

  @Test
  void theDemoTellsItsStoryAndWritesItsFiles() throws IOException {
    CommandRun run =
        CommandRun.of("demo", "--epochs", "1", "--out", folder.resolve("a/b").toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("training mlp: epoch 1 of 1, loss [.0-9]+"),
            line -> assertThat(line).matches("training conv: epoch 1 of 1, loss [.0-9]+"));
    assertThat(run.out())
        .containsSubsequence("Before training", "fc1", "After 1 epoch")
        .containsSubsequence("layers ", "summary", "What training did to alpha", "fc1 ")
        .containsSubsequence("2 of 2", "conv1", "conv2", "Written:");
    String unwrapped = run.out().replaceAll("\\s+", " ");
    assertThat(unwrapped).contains("% of the test images are classified correctly");
    assertThat(run.out().lines().filter(line -> !line.contains("/")))
        .allMatch(line -> line.length() <= 80);
    assertThat(saidOf("mlp", "fc1", "fc2", "out")).allMatch(unwrapped::contains);
    assertThat(saidOf("conv", "conv1", "conv2", "fc", "out")).allMatch(unwrapped::contains);
  }

  /** What must be said of a network whose files hold these layers. */
  private List<String> saidOf(String network, String... layers) throws IOException {
    Path files = folder.resolve("a/b");
    Analysis analysis = AnalysisJson.read(files.resolve(network + ".json"));
    assertThat(analysis.details()).extracting(LayerReport::name).containsExactly(layers);
    assertThat(Files.readAllLines(files.resolve(network + ".csv")))
        .hasSize(layers.length + 1)
        .first()
        .asString()
        .contains("longname", "alpha");
    return List.of(
        analysis.verdict() + ".",
        analysis.details().get("out").verdict().verdict().label(),
        "out: 10 eigenvalues are too few to judge, 16 are needed",
        " out cannot be judged");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsReportedBeforeAnyTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    CommandRun run = CommandRun.of("demo", "--out", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("cannot write to " + file, "is a file, not a folder", "--out");
  }

  @Test
  void debugShowsWhereAFailureHappened() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    CommandRun run = CommandRun.of("demo", "--debug", "--out", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("    at ", "FileAlreadyExistsException");
  }
}
