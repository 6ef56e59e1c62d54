package io.github.weightwatcher4j.assertj;

import static io.github.weightwatcher4j.assertj.Failures.messageOf;
import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;
import static io.github.weightwatcher4j.model.LayerSelector.byName;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class AnalysisAssertTest {

  private static final Analysis GOOD = Networks.ofAlphas(3, 4, 5);
  private static final Analysis BAD = Networks.ofAlphas(3, 7, 4, 3, 2.5, 3, 4, 1.5, 3, 4, 5);

  @Test
  void anAnalysisWithoutFindingsPasses() {
    assertThat(GOOD).hasNoFindings();
    assertThat(BAD).hasNoFindings(FindingType.FIT_FAILED, FindingType.RANK_COLLAPSE);
  }

  @Test
  void findingsFailWithEveryLayerAndTheRowsAroundEach() {
    assertThat(messageOf(() -> assertThat(BAD).hasNoFindings()))
        .isEqualTo(
            """

            2 of the 11 layers of 'net' fail:
              fc1: alpha = 7.00 ± 0.20 over 200 eigenvalues, above 6
                under-trained: fc1 has learned little beyond its random start (alpha above 6)
              fc7: alpha = 1.50 ± 0.20 over 200 eigenvalues, below 2
                over-trained: fc7 may have learned more than the data holds (alpha below 2)

                #  name    N    M  alpha     ±  tail  phase         verdict
                0  fc0   400  200   3.00  0.20   200  heavy-tailed  well trained
              > 1  fc1   400  200   7.00  0.20   200  heavy-tailed  under-trained
                2  fc2   400  200   4.00  0.20   200  heavy-tailed  well trained
                3  fc3   400  200   3.00  0.20   200  heavy-tailed  well trained
                ...
                5  fc5   400  200   3.00  0.20   200  heavy-tailed  well trained
                6  fc6   400  200   4.00  0.20   200  heavy-tailed  well trained
              > 7  fc7   400  200   1.50  0.20   200  heavy-tailed  over-trained
                8  fc8   400  200   3.00  0.20   200  heavy-tailed  well trained
                9  fc9   400  200   4.00  0.20   200  heavy-tailed  well trained
                ...
            """);
  }

  @Test
  void onlyFindingsOfTheNamedTypesFail() {
    assertThat(messageOf(() -> assertThat(BAD).hasNoFindings(FindingType.OVER_TRAINED)))
        .startsWith(
            """

            1 of the 11 layers of 'net' fails:
              fc7: alpha = 1.50 ± 0.20 over 200 eigenvalues, below 2
            """);
  }

  @Test
  void trapsThatWereNotLookedForFailOnceForAllLayers() {
    assertThat(messageOf(() -> assertThat(GOOD).hasNoCorrelationTraps()))
        .isEqualTo(
            """

            3 of the 3 layers of 'net' fail:
              every layer: 'correlation trap' was not looked for: analyze with randomize(true)
            """);
  }

  @Test
  void aLayerOfUnusableWeightsIsAFindingThoughItHasNoRow() {
    LayerInfo info = new LayerInfo(1, "fc1", LayerType.DENSE);
    SkippedLayer broken =
        new SkippedLayer(info, SkippedLayer.Cause.NOT_FINITE, "NaN at row 3, column 0");
    Analysis analysis = Networks.of(GOOD.details().rows().subList(0, 1), broken);
    String told =
        """

        1 of the 2 layers of 'net' fails:
          fc1: NaN at row 3, column 0
            not finite: fc1 holds weights that are not usable numbers
        """;
    assertThat(messageOf(() -> assertThat(analysis).hasNoFindings())).isEqualTo(told);
    assertThat(messageOf(() -> assertThat(analysis).hasNoFindings(FindingType.NOT_FINITE)))
        .isEqualTo(told);
    assertThat(analysis).layers(byName("fc0")).hasNoFindings();
  }

  @Test
  void anAnalysisIsCompleteUnlessALayerIsLost() {
    List<LayerReport> rows = GOOD.details().rows();
    assertThat(Networks.of(rows, Networks.skipped(9, "norm", "a vector"))).isComplete();

    Analysis lossy = Networks.of(rows, Networks.unreadable(9, "fc9"));
    assertThat(messageOf(() -> assertThat(lossy).isComplete()))
        .contains("fc9: was not analysed: the file ends at byte 800");
    assertThat(lossy).allowingUnknown().isComplete();
  }

  @Test
  void everyLayerPasses() {
    assertThat(GOOD).allLayers(layer -> layer.hasAlphaBetween(2, 6).hasNoFindings());
  }

  @Test
  void allLayersThatFailAreToldNotOnlyTheFirst() {
    Analysis analysis = Networks.ofAlphas(7, 3, Double.NaN);
    assertThat(
            messageOf(() -> assertThat(analysis).allLayers(layer -> layer.hasAlphaBetween(2, 6))))
        .isEqualTo(
            """

            2 of the 3 layers of 'net' fail:
              fc0: alpha should be between 2 and 6 but is 7 ± 0.2
                alpha: power-law exponent of the tail
                under-trained: fc0 has learned little beyond its random start (alpha above 6)
              fc2: alpha is not there: no power law could be fitted: all eigenvalues are equal
                alpha: power-law exponent of the tail
                fit failed: fc2 has no tail that a power law could be fitted to

                #  name    N    M  alpha     ±  tail  phase         verdict
              > 0  fc0   400  200   7.00  0.20   200  heavy-tailed  under-trained
                1  fc1   400  200   3.00  0.20   200  heavy-tailed  well trained
              > 2  fc2   400  200      -     -     -  heavy-tailed  cannot tell
            """);
  }

  @Test
  void theMeanIsOverTheLayersWithAFitWhereTheUnknownIsAllowed() {
    assertThat(Networks.ofAlphas(3, 4, 5)).meanOf(Metric.ALPHA).isEqualTo(4);
    assertThat(Networks.ofAlphas(3, 4, 5, Double.NaN))
        .allowingUnknown()
        .meanOf(Metric.ALPHA)
        .isEqualTo(4);
  }

  @Test
  void aMeanThatFailsIsToldWithMetricModelAndTable() {
    Analysis analysis = Networks.ofAlphas(3, 7, Double.NaN);
    assertThat(
            messageOf(
                () -> assertThat(analysis).allowingUnknown().meanOf(Metric.ALPHA).isLessThan(4)))
        .isEqualTo(
            """
            [mean alpha of 'net' over 2 of 3 rows (power-law exponent of the tail)

              #  name    N    M  alpha     ±  tail  phase         verdict
              0  fc0   400  200   3.00  0.20   200  heavy-tailed  well trained
              1  fc1   400  200   7.00  0.20   200  heavy-tailed  under-trained
              2  fc2   400  200      -     -     -  heavy-tailed  cannot tell
            ]\s
            Expecting actual:
              5.0
            to be less than:
              4.0\s""");
    assertThat(
            messageOf(
                () ->
                    assertThat(analysis)
                        .as("epoch 3")
                        .allowingUnknown()
                        .meanOf(Metric.ALPHA)
                        .isLessThan(4)))
        .startsWith("[epoch 3: mean alpha of 'net' over 2 of 3 rows");
  }

  @Test
  void aMeanOfWhatNobodyAskedForFails() {
    assertThat(messageOf(() -> assertThat(GOOD).meanOf(Metric.WW_SOFTRANK)))
        .isEqualTo(
            """

            3 of the 3 layers of 'net' fail:
              every layer: ww_softrank was not computed: analyze with randomize(true)
            """);
  }

  @Test
  void softAssertionsCollectEveryFailure() {
    SoftAssertions softly = new SoftAssertions();
    softly.check(() -> assertThat(BAD).layer("fc1").hasAlphaBetween(2, 6));
    softly.check(() -> assertThat(BAD).layer("fc2").hasAlphaBetween(2, 6));
    softly.check(() -> assertThat(BAD).hasNoCorrelationTraps());
    assertThat(softly.errorsCollected()).hasSize(2);
  }
}
