package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void everyOptionReachesTheAnalysis() {
    CommandRun run =
        CommandRun.of(
            "analyze",
            RESNET,
            "--json=-",
            "--layers=0-2,linear",
            "--types=CONV2D,dense",
            "--min-evals=11",
            "--max-evals=900",
            "--max-n=800",
            "--no-pool",
            "--no-conv-norm",
            "--fit=hill",
            "--compare-laws",
            "--drop-largest=1",
            "--min-tail=3",
            "--mp-fit",
            "--randomize",
            "--replicas=2",
            "--detx",
            "--vectors",
            "--seed=7",
            "--threads=1",
            "--memory=2G",
            "--preset=python",
            "--method=accurate",
            "--mp-method=robust");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, String> options = AnalysisJson.parse(run.out()).provenance().options();
    assertThat(options.values())
        .as(options.toString())
        .contains("11", "900", "800", "POWER_LAW, Hill at 0.5", "2 replicas", "ACCURATE", "ROBUST");
    assertThat(options)
        .containsEntry("pool", "false")
        .containsEntry("marchenkoPastur", "true")
        .containsEntry("detX", "true")
        .containsEntry("vectors", "true")
        .containsEntry("compareLaws", "true")
        .containsEntry("minTailSize", "3")
        .containsEntry("dropLargest", "1");
    assertThat(AnalysisJson.parse(run.out()).provenance().seed()).isEqualTo(7);
  }

  @Test
  void fitsBootstrapAndProfileAreChosen() {
    assertThat(options("--fit=tpl")).containsEntry("tail", "TRUNCATED_POWER_LAW");
    assertThat(options("--fit=E_TPL")).containsEntry("xMinAtPeak", "true");
    assertThat(options("--xmin-peak")).containsEntry("xMinAtPeak", "true");
    assertThat(options("--fingers")).doesNotContainEntry("clipXmax", "false");
    assertThat(options("--inverse")).containsEntry("inverse", "true");
    assertThat(options("--bootstrap=50", "--level=0.9", "--profile"))
        .containsEntry("bootstrap", "50 samples, level 0.9")
        .containsEntry("profile", "true");
  }

  private static Map<String, String> options(String... more) {
    List<String> arguments = new ArrayList<>(List.of("analyze", RESNET, "--json=-"));
    arguments.addAll(List.of("--layers", "linear"));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return AnalysisJson.parse(run.out()).provenance().options();
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
            "model", RESNET, "5.76", broken.toString(), "failed", "/nowhere", "failed");
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
                + " is no weight file of a known format; 'weightwatcher formats' lists them");
  }

  @Test
  void aLayerThatIsNotThereIsAFailureThatListsThoseThatAre() {
    CommandRun run = CommandRun.of("analyze", RESNET, "--layers", "fc9");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("no layer of name 'fc9'", "layer1.0.conv1");
  }

  @Test
  void wrongOptionsAreToldTogetherInTheCommandsOwnWords() {
    CommandRun run =
        CommandRun.of(
            "analyze",
            RESNET,
            "--min-evals=0",
            "--replicas=3",
            "--layers=/[/",
            "--fit=hill",
            "--fingers",
            "--fail-on=alfa>3",
            "--fail-on=num_spikes>1",
            "--lora=-1",
            "--base=/none",
            "--json=/none/a.json");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .contains("--min-evals must be >= 1", "without --randomize", "no regular expression")
        .contains("--fit hill, --xmin-peak and --fingers each choose the tail")
        .contains("no number 'alfa'", "alpha_weighted", "needs --mp-fit", "--lora needs a positive")
        .contains("cannot write to /none/a.json", "no file /none")
        .contains("See: weightwatcher analyze --help");
  }

  @Test
  void theDifferenceFromABaseModelIsAnalysed() throws IOException {
    Path base = SampleFiles.write(folder.resolve("base.safetensors"), weights(1, 0));
    Path tuned = SampleFiles.write(folder.resolve("tuned.safetensors"), weights(2, 0));

    CommandRun run = CommandRun.of("analyze", tuned.toString(), "--base", base.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("tuned.safetensors - base.safetensors: 1 row");
  }

  private static Map<String, float[][]> weights(long seed, int more) {
    return Map.of("fc", SampleFiles.noise(40 + more, 30, seed));
  }

  @Test
  void anAdapterIsScaledByItsConfigurationOrByTheOption() throws IOException {
    Path adapter = folder.resolve("adapter_model.safetensors");
    SampleFiles.write(
        adapter,
        Map.of(
            "base_model.model.fc.lora_A", SampleFiles.noise(4, 30, 1),
            "base_model.model.fc.lora_B", SampleFiles.noise(40, 4, 2)));

    CommandRun without = CommandRun.of("analyze", "--lora", "--min-evals=1", adapter.toString());
    assertThat(without.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(without.err()).contains("no adapter_config.json beside", "--lora=16");

    double one = norm("--lora=4", adapter.toString());
    Files.writeString(folder.resolve("adapter_config.json"), "{\"r\": 4, \"lora_alpha\": 8}");
    double two = norm("--lora", folder.toString());
    assertThat(two).isCloseTo(4 * one, within(1e-12 * two));
  }

  private static double norm(String... arguments) {
    List<String> all = new ArrayList<>(List.of("analyze", "--json=-", "--min-evals=1"));
    all.addAll(List.of(arguments));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return AnalysisJson.parse(run.out()).details().get("fc").metric(Metric.NORM).orElseThrow();
  }

  @Test
  void anAdapterIsAddedToItsBaseModel() throws IOException {
    Path base = SampleFiles.write(folder.resolve("base.safetensors"), weights(3, 0));
    Path adapter = Files.createDirectory(folder.resolve("adapter"));
    SampleFiles.write(
        adapter.resolve("adapter_model.safetensors"),
        Map.of("fc.lora_A", SampleFiles.noise(4, 30, 1), "fc.lora_B", SampleFiles.noise(40, 4, 2)));

    CommandRun run =
        CommandRun.of("analyze", adapter.toString(), "--lora=1", "--base", base.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("base.safetensors + adapter: 1 row");
  }
}
