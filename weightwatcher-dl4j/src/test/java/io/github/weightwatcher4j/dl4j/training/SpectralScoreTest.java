package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.History.Point;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import java.util.Comparator;
import java.util.stream.Stream;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The epoch that early stopping takes for the best. */
class SpectralScoreTest {

  @Test
  void theDistanceOfAlphaFromTwoIsBestWhereAlphaIsTwo() {
    EarlyStoppingResult<MultiLayerNetwork> result =
        ScriptedTraining.train(
            ScriptedTraining.alphas(4, 3, 2.1, 2.6, 1.4, 3.5),
            ScriptedTraining.ofFc(SpectralScore.alphaDistance()),
            new ScoreImprovementEpochTerminationCondition(3),
            ScriptedTraining.atMost(20));

    assertThat(result.getBestModelEpoch()).isEqualTo(2);
    assertThat(result.getTotalEpochs()).as("three epochs without improvement").isEqualTo(6);
    // Of 20 quantiles: 0.3 is a little more than the standard error, (2.1 - 1) / sqrt(20).
    assertThat(result.getBestModelScore()).isFinite();
    assertThat(result.getScoreVsEpoch().get(2)).isCloseTo(0.1, within(0.3));
    assertThat(result.getScoreVsEpoch().get(0)).isGreaterThan(result.getScoreVsEpoch().get(1));
  }

  @Test
  void meanAlphaIsBestWhereItIsSmallest() {
    EarlyStoppingResult<MultiLayerNetwork> result =
        ScriptedTraining.train(
            ScriptedTraining.alphas(4, 1.4, 3),
            ScriptedTraining.ofFc(SpectralScore.meanAlpha()),
            ScriptedTraining.atMost(3));

    assertThat(result.getBestModelEpoch()).isEqualTo(1);
  }

  @Test
  void aMetricIsMaximizedWhereAsked() {
    EarlyStoppingResult<MultiLayerNetwork> result =
        ScriptedTraining.train(
            new ScriptedTraining.Script(
                ScriptedTraining.noise(),
                ScriptedTraining.noise().muli(10),
                ScriptedTraining.noise()),
            ScriptedTraining.ofFc(SpectralScore.maximizing(Metric.LOG_NORM)),
            ScriptedTraining.atMost(3));

    assertThat(result.getBestModelEpoch()).isEqualTo(1);
  }

  @Test
  void aScoreThatIsNotThereIsTheWorst() {
    INDArray zero = Nd4j.zeros(DataType.FLOAT, ScriptedTraining.M, 30);
    EarlyStoppingResult<MultiLayerNetwork> result =
        ScriptedTraining.train(
            new ScriptedTraining.Script(zero, ScriptedTraining.noise(), zero),
            ScriptedTraining.ofFc(SpectralScore.alphaDistance()),
            ScriptedTraining.atMost(3));

    assertThat(result.getScoreVsEpoch()).containsEntry(0, Double.POSITIVE_INFINITY);
    assertThat(result.getBestModelEpoch()).isEqualTo(1);
  }

  /** What is unknown of a network, and what is known of the same network. */
  static Stream<Arguments> unknown() {
    Analysis known = Judged.analysis();
    return Stream.of(
        arguments("weights of NaN", Judged.withLostLayer(known, Cause.NOT_FINITE)),
        arguments("weights that could not be read", Judged.withLostLayer(known, Cause.FAILED)),
        arguments("a failed fit", Judged.withFailedFit(known)),
        arguments("no layer", Judged.withoutLayers(known)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unknown")
  void whatIsUnknownIsTheWorstScore(String what, Analysis analysis) {
    assertThat(SpectralScore.alphaDistance().scoreOf(analysis)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SpectralScore.minimizing(Metric.LOG_NORM).scoreOf(analysis))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SpectralScore.maximizing(Metric.LOG_NORM).scoreOf(analysis))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aLayerThatIsLeftOutOnPurposeIsNotUnknown() {
    Analysis analysis = Judged.withLostLayer(Judged.analysis(), Cause.NOT_SELECTED);

    assertThat(SpectralScore.meanAlpha().scoreOf(analysis))
        .isEqualTo(analysis.details().get("out").alpha().orElseThrow());
  }

  @Test
  void theLayersThatAreKnownMakeTheScoreWhereTheUnknownIsAllowed() {
    Analysis analysis = Judged.withLostLayer(Judged.analysis(), Cause.NOT_FINITE);
    double out = analysis.details().get("out").alpha().orElseThrow();

    assertThat(SpectralScore.meanAlpha().allowingUnknown().scoreOf(analysis)).isEqualTo(out);
    assertThat(SpectralScore.meanAlpha().allowingUnknown().options(o -> o).scoreOf(analysis))
        .as("options change nothing else")
        .isEqualTo(out);
    assertThat(
            SpectralScore.maximizing(Metric.ALPHA)
                .allowingUnknown()
                .scoreOf(Judged.withoutLayers(analysis)))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aNetworkWhoseLayerTurnsToNanIsNotTheBest() {
    INDArray broken = Nd4j.valueArrayOf(new long[] {ScriptedTraining.M, 30}, Float.NaN);

    EarlyStoppingResult<MultiLayerNetwork> result =
        ScriptedTraining.train(
            new ScriptedTraining.Script(ScriptedTraining.ofAlpha(5), broken),
            SpectralScore.alphaDistance(),
            ScriptedTraining.atMost(2));

    assertThat(result.getScoreVsEpoch()).containsEntry(1, Double.POSITIVE_INFINITY);
    assertThat(result.getScoreVsEpoch().get(0)).isFinite();
    assertThat(result.getBestModelEpoch()).isZero();
  }

  @Test
  void aRealTrainingKeepsTheEpochWithTheBestAlphas() {
    MultiLayerNetwork net = Trained.layers();
    SpectralListener listener = SpectralListener.builder().build();
    net.setListeners(listener);
    SpectralScore<MultiLayerNetwork> score = SpectralScore.meanAlpha();

    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(
                new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                    .scoreCalculator(score)
                    .epochTerminationConditions(
                        SpectralStop.finding(score::latest, FindingType.NOT_FINITE),
                        ScriptedTraining.atMost(12))
                    .build(),
                net,
                Trained.data())
            .fit();

    Point best =
        listener.history().series(Metric.ALPHA).stream()
            .min(Comparator.comparingDouble(Point::value))
            .orElseThrow();
    assertThat(result.getTotalEpochs()).isEqualTo(12);
    assertThat(result.getBestModelEpoch()).isEqualTo(best.epoch() - 1);
    assertThat(new WeightWatcher(result.getBestModel()).analyze().summary().mean(Metric.ALPHA))
        .hasValue(best.value());
    assertThat(score.latest().orElseThrow().details()).extracting(LayerReport::name).hasSize(2);
  }
}
