package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.AnalysisJson;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalyzeOptionsTest {

  private static final String RESNET = SampleFiles.RESNET20.toString();

  @Test
  void everyOptionReachesTheAnalysis() {
    CommandRun run =
        CommandRun.of(
            ("analyze "
                    + RESNET
                    + " --json=- --layers=0-2,linear --types=CONV2D,dense --min-evals=11"
                    + " --max-evals=900 --max-n=800 --no-pool --no-conv-norm --fit=hill"
                    + " --compare-laws --drop-largest=1 --min-tail=3 --mp-fit --randomize"
                    + " --replicas=2 --detx --vectors --seed=7 --threads=1 --memory=2G"
                    + " --preset=python --method=accurate --mp-method=robust")
                .split(" "));

    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, Object> options = AnalysisJson.parse(run.out()).provenance().options();
    assertThat(options)
        .containsEntry("layers", "index 0 or index 1 or index 2 or name 'linear'")
        .containsEntry("types", "dense, conv2d")
        .containsEntry("minEvals", 11)
        .containsEntry("maxEvals", 900)
        .containsEntry("maxN", 800)
        .containsEntry("fit", "hill")
        .containsEntry("hillQuantile", 0.5)
        .containsEntry("randomize", true)
        .containsEntry("replicas", 2)
        .containsEntry("method", "accurate")
        .containsEntry("mpMethod", "robust")
        .containsEntry("relativeCutoffs", false)
        .containsEntry("pool", false)
        .containsEntry("convNorm", false)
        .containsEntry("mpFit", true)
        .containsEntry("detx", true)
        .containsEntry("vectors", true)
        .containsEntry("compareLaws", true)
        .containsEntry("minTail", 3)
        .containsEntry("dropLargest", 1);
    assertThat(AnalysisJson.parse(run.out()).provenance().seed()).isEqualTo(7);
  }

  @Test
  void fitsBootstrapAndProfileAreChosen() {
    assertThat(options("--fit=tpl")).containsEntry("fit", "tpl");
    assertThat(options("--fit=E_TPL")).containsEntry("fit", "e_tpl");
    assertThat(options("--xmin-peak")).containsEntry("xminPeak", true);
    assertThat(options("--fingers")).containsEntry("fingers", true);
    assertThat(options("--inverse")).containsEntry("inverse", true);
    assertThat(options("--bootstrap=50", "--interval-level=0.9", "--profile", "--level=0.01"))
        .containsEntry("bootstrap", 50)
        .containsEntry("intervalLevel", 0.9)
        .containsEntry("level", 0.01)
        .containsEntry("profile", true);
    assertThat(options("--no-randomize", "--no-mp-fit"))
        .containsEntry("randomize", false)
        .containsEntry("mpFit", false);
  }

  private static Map<String, Object> options(String... more) {
    List<String> arguments = new ArrayList<>(List.of("analyze", RESNET, "--json=-"));
    arguments.addAll(List.of("--layers", "linear"));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return AnalysisJson.parse(run.out()).provenance().options();
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
            "--fail-on=rand_num_spikes>1",
            "--lora=-1",
            "--base=/none",
            "--json=/none/a.json");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .contains("--min-evals must be >= 1", "without --randomize", "not a regular expression")
        .contains("--fit hill, --xmin-peak and --fingers each choose the tail")
        .contains("no number 'alfa'", "'alpha'", "--lora needs a positive")
        .contains("--fail-on 'rand_num_spikes>1' needs --randomize to be computed")
        .contains("cannot write to /none/a.json", "no file /none")
        .contains("See: weightwatcher analyze --help");
  }

  @Test
  void theModelsFileIsNamedAsGivenAndDigestedOnRequest() throws Exception {
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(Files.readAllBytes(SampleFiles.RESNET20)));
    String size = "\"size\" : " + Files.size(SampleFiles.RESNET20);

    CommandRun plain = CommandRun.of("analyze", RESNET, "--json=-", "--layers=linear");
    CommandRun told = CommandRun.of("analyze", RESNET, "--json=-", "--layers=linear", "--sha256");

    assertThat(plain.out())
        .contains("\"path\" : \"" + RESNET + "\"", size)
        .doesNotContain("\"sha256\" : \"");
    assertThat(told.out()).contains(size, "\"sha256\" : \"" + digest + "\"");
  }

  @Test
  void flagsThatCannotBeMeantAreWrongUsage() {
    CommandRun run =
        CommandRun.of(
            "analyze",
            RESNET,
            "--min-evals=5",
            "--min-evals=6",
            "--solver=nope",
            "--layers=",
            "--types=foo",
            "--preset=",
            "--sha256");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err())
        .contains("--min-evals is given more than once", "--solver must be one of lapack")
        .contains("--layers must be a rule for layers but was '': an item of the list is empty")
        .contains("--types must be layer types (dense, embedding, ", "--preset must be python")
        .contains("--sha256 needs --json");
  }
}
