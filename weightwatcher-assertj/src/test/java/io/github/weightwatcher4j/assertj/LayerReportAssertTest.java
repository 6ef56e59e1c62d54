package io.github.weightwatcher4j.assertj;

import static io.github.weightwatcher4j.assertj.Failures.messageOf;
import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerReportAssertTest {

  private static final Analysis NET = Networks.ofAlphas(3, 4, 5, 1.5, 3, Double.NaN, 6.00004);

  @Test
  void alphaBetweenTwoBoundsPassesWithTheBoundsIncluded() {
    assertThat(NET).layer("fc0").hasAlphaBetween(2, 6).hasAlphaBetween(3, 3);
  }

  @Test
  void alphaOutsideFailsWithTheNumbersTheirMeaningAndTheRowsAround() {
    assertThat(messageOf(() -> assertThat(NET).layer("fc3").hasAlphaBetween(2, 6)))
        .isEqualTo(
            """

            1 of the 7 layers of 'net' fails:
              fc3: alpha should be between 2 and 6 but is 1.5 ± 0.2
                alpha: power-law exponent of the tail
                over-trained: fc3 may have learned more than the data holds (alpha below 2)

                #  name    N    M  alpha     ±  tail  phase         verdict
                ...
                1  fc1   400  200   4.00  0.20   200  heavy-tailed  well trained
                2  fc2   400  200   5.00  0.20   200  heavy-tailed  well trained
              > 3  fc3   400  200   1.50  0.20   200  heavy-tailed  over-trained
                4  fc4   400  200   3.00  0.20   200  heavy-tailed  well trained
                5  fc5   400  200      -     -     -  heavy-tailed  cannot tell
                ...
            """);
  }

  @Test
  void aNumberIsToldWithAsManyDigitsAsShowWhatIsWrong() {
    assertThat(messageOf(() -> assertThat(NET).layer("fc6").hasAlphaBetween(2, 6)))
        .contains("alpha should be between 2 and 6 but is 6.00004 ± 0.2");
  }

  @Test
  void aFailedFitHasNoAlphaAndItsReasonIsTold() {
    assertThat(messageOf(() -> assertThat(NET).layer("fc5").hasAlphaBetween(2, 6)))
        .contains(
            """
              fc5: alpha is not there: no power law could be fitted: all eigenvalues are equal
                alpha: power-law exponent of the tail
                fit failed: fc5 has no tail that a power law could be fitted to
            """);
  }

  @Test
  void anyMetricCanBeBounded() {
    assertThat(NET)
        .layer("fc0")
        .hasMetricBetween(Metric.STABLE_RANK, 100, 101)
        .hasMetricBetween(Metric.ENTROPY, 0, 1);
    assertThat(
            messageOf(
                () -> assertThat(NET).layer("fc0").hasMetricBetween(Metric.STABLE_RANK, 101, 1e9)))
        .startsWith(
            """

            1 of the 7 layers of 'net' fails:
              fc0: stable_rank should be between 101 and 1000000000 but is 100.5
                stable_rank: sum over maximum of the eigenvalues

            """);
  }

  @Test
  void aMetricThatNobodyAskedForFailsWithTheOptionThatAsksForIt() {
    assertThat(
            messageOf(
                () -> assertThat(NET).layer("fc0").hasMetricBetween(Metric.RAND_NUM_SPIKES, 0, 99)))
        .contains("fc0: rand_num_spikes was not computed: analyze with randomize(true)\n");
  }

  @Test
  void boundsThatNothingCanMeetAreAnError() {
    LayerReportAssert layer = assertThat(NET).layer("fc0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.hasAlphaBetween(6, 2))
        .withMessage("bounds must be low <= high but were 6.0 and 2.0");
    assertThatIllegalArgumentException().isThrownBy(() -> layer.hasAlphaBetween(2, Double.NaN));
  }

  @Test
  void noFindingsPassOfAllTypesOrOfSome() {
    assertThat(NET).layer("fc0").hasNoFindings();
    assertThat(NET)
        .layer("fc3")
        .hasNoFindings(FindingType.UNDER_TRAINED, FindingType.RANK_COLLAPSE);
  }

  @Test
  void findingsFailWithTheirMeaning() {
    String all = messageOf(() -> assertThat(NET).layer("fc3").hasNoFindings());
    assertThat(all)
        .startsWith(
            """

            1 of the 7 layers of 'net' fails:
              fc3: alpha = 1.50 ± 0.20 over 200 eigenvalues, below 2
                over-trained: fc3 may have learned more than the data holds (alpha below 2)

            """);
    assertThat(
            messageOf(() -> assertThat(NET).layer("fc3").hasNoFindings(FindingType.OVER_TRAINED)))
        .isEqualTo(all);
  }

  @Test
  void trapsThatWereNotLookedForFail() {
    assertThat(messageOf(() -> assertThat(NET).layer("fc0").hasNoCorrelationTraps()))
        .startsWith(
            """

            1 of the 7 layers of 'net' fails:
              fc0: 'correlation trap' was not looked for: analyze with randomize(true)

            """);
  }

  @Test
  void aFindingCanBeExpected() {
    assertThat(NET).layer("fc3").hasFinding(FindingType.OVER_TRAINED);
    assertThat(messageOf(() -> assertThat(NET).layer("fc0").hasFinding(FindingType.OVER_TRAINED)))
        .contains("  fc0: 'over-trained' was not found\n");
    assertThat(
            messageOf(() -> assertThat(NET).layer("fc0").hasFinding(FindingType.CORRELATION_TRAP)))
        .contains("  fc0: 'correlation trap' was not looked for: analyze with randomize(true)\n");
  }

  @Test
  void layersAreCheckedOneAfterAnother() {
    assertThat(NET).layer("fc0").hasAlphaBetween(2, 6).and().layer("fc1").hasNoFindings();
  }

  @Test
  void aRowAloneIsShownAlone() {
    LayerReport row = NET.details().get("fc3");
    assertThat(row).hasNoFindings(FindingType.UNDER_TRAINED);
    assertThat(messageOf(() -> assertThat(row).hasAlphaBetween(2, 6)))
        .isEqualTo(
            """

            The layer fails:
              fc3: alpha should be between 2 and 6 but is 1.5 ± 0.2
                alpha: power-law exponent of the tail
                over-trained: fc3 may have learned more than the data holds (alpha below 2)

                #  name    N    M  alpha     ±  tail  phase         verdict
              > 3  fc3   400  200   1.50  0.20   200  heavy-tailed  over-trained
            """);
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThat(row).and())
        .withMessage("this row stands alone; start from assertThat(analysis).layer(...)");
  }

  @Test
  void aDescriptionStandsBeforeTheFailure() {
    assertThat(messageOf(() -> assertThat(NET).as("epoch 3").layer("fc3").hasAlphaBetween(2, 6)))
        .startsWith("[epoch 3] \n1 of the 7 layers of 'net' fails:\n");
  }

  @Test
  void assertJsOwnAssertionsStayWithinReach() {
    assertThat(NET.details()).hasSize(7);
    assertThat(NET.model()).isEqualTo("net");
    assertThat(List.of(1.0)).containsExactly(1.0);
  }
}
