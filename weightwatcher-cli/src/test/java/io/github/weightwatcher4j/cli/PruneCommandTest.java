package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.pruning.Exponent;
import io.github.weightwatcher4j.pruning.PlannedLayer;
import io.github.weightwatcher4j.pruning.Pruning;
import io.github.weightwatcher4j.pruning.PruningPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruneCommandTest {

  private static final String RESNET = SampleFiles.RESNET20.toString();

  @TempDir private Path folder;

  @Test
  void theTranscriptIsThePlanInEightyColumns() {
    CommandRun run =
        CommandRun.of("prune", RESNET, "--sparsity", "0.7", "--layers", "layer1.0.*,layer2.0.*");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out())
        .startsWith(
            """
            resnet20.safetensors
            sparsity 0.7 by FARMS alpha, strength 0.3, at most 0.99 of a layer
            12,901 of 18,432 weights in 4 layers become zero (69.99 %)

            layer               weights   alpha  sparsity   |w| up to
            layer1.0.conv1        2,304   1.653    0.4271     0.03302
            """)
        .contains("\nconv1           kept: not selected: name matches");
  }

  @Test
  void thePrunedModelHasThePlannedZerosAndAllOtherWeights() throws IOException {
    Path out = folder.resolve("pruned.safetensors");
    Path csv = folder.resolve("plan.csv");
    CommandRun run =
        CommandRun.of(
            "prune",
            RESNET,
            "--sparsity",
            "0.6",
            "--alpha",
            "hill",
            "--strength",
            "0.2",
            "--cap",
            "0.8",
            "--with-last",
            "--csv",
            csv.toString(),
            "--out",
            out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).endsWith("pruned.safetensors: 20 tensors, 268,336 weights\n");
    ModelSource before = ModelAdapters.open(SampleFiles.RESNET20);
    PruningPlan plan =
        new WeightWatcher(before)
            .pruningPlan(
                Pruning.byAlpha(0.6).by(Exponent.HILL).strength(0.2).cap(0.8).withLastLayer());
    ModelSource after = ModelAdapters.open(out);
    for (PlannedLayer row : plan.layers()) {
      String name = row.layer().name();
      requirePruned(row, weights(before, name), weights(after, name));
    }
    assertThat(plan.kept()).hasSize(1);
    assertThat(weights(after, "conv1")).isEqualTo(weights(before, "conv1"));
    assertThat(Files.readAllLines(csv))
        .hasSize(21)
        .startsWith("layer_id,name,layer_type,weights,alpha,sparsity,zeros,threshold,kept")
        .endsWith("0,conv1,conv2d,,,,,,it is the first layer");
  }

  private static void requirePruned(PlannedLayer row, double[] old, double[] pruned) {
    assertThat(Arrays.stream(pruned).filter(w -> w == 0).count()).isEqualTo(row.zeros());
    for (int i = 0; i < old.length; i++) {
      assertThat(pruned[i] == 0 || pruned[i] == old[i]).isTrue();
    }
  }

  private static double[] weights(ModelSource model, String name) throws IOException {
    Layer layer =
        model.layers().stream().filter(it -> it.info().name().equals(name)).findAny().orElseThrow();
    try (WeightTensor tensor = layer.weights().orElseThrow().open()) {
      return tensor.toArray();
    }
  }

  @Test
  void aUniformPlanOnStandardOutputIsNothingButCsv() {
    CommandRun run = CommandRun.of("prune", RESNET, "--sparsity", ".5", "--uniform", "--csv", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(21).allMatch(line -> line.split(",", -1).length == 9);
    assertThat(run.out()).contains("\n2,layer1.0.conv1,conv2d,2304,,0.5,1152,0.0");
    assertThat(run.err()).startsWith("resnet20.safetensors\nsparsity 0.5 of every layer\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sparsity 1.5 | sparsity must be in (0, 1) but was 1.5",
        "--sparsity 0.9 --cap 0.8 | sparsity must be <= cap (0.8) but was 0.9",
        "--sparsity 0.5 --strength 1 | strength must be in [0, 1) but was 1.0",
        "--sparsity 0.5 --alpha best | --alpha must be one of farms, hill, pl but was 'best'",
        "--sparsity 0.5 --uniform --cap 0.8 | --uniform has no use for",
        "--sparsity 0.5 --alpha hill --farms 0.5 | --farms is about the windows of --alpha farms",
        "--sparsity 0.5 --farms 2 | --farms must be none, a number in (0, 1]",
        "--sparsity 0.5 --out pruned.pt | the name of --out must end with .safetensors",
        "--uniform | Missing required option: '--sparsity=S'"
      })
  void aCallThatMakesNoSenseEndsBeforeTheWork(String arguments, String problem) {
    CommandRun run = CommandRun.of(("prune " + RESNET + " " + arguments.strip()).split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains(problem);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theModelAndFilesThatAreThereAreNotReplaced() throws IOException {
    Path model = Files.copy(SampleFiles.RESNET20, folder.resolve("model.safetensors"));
    Path there = Files.writeString(folder.resolve("there.safetensors"), "mine");

    CommandRun itself =
        CommandRun.of(
            "prune", model.toString(), "--sparsity", "0.5", "--out", model.toString(), "--force");
    CommandRun other =
        CommandRun.of("prune", model.toString(), "--sparsity", "0.5", "--out", there.toString());

    assertThat(itself.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(other.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(other.err()).contains("is there already; --force replaces it");
    assertThat(there).hasContent("mine");
    assertThat(model).hasSameBinaryContentAs(SampleFiles.RESNET20);
  }

  @Test
  void aModelOfWhichNothingIsPrunedIsNotFine() throws IOException {
    Path two =
        SampleFiles.write(
            folder.resolve("two.safetensors"),
            Map.of("a", SampleFiles.noise(30, 20, 1), "b", SampleFiles.noise(30, 20, 2)));
    Path out = folder.resolve("out.safetensors");

    CommandRun run =
        CommandRun.of("prune", two.toString(), "--sparsity", "0.5", "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).contains("nothing was pruned", "it is the first layer");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing() {
    CommandRun run = CommandRun.of("prune", "nowhere.pt", "--sparsity", "0.5");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("there is no file nowhere.pt");
  }
}
