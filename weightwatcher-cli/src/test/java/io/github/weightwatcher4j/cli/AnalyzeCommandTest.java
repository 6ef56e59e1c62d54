package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {

  private static final String RESNET = SampleFiles.RESNET20.toString();

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void theTableOfAFileIsThatOfTheLibrary() {
    CommandRun run = CommandRun.of("analyze", RESNET);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).as("no progress where there is no terminal").isEmpty();
    Analysis analysis = new WeightWatcher(SampleFiles.RESNET20).analyze();
    assertThat(run.out())
        .contains(analysis.details().toString())
        .startsWith("resnet20.safetensors: 20 rows analysed, 0 fits failed, 19 layers skipped");
  }

  @Test
  void theFilesHoldWhatTheTableShows() throws IOException {
    CommandRun run =
        CommandRun.of(
            "analyze",
            RESNET,
            "--json",
            path("a.json"),
            "--csv",
            path("a.csv"),
            "--markdown",
            path("a.md"),
            "--layers",
            "layer3.*",
            "--exclude",
            "/.*conv1/",
            "--quiet");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Analysis analysis = AnalysisJson.read(folder.resolve("a.json"));
    assertThat(analysis.details())
        .extracting(LayerReport::name)
        .containsExactly("layer3.0.conv2", "layer3.1.conv2", "layer3.2.conv2");
    assertThat(folder.resolve("a.csv"))
        .content()
        .startsWith("layer_id,")
        .contains("layer3.0.conv2");
    assertThat(folder.resolve("a.md")).content().startsWith("## resnet20");
  }

  @Test
  void aDashMeansStandardOutputWhichThenHoldsNothingElse() {
    CommandRun run = CommandRun.of("analyze", RESNET, "--layers", "2,4", "--json", "-");

    assertThat(AnalysisJson.parse(run.out()).details()).hasSize(2);
  }

  @Test
  void aBrokenFileDoesNotLoseTheOthers() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.safetensors"), "no model");
    CommandRun run =
        CommandRun.of(
            "analyze",
            RESNET,
            broken.toString(),
            "/nowhere",
            "--layers",
            "linear",
            "--csv",
            path("all.csv"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("weightwatcher: " + broken),
            line -> assertThat(line).isEqualTo("weightwatcher: there is no file /nowhere"));
    assertThat(run.out())
        .containsSubsequence(RESNET + "\n===", "1 row analysed")
        .containsSubsequence(
            "model",
            "/resnet20.safetensors",
            "5.76",
            "/broken.safetensors",
            "failed",
            "/nowhere",
            "failed");
    assertThat(folder.resolve("all.csv")).content().startsWith("model,layer_id,");
  }

  @Test
  void severalModelsAreAnArrayOfJsonAndOneCsv() throws IOException {
    Path a = SampleFiles.write(folder.resolve("a.safetensors"), weights(1, 0));
    Path b = SampleFiles.write(folder.resolve("b.safetensors"), weights(2, 5));

    CommandRun json = CommandRun.of("analyze", a.toString(), b.toString(), "--json=-");
    assertThat(json.out()).startsWith("[\n{").endsWith("}\n]\n").contains("\n}\n,\n{");
    CommandRun csv = CommandRun.of("analyze", a.toString(), b.toString(), "--mp-fit", "--csv=-");
    assertThat(csv.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("model,layer_id,").contains(",num_spikes,"),
            line -> assertThat(line).startsWith("\"" + a + "\",0,fc,fc,dense,,40,30,"),
            line -> assertThat(line).startsWith("\"" + b + "\",0,fc,fc,dense,,45,30,"));
  }

  @Test
  void whatIsNoModelIsRefusedWithAdvice() throws IOException {
    Path text = Files.writeString(folder.resolve("letter.txt"), "Dear reader, no weights here.");

    CommandRun run = CommandRun.of("analyze", text.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "weightwatcher: "
                + text
                + " is not a weight file of a known format; 'weightwatcher formats' lists them");
  }

  @Test
  void aLayerThatIsNotThereIsAFailureThatNamesTheNearest() {
    CommandRun run = CommandRun.of("analyze", RESNET, "--layers", "layer1.conv1");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err())
        .contains(
            "no layer of name 'layer1.conv1'", "the nearest of its 39 layers are 'layer1.0.conv1'");
  }

  @Test
  void aPublishedNetworkFitsATerminalOf80Columns() {
    CommandRun run = CommandRun.of("analyze", RESNET);

    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out().lines().takeWhile(line -> !line.isEmpty()))
        .as("the verdict on the model stands before the table")
        .anyMatch(line -> line.contains(" of 20 layers "));
  }

  @Test
  void allFindingsOfAPublishedNetworkFitIn24LinesOf80Columns() {
    CommandRun run =
        CommandRun.of(
            ("analyze "
                    + RESNET
                    + " --randomize --replicas=3 --compare-laws --profile --bootstrap=200"
                    + " --detx --vectors")
                .split(" "));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out().lines())
        .containsSubsequence("Cannot tell", "Findings", "Skipped")
        .anyMatch(line -> line.matches(" *#  name +from +to +p +traps +detX +ln_ratio"));
    assertThat(
            run.out()
                .lines()
                .dropWhile(line -> !line.equals("Cannot tell"))
                .takeWhile(line -> !line.equals("Skipped")))
        .as("reasons and findings together")
        .hasSizeLessThanOrEqualTo(24);
  }

  @Test
  void severalModelsEndInTheCountsOfTheirVerdicts() throws IOException {
    Path noise = SampleFiles.write(folder.resolve("a.safetensors"), weights(1, 0));
    Path nan =
        SampleFiles.write(folder.resolve("b.safetensors"), Map.of("fc", SampleFiles.notANumber()));

    CommandRun run = CommandRun.of("analyze", RESNET, noise.toString(), nan.toString());

    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(lines.size() - 4)).matches("model +rows +skipped +alpha +.*well +unknown");
    assertThat(lines.get(lines.size() - 3)).matches(".*/resnet20.safetensors +20 +19 +4.18 .*");
    assertThat(lines.get(lines.size() - 1)).matches(".*/b.safetensors +0 +1 +- .* +0 +1");
  }

  private static Map<String, float[][]> weights(long seed, int more) {
    return Map.of("fc", SampleFiles.noise(40 + more, 30, seed));
  }
}
