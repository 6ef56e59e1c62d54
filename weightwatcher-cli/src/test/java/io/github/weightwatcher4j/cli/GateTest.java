package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not known does not pass. */
class GateTest {

  @TempDir private Path folder;

  private String broken = "";

  /** A model of a layer of noise, one of zeros, and one that is not finite. */
  @BeforeEach
  void write() throws IOException {
    Map<String, float[][]> layers = new LinkedHashMap<>();
    layers.put("noise", SampleFiles.noise(40, 30, 1));
    layers.put("zero", new float[40][30]);
    layers.put("nan", SampleFiles.notANumber());
    broken = SampleFiles.write(folder.resolve("broken.safetensors"), layers).toString();
  }

  private CommandRun run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("analyze", broken));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"alpha>1000", "mean(alpha)>1000", "max(alpha)>1e3", "num_pl_spikes>99"})
  void aNumberThatALayerShouldHaveAndHasNotIsUnknown(String condition) {
    CommandRun run = run("--fail-on", condition);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err())
        .contains("is unknown: zero: no power law could be fitted: ", "; nan: ")
        .endsWith(" (--allow-unknown lets it pass)" + System.lineSeparator())
        .doesNotContain("noise:")
        .hasLineCount(2)
        .startsWith(
            "weightwatcher: " + broken + ": 1 layer with weights could not be analysed: nan: ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"log_norm>1000", "detX_num>1000"})
  void aNumberThatIsNotDefinedForALayerIsUnknown(String condition) {
    CommandRun run = run("--detx", "--fail-on", condition, "--layers=noise,zero");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).contains("is unknown: zero: ").doesNotContain("noise:");
  }

  @Test
  void theUnknownMayBeAllowedAndIsToldAllTheSame() {
    CommandRun run = run("--fail-on=alpha>1000", "--fail-on=verdict==over", "--allow-unknown");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).contains("could not be analysed: nan: ").endsWith(" (allowed)"),
            line ->
                assertThat(line).contains("alpha>1000 is unknown: zero: ").endsWith(" (allowed)"),
            line -> assertThat(line).contains("verdict==over-trained is unknown: "));
  }

  @Test
  void whatIsMetIsToldBesideWhatIsUnknown() {
    CommandRun run = run("--fail-on=alpha>0", "--fail-on=alpha>1000");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONDITION_MET_AND_MORE);
    assertThat(run.err()).contains("alpha>0 is met: noise (", "alpha>1000 is unknown: zero: ");
  }

  @Test
  void lostLayersAreCountedWhateverIsAllowed() {
    CommandRun run = run("--fail-on=lost>0", "--allow-unknown");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONDITION_MET);
    assertThat(run.err()).contains("lost>0 is met: it is 1");
    assertThat(run.out()).containsSubsequence("LOST: ", "nan: ", "alpha");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"alpha>6", "verdict==random", "analyzed>5", "findings>5", "random>0"})
  void aFileOfWhichNothingWasAnalysedDoesNotPass(String condition) {
    CommandRun run = run("--layers=noise", "--min-evals=1000", "--fail-on", condition);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).contains(" is unknown: no layer was analysed (--allow-unknown");
  }

  @Test
  void allowingTheUnknownWithoutAConditionIsWrongUsage() {
    CommandRun run = run("--allow-unknown");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("--allow-unknown needs --fail-on");
  }
}
