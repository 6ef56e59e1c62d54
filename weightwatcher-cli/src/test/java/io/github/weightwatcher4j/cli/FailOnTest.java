package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailOnTest {

  private static final String RESNET = SampleFiles.RESNET20.toString();

  /** ResNet20's layer2.1.conv2 has alpha 6.93, its other chosen layer 3.14. */
  private static CommandRun run(String... conditions) {
    String[] arguments = new String[4 + conditions.length];
    arguments[0] = "analyze";
    arguments[1] = RESNET;
    arguments[2] = "--layers";
    arguments[3] = "layer2.1.conv*";
    for (int i = 0; i < conditions.length; i++) {
      arguments[4 + i] = "--fail-on=" + conditions[i];
    }
    return CommandRun.of(arguments);
  }

  @Test
  void aConditionThatIsMetEndsWithTwoAndNamesTheLayers() {
    CommandRun run = run("alpha>6", "mean(alpha)>100");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("2 rows analysed");
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains(RESNET + ": alpha>6 is met: layer2.1.conv2 (6.9")
        .doesNotContain("conv1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "alpha>7",
        "rank_loss>=1",
        "mean(alpha)>5.1",
        "findings>100",
        "skipped<1",
        "Q!=1",
        "verdict==over",
        "unknown>1",
        "rank_collapsed>0"
      })
  void aConditionThatIsNotMetIsNoFailure(String condition) {
    CommandRun run = run(condition);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "mean(alpha)>5",
        " max( alpha ) >= 6.9",
        "min(alpha)<3.2",
        "median(num_evals)==288",
        "findings<100",
        "verdict==well",
        "verdict!=random-like",
        "phase!=too small",
        "phase==bulk-decay",
        "well_trained>0",
        "unknown<=1",
        "lost==0",
        "analyzed<3",
        "failed_fits<=0",
        "skipped>0",
        "alpha<1e1",
        "sigma>-1"
      })
  void everyKindOfConditionCanBeMet(String condition) {
    assertThat(run(condition).exitCode()).isEqualTo(ExitCodes.CONDITION_MET);
  }

  @ParameterizedTest(name = "{0} needs {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rand_num_spikes>0 | --randomize",
        "detX_num>0 | --detx",
        "tail_mean_vec_entropy>0 | --vectors",
        "pl_p_value<0.1 | --bootstrap 1000",
        "Lambda>1 | --fit tpl",
        "mean(num_fingers)>1 | --fingers",
        "verdict==trapped | --randomize",
        "trapped>0 | --randomize",
      })
  void aConditionOnWhatIsNotComputedIsWrongUsage(String condition, String option) {
    CommandRun run = run(condition);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("needs " + option + " to be computed");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"num_spikes>0", "verdict!=well", "phase==heavy", "random_like>0"})
  void aConditionOnTheBulkNeedsItsFit(String condition) {
    CommandRun run = CommandRun.of("analyze", RESNET, "--no-mp-fit", "--fail-on", condition);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("needs --mp-fit to be computed");
  }
}
