package io.github.weightwatcher4j.assertj;

import static io.github.weightwatcher4j.assertj.Failures.messageOf;
import static io.github.weightwatcher4j.assertj.Networks.ofAlphas;
import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;
import static io.github.weightwatcher4j.model.LayerSelector.byName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as worse than a baseline. */
class BaselineTest {

  private static final double TOLERANCE = 0.5;

  @Test
  void anAnalysisIsNotWorseThanItself() {
    Analysis analysis = ofAlphas(3, 1.5, 7, Double.NaN);
    assertThat(analysis).isNotWorseThan(analysis, 0);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "4, 2, closer to 2",
    "4, 3.9, closer to 2",
    "4, 4.5, within the tolerance",
    "1.5, 2.75, as far above 2 as it was below with the tolerance",
    "1.5, 1.25, within the tolerance",
    "2.25, 1.5, below 2 within the tolerance: a finding that rule one forgives",
    "5.75, 6.25, above 6 within the tolerance: a finding that rule one forgives",
    "NaN, 5, a fit where there was none"
  })
  void alphaMayComeCloserToTwoAndFartherByTheTolerance(double before, double after, String why) {
    assertThatCode(() -> check(before, after)).as(why).doesNotThrowAnyException();
  }

  @Test
  void aFirstFitIsJudgedByItsFindings() {
    assertThat(messageOf(() -> check(Double.NaN, 9))).contains("  fc0: new: alpha = 9.00 ± 0.20");
  }

  private static void check(double before, double after) {
    assertThat(ofAlphas(after)).isNotWorseThan(ofAlphas(before), TOLERANCE);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "4, 4.75, '[1.5, 4.5]'",
    "2, 2.75, '[1.5, 2.5]'",
    "1.5, 3.25, '[1, 3]'",
    "4, 1.25, '[1.5, 4.5]'",
    "1.75, 1.125, '[1.25, 2.75]'"
  })
  void alphaFartherFromTwoIsWorse(double before, double after, String allowed) {
    assertThat(messageOf(() -> check(before, after))).contains(", outside of " + allowed + "\n");
  }

  @Test
  void whatIsWorseIsToldWithBothNumbersAndTheRowsAround() {
    Analysis now = ofAlphas(3, 5, 1.25, Double.NaN, 3);
    assertThat(messageOf(() -> assertThat(now).isNotWorseThan(ofAlphas(3, 4, 2, 4, 3), TOLERANCE)))
        .isEqualTo(
            """

            3 of the 5 layers of 'net' fail:
              fc1: alpha was 4 ± 0.2 and is 5 ± 0.2, outside of [1.5, 4.5]
                the farther alpha lies above 2, the less the layer has learned
              fc2: alpha was 2 ± 0.2 and is 1.25 ± 0.2, outside of [1.5, 2.5]
                below 2 a layer may have learned more than the data holds
              fc3: alpha was 4 ± 0.2 and is not there: no power law could be fitted: all eigenvalues are equal

                #  name    N    M  alpha     ±  tail  phase         verdict
                0  fc0   400  200   3.00  0.20   200  heavy-tailed  well trained
              > 1  fc1   400  200   5.00  0.20   200  heavy-tailed  well trained
              > 2  fc2   400  200   1.25  0.20   200  heavy-tailed  over-trained
              > 3  fc3   400  200      -     -     -  heavy-tailed  cannot tell
                4  fc4   400  200   3.00  0.20   200  heavy-tailed  well trained
            """);
  }

  @Test
  void layersBehindAPrefixAreHeldAgainstTheirOwn() {
    Analysis before =
        Networks.of(List.of(Networks.fitted(0, "h.0", 3), Networks.fitted(1, "h.1", 3)));
    Analysis now =
        Networks.of(
            List.of(Networks.fitted(0, "net.h.0", 3), Networks.fitted(1, "net.h.1", 5)),
            Networks.unreadable(2, "net.h.2"));
    assertThat(messageOf(() -> assertThat(now).isNotWorseThan(before, TOLERANCE)))
        .contains("net.h.1: alpha was 3 ± 0.2 and is 5 ± 0.2, outside of [1.5, 3.5]")
        .contains("net.h.2: ")
        .doesNotContain("net.h.0: ", "is gone");
    assertThat(now).layers(byName("net.h.0")).isNotWorseThan(before, TOLERANCE);
    assertThat(
            messageOf(
                () -> assertThat(now).layers(byName("net.h.1")).isNotWorseThan(before, TOLERANCE)))
        .contains("net.h.1: alpha was 3");
  }

  @Test
  void aNewFindingIsWorseAndAnOldOneIsNot() {
    Analysis now = Networks.of(List.of(shortTail(3)));
    assertThat(messageOf(() -> assertThat(now).isNotWorseThan(ofAlphas(3), TOLERANCE)))
        .startsWith(
            """

            1 of the 1 layers of 'net' fails:
              fc0: new: alpha = 3.00 ± 0.20 rests on 9 eigenvalues: a rough guess
                short tail: fc0 has too few eigenvalues in its tail for alpha to mean much
            """);
    assertThat(now).isNotWorseThan(Networks.of(List.of(shortTail(3.5))), TOLERANCE);
  }

  private static LayerReport shortTail(double alpha) {
    return Networks.row(0, "fc0", new PowerLawFit(alpha, 0.2, 1, 20, 0.02, 9));
  }

  @Test
  void aLayerThatIsGoneOrSkippedIsWorse() {
    Analysis now =
        Networks.of(
            List.of(Networks.fitted(0, "fc0", 3)), Networks.skipped(1, "fc1", "5 eigenvalues"));
    assertThat(messageOf(() -> assertThat(now).isNotWorseThan(ofAlphas(3, 3, 3), TOLERANCE)))
        .isEqualTo(
            """

            2 of the 3 layers of 'net' fail:
              fc1: is in the baseline and was skipped: 5 eigenvalues
              fc2: is in the baseline and is gone
            """);
  }

  @Test
  void aNewLayerCanOnlyFailByItsFindings() {
    assertThat(ofAlphas(3, 5)).isNotWorseThan(ofAlphas(3), TOLERANCE);
    assertThat(messageOf(() -> assertThat(ofAlphas(3, 7)).isNotWorseThan(ofAlphas(3), TOLERANCE)))
        .contains("  fc1: new: alpha = 7.00 ± 0.20 over 200 eigenvalues, above 6\n");
  }

  @Test
  void aChoiceOfLayersIsComparedWithTheSameOfTheBaseline() {
    Analysis now = ofAlphas(3, 9);
    assertThat(now).layers(byName("fc0")).isNotWorseThan(ofAlphas(3, 3, 3), TOLERANCE);
    assertThat(now)
        .layers(row -> row.findings().isEmpty())
        .isNotWorseThan(ofAlphas(3, 3, 3), TOLERANCE);
  }

  @Test
  void analysesOfDifferentOptionsAreNotCompared() {
    Analysis now = Networks.of(options("0 replicas"), ofAlphas(3).details().rows());
    Analysis baseline = Networks.of(options("1 replicas"), ofAlphas(3).details().rows());
    assertThat(messageOf(() -> assertThat(now).isNotWorseThan(baseline, TOLERANCE)))
        .isEqualTo(
            """

            Expecting a baseline of 'net' with the same options, but they differ:
              randomize is 0 replicas; in the baseline: 1 replicas
            """);
    assertThat(now).as("an option of a later version").isNotWorseThan(ofAlphas(3), TOLERANCE);
  }

  private static Map<String, Object> options(String randomize) {
    return Map.of("pool", "true", "randomize", randomize);
  }

  @Test
  void aBaselineIsReadFromAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("net.json");
    AnalysisJson.write(ofAlphas(3, 4), file);
    assertThat(ofAlphas(3, 4.5)).isNotWorseThan(file, TOLERANCE);
    assertThat(messageOf(() -> assertThat(ofAlphas(3, 4.75)).isNotWorseThan(file, TOLERANCE)))
        .contains("fc1: alpha was 4 ± 0.2 and is 4.75 ± 0.2, outside of [1.5, 4.5]");
  }

  @Test
  void aMissingBaselineFailsWithHowToWriteItAndIsNotWritten() {
    Path file = Path.of("src/test/resources/net.json");
    assertThat(messageOf(() -> assertThat(ofAlphas(3)).isNotWorseThan(file, TOLERANCE)))
        .isEqualTo(
            """

            Expecting a baseline, but there is no file src/test/resources/net.json
            Write it once, when you are content with the network, and keep it with the code:
              AnalysisJson.write(analysis, Path.of("src/test/resources/net.json"));
            or, for a network in a file, with the same options:
              weightwatcher analyze FILE --json src/test/resources/net.json
            """);
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatIsNoBaselineFailsWithWhatIsWrong(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("net.json"), "{}");
    assertThat(messageOf(() -> assertThat(ofAlphas(3)).isNotWorseThan(file, TOLERANCE)))
        .startsWith("\nExpecting a baseline, but " + file + " does not hold an analysis: ")
        .contains("AnalysisJson.write(analysis, ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aToleranceIsAtLeastZeroAndFinite(double tolerance) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(ofAlphas(3)).isNotWorseThan(ofAlphas(3), tolerance))
        .withMessage("tolerance must be >= 0 and finite but was " + tolerance);
  }
}
