package io.github.weightwatcher4j.assertj;

import static io.github.weightwatcher4j.assertj.Failures.messageOf;
import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;
import static io.github.weightwatcher4j.model.LayerSelector.byName;
import static io.github.weightwatcher4j.model.LayerSelector.nameMatches;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What could not be had passes nothing, unless it is allowed. */
class UnknownTest {

  private static final String LOST = "  fc1: was not analysed: the file ends at byte 800\n";

  private static Analysis withLoss() {
    return Networks.of(Networks.ofAlphas(3).details().rows(), Networks.unreadable(1, "fc1"));
  }

  static Stream<Consumer<AnalysisAssert>> assertions() {
    return Stream.of(
        analysis -> analysis.allLayers(layer -> layer.hasAlphaBetween(2, 6)),
        analysis -> analysis.layersAreTrainedWell(),
        analysis -> analysis.hasNoLayerThatIs(Verdict.RANDOM_LIKE),
        analysis -> analysis.hasNoFindings(),
        analysis -> analysis.hasNoFindings(FindingType.OVER_TRAINED),
        analysis -> analysis.meanOf(Metric.ALPHA).isLessThan(4),
        analysis -> analysis.isNotWorseThan(Networks.ofAlphas(3), 0.5),
        analysis -> analysis.layers(row -> row.tail().succeeded()).hasNoFindings());
  }

  @ParameterizedTest
  @MethodSource("assertions")
  void aLayerThatCouldNotBeReadFailsUnlessTheUnknownIsAllowed(Consumer<AnalysisAssert> assertion) {
    assertThat(messageOf(() -> assertion.accept(assertThat(withLoss()))))
        .startsWith("\n1 of the 2 layers of 'net' fails:\n" + LOST);
    assertion.accept(assertThat(withLoss()).allowingUnknown());
  }

  @Test
  void aChoiceOfOtherLayersIsNotAboutTheOneThatWasLost() {
    assertThat(withLoss()).layers(byName("fc0")).layersAreTrainedWell();
    assertThat(messageOf(() -> assertThat(withLoss()).allowingUnknown().layer("fc1")))
        .contains("fc1 was skipped: the file ends at byte 800");
  }

  @Test
  void aLayerOfNaNPassesNothing() {
    Map<String, double[][]> model = new LinkedHashMap<>();
    Random random = new Random(3);
    for (String name : List.of("good", "bad")) {
      double[][] weights = new double[60][40];
      for (double[] row : weights) {
        for (int i = 0; i < row.length; i++) {
          row[i] = Math.pow(random.nextDouble(), -0.5) * (random.nextBoolean() ? 1 : -1);
        }
      }
      weights[3][0] = name.equals("bad") ? Double.NaN : 1;
      model.put(name, weights);
    }
    Analysis analysis = new WeightWatcher(model).analyze();
    assertThat(messageOf(() -> assertThat(analysis).allLayers(layer -> {})))
        .contains("  bad: was not analysed: ");
    assertThat(messageOf(() -> assertThat(analysis).meanOf(Metric.ALPHA).isLessThan(100)))
        .contains("  bad: was not analysed: ");
    assertThat(analysis).allowingUnknown().meanOf(Metric.ALPHA).isLessThan(100);
  }

  @Test
  void aLayerThatWasLeftOutOnPurposeIsNoLoss() {
    Analysis analysis =
        Networks.of(Networks.ofAlphas(3).details().rows(), Networks.skipped(1, "bn", "a vector"));
    assertThat(analysis).layersAreTrainedWell().hasNoFindings().meanOf(Metric.ALPHA).isEqualTo(3);
  }

  @Test
  void aFitThatFailedPassesNoMean() {
    assertThat(messageOf(() -> assertThat(Networks.ofAlphas(3, Double.NaN)).meanOf(Metric.ALPHA)))
        .contains("  fc1: alpha is not there: no power law could be fitted: all eigenvalues are");
    assertThat(
            messageOf(
                () -> assertThat(Networks.ofAlphas(3, Double.NaN)).meanOf(Metric.STABLE_RANK)))
        .as("which every layer has, but which enters no mean without a fit")
        .contains("  fc1: alpha is not there: no power law could be fitted: all eigenvalues are");
  }

  @Test
  void numbersThatCouldNotBeHadPassWhereTheUnknownIsAllowed() {
    Analysis analysis = Networks.ofAlphas(3, Double.NaN);
    assertThat(analysis).allowingUnknown().allLayers(layer -> layer.hasAlphaBetween(2, 6));
    assertThat(analysis).allowingUnknown().hasNoFindings();
    assertThat(analysis).allowingUnknown().hasNoFindings(FindingType.OVER_TRAINED);
    assertThat(
            messageOf(
                () ->
                    assertThat(Networks.ofAlphas(7, Double.NaN))
                        .allowingUnknown()
                        .allLayers(layer -> layer.hasAlphaBetween(2, 6))))
        .startsWith("\n1 of the 2 layers of 'net' fails:\n  fc0: alpha should be between 2 and 6");
  }

  @Test
  void whatWasNotAskedForIsAMistakeAndNotUnknown() {
    assertThat(
            messageOf(
                () -> assertThat(Networks.ofAlphas(3)).allowingUnknown().hasNoCorrelationTraps()))
        .contains("'correlation trap' was not looked for: analyze with randomize(true)\n");
    assertThat(
            messageOf(
                () ->
                    assertThat(Networks.ofAlphas(3)).allowingUnknown().meanOf(Metric.WW_SOFTRANK)))
        .contains("ww_softrank was not computed: analyze with randomize(true)\n");
  }

  @Test
  void anAnalysisOfNothingFailsThoughTheUnknownIsAllowed() {
    Analysis none = Networks.of(List.of(), Networks.unreadable(0, "fc0"));
    assertThat(messageOf(() -> assertThat(none).allowingUnknown().layersAreTrainedWell()))
        .contains("fc0 was skipped: the file ends at byte 800");
  }

  @Test
  void aChoiceKeepsWhatIsAllowed() {
    assertThat(withLoss())
        .as("epoch 3")
        .allowingUnknown()
        .layers(row -> true)
        .layers(nameMatches("fc.*"))
        .layersAreTrainedWell();
  }

  @Test
  void aRefusedBulkIsAFindingThatIsUnknown() {
    PowerLawFit fit = new PowerLawFit(3, 0.2, 0.1, 20, 0.02, 200);
    Evidence refused = Networks.fitted(0, "fc0", 3).evidence();
    Analysis analysis = Networks.of(List.of(Networks.row(0, "fc0", fit, refused)));
    assertThat(messageOf(() -> assertThat(analysis).hasNoFindings()))
        .contains("  fc0: no bulk of noise: noise is ruled out by hand\n");
    assertThat(analysis).allowingUnknown().hasNoFindings();
  }

  @Test
  void aNumberThatALayerHasNoLongerIsWorse() {
    Analysis before = Networks.of(List.of(Networks.withTraps(0, 0)));
    Analysis now = Networks.ofAlphas(3);
    assertThat(messageOf(() -> assertThat(now).allowingUnknown().isNotWorseThan(before, 0.5)))
        .contains("  fc0: rand_num_spikes was in the baseline and was not computed: analyze with");
    assertThat(before).isNotWorseThan(before, 0);
  }

  @Test
  void trapsAreJudgedByTheirCorrectedNumber() {
    assertThat(Networks.of(List.of(Networks.withTraps(0, 0)))).hasNoCorrelationTraps();
    assertThat(
            messageOf(
                () ->
                    assertThat(Networks.of(List.of(Networks.withTraps(0, 2))))
                        .hasNoCorrelationTraps()))
        .contains("  fc0: 2 eigenvalues of the shuffled weights above their bulk")
        .contains("correlation trap: fc0 has a few huge weights");
  }
}
