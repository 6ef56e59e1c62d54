package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCommandsTest {

  private static final String RESNET = SampleFiles.RESNET20.toString();

  @TempDir private Path folder;

  @Test
  void describeListsTheLayersAndTheFormat() {
    CommandRun run = CommandRun.of("describe", RESNET, "--types", "dense");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("format safetensors")
        .containsSubsequence("1 layer, 640 parameters", "linear  dense  [10 x 64]", "Skipped");
  }

  @Test
  void describeGoesOnAfterABrokenFile() throws IOException {
    Path broken = Files.writeString(folder.resolve("x.safetensors"), "");

    CommandRun run = CommandRun.of("describe", broken.toString(), RESNET);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains(broken.toString());
    assertThat(run.out()).contains("layer3.2.conv2");
  }

  @Test
  void formatsNamesEveryFormat() {
    CommandRun run = CommandRun.of("formats");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("safetensors", "NumPy", ".npz", "DL4J", "SameDiff");
  }

  @Test
  void compareShowsDistancesAndSpectraSideBySide() throws IOException {
    Path a = SampleFiles.write(folder.resolve("a.safetensors"), model(1));
    Path b = SampleFiles.write(folder.resolve("b.safetensors"), model(2));

    CommandRun run = CommandRun.of("compare", a.toString(), b.toString(), "--deltas");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence("A: a.safetensors, the reference", "alpha of A", "B - A", "fc")
        .containsSubsequence("a.safetensors and b.safetensors", "euclidean", "fc", "mean of 1")
        .containsSubsequence("a.safetensors - b.safetensors: 1 row");
  }

  @Test
  void alphasOfLayersBehindAPrefixStandSideBySide() throws IOException {
    Path a =
        SampleFiles.write(
            folder.resolve("a.safetensors"),
            Map.of(
                "gpt.h.2.fc", SampleFiles.noise(70, 60, 1), "cls", SampleFiles.noise(60, 50, 2)));
    Path b =
        SampleFiles.write(
            folder.resolve("b.safetensors"), Map.of("h.2.fc", SampleFiles.noise(70, 60, 3)));

    CommandRun run = CommandRun.of("compare", a.toString(), b.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("only in the first model")
        .containsPattern("gpt\\.h\\.2\\.fc +\\d+\\.\\d+ ± [\\d.]+ +\\d+\\.\\d+ ± [\\d.]+ +[+-]\\d")
        .containsPattern("cls +\\d+\\.\\d+ ± [\\d.]+ +- +-")
        .doesNotContainPattern("\\Rh\\.2\\.fc");
  }

  private static Map<String, float[][]> model(long seed) {
    return Map.of("fc", SampleFiles.noise(40, 30, seed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "euclidean", "cka", "centered_cka"})
  void aModelIsComparedWithItselfByEveryMethod(String method) {
    CommandRun run =
        CommandRun.of("compare", RESNET, RESNET, "--no-summaries", "--distance", method);

    assertThat(run.exitCode()).as(run.err()).isZero();
    String same = method.endsWith("cka") ? "1.00000" : "0.00000";
    assertThat(run.out()).contains(method, "mean of 20 layers: " + same).doesNotContain("A - B");
  }

  @Test
  void compareRefusesALayerThatNeitherModelHas() {
    CommandRun run = CommandRun.of("compare", RESNET, RESNET, "--layers", "fc9");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("no layer of name 'fc9'");
  }

  @Test
  void whatIsConvertedHasTheSameSpectra() {
    Path out = folder.resolve("out.safetensors");

    CommandRun run = CommandRun.of("convert", RESNET, out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("out.safetensors: 20 tensors, 268,336 weights");
    assertThat(run.err()).startsWith("left out, no matrix: bn1, ");
    assertThat(new WeightWatcher(out).analyze().details())
        .extracting(LayerReport::name, LayerReport::metrics)
        .containsExactlyElementsOf(
            new WeightWatcher(SampleFiles.RESNET20)
                .analyze().details().stream()
                    .map(row -> org.assertj.core.groups.Tuple.tuple(row.name(), row.metrics()))
                    .toList());
  }

  @Test
  void convertReplacesNoFileUnasked() throws IOException {
    Path out = Files.writeString(folder.resolve("out.safetensors"), "precious");

    CommandRun refused = CommandRun.of("convert", RESNET, out.toString());
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(refused.err()).contains("is there already; --force replaces it");
    assertThat(out).hasContent("precious");

    assertThat(CommandRun.of("convert", "--force", RESNET, out.toString()).exitCode()).isZero();
    assertThat(Files.size(out)).isGreaterThan(1_000_000);

    CommandRun itself = CommandRun.of("convert", "--force", out.toString(), out.toString());
    assertThat(itself.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(itself.err()).contains("choose another");
  }

  @Test
  void convertSaysWhatItNeeds() {
    CommandRun name = CommandRun.of("convert", RESNET, "out.bin");
    assertThat(name.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(name.err()).contains("must end with .safetensors");

    Path nowhere = folder.resolve("no").resolve("out.safetensors");
    CommandRun place = CommandRun.of("convert", RESNET, nowhere.toString());
    assertThat(place.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(place.err()).contains("there is no folder");
  }
}
