package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.report.History.Point;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  private static final double[][] NOISE = Matrices.gaussian(3, 40, 20);

  private static TrainingStep step(int epoch, Map<String, double[][]> model) {
    return new TrainingStep(
        epoch,
        10 * epoch,
        epoch == 2 ? OptionalDouble.empty() : OptionalDouble.of(1.0 / epoch),
        Duration.ofMillis(3),
        new WeightWatcher(model).analyze());
  }

  private static Map<String, double[][]> model(double[][] first, double[][] second) {
    Map<String, double[][]> model = new LinkedHashMap<>();
    model.put("fc1", first);
    model.put("fc2", second);
    return model;
  }

  /** In the second step fc1 has no fit, in the third there is a layer more. */
  private static History history() {
    return History.of(
        List.of(
            step(1, model(NOISE, NOISE)),
            step(2, model(new double[40][20], NOISE)),
            step(3, Map.of("head", NOISE))));
  }

  @Test
  void aSeriesOfALayerLeavesOutStepsWithoutTheMetric() {
    double alpha = new WeightWatcher(NOISE).analyze().details().rows().get(0).alpha().orElseThrow();

    assertThat(history().series("fc1", Metric.ALPHA)).containsExactly(new Point(1, 10, alpha));
    assertThat(history().series("fc2", Metric.ALPHA))
        .containsExactly(new Point(1, 10, alpha), new Point(2, 20, alpha));
    assertThat(history().series("fc1", Metric.RANK_LOSS))
        .containsExactly(new Point(1, 10, 0), new Point(2, 20, 20));
  }

  @Test
  void aSeriesOfTheModelHasTheMeansOfTheSummaries() {
    assertThat(history().series(Metric.LOG_NORM))
        .extracting(Point::value)
        .containsExactlyElementsOf(
            history().steps().stream()
                .map(step -> step.analysis().summary().mean(Metric.LOG_NORM).orElseThrow())
                .toList());
  }

  @Test
  void scoresLeaveOutStepsWithoutOne() {
    assertThat(history().scores())
        .containsExactly(new Point(1, 10, 1.0), new Point(3, 30, 1.0 / 3));
  }

  @Test
  void layersAreThoseOfAllStepsInTheModelsOrder() {
    assertThat(history().layers()).containsExactly("fc1", "fc2", "head");
  }

  @Test
  void theLatestStepIsTheLast() {
    assertThat(history().latest().orElseThrow().epoch()).isEqualTo(3);
    assertThat(History.of(List.of()).latest()).isEmpty();
  }

  @Test
  void anUnknownLayerIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> history().series("fc9", Metric.ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no analysed layer is named 'fc9'; there are: fc1, fc2, head");
  }

  @Test
  void aMetricThatIsNotSummarizedHasNoMean() {
    assertThatThrownBy(() -> history().series(Metric.RANK_LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RANK_LOSS is not among the metrics of the summary");
  }

  @Test
  void itsTextHasALineForEachStepAndTheNotes() {
    History history = new History(history().steps(), List.of("line 4 is torn"));

    assertThat(history.toString().lines())
        .anySatisfy(
            line -> assertThat(line).matches("epoch +iteration +score +alpha +stable_rank .*"))
        .anySatisfy(line -> assertThat(line).matches(" *1 +10 +1\\.000 .*"))
        .anySatisfy(line -> assertThat(line).matches(" *2 +20 +- .*"))
        .contains("Note: line 4 is torn");
  }

  @Test
  void aStepWhoseNumbersGoBackIsMarked() {
    Map<String, double[][]> model = model(NOISE, NOISE);
    History history =
        History.of(List.of(step(1, model), step(5, model), step(3, model), step(4, model)));

    assertThat(history.resumptions()).containsExactly(2);
    assertThat(history.remarks())
        .singleElement()
        .asString()
        .startsWith("numbers go back at epoch 3, update 30, after epoch 5, update 50: ");
    assertThat(history.toString().lines())
        .anySatisfy(line -> assertThat(line).matches(" *\\*3 +30 .*"))
        .noneSatisfy(line -> assertThat(line).matches(" *\\*[145] .*"));
    assertThat(history.toString().replace('\n', ' ')).contains("Note: " + history.remarks().get(0));
    assertThat(history().remarks()).isEmpty();
  }

  private static TrainingStep judged(int epoch, Verdict first, Verdict second) {
    Analysis analysis = new WeightWatcher(model(NOISE, NOISE)).analyze();
    List<LayerReport> rows =
        List.of(
            judged(analysis.details().rows().get(0), first),
            judged(analysis.details().rows().get(1), second));
    return step(epoch, new LayerTable(rows), List.of(), analysis);
  }

  private static LayerReport judged(LayerReport row, Verdict verdict) {
    return LayerReport.of(
        row.layer(),
        row.slice(),
        row.spectrum(),
        row.tail(),
        row.metrics(),
        row.evidence(),
        LayerVerdict.of(verdict, false, "by hand"),
        List.of());
  }

  private static TrainingStep step(
      int epoch, LayerTable rows, List<SkippedLayer> skipped, Analysis like) {
    return new TrainingStep(
        epoch,
        10_000 * epoch,
        OptionalDouble.of(0.1234),
        Duration.ZERO,
        Analysis.of(
            like.model(),
            rows,
            Summary.of(rows, skipped.size()),
            skipped,
            List.of(),
            List.of(),
            like.provenance()));
  }

  @Test
  void itsTextCountsTheVerdictsThatThereAre() {
    History history =
        History.of(
            List.of(
                judged(1, Verdict.RANDOM_LIKE, Verdict.RANDOM_LIKE),
                judged(2, Verdict.WELL_TRAINED, Verdict.RANDOM_LIKE)));

    assertThat(history.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("random  well"),
            line -> assertThat(line).endsWith("     2     0"),
            line -> assertThat(line).endsWith("     1     1"));
  }

  @Test
  void aLostLayerIsUnknownInItsText() {
    LayerInfo layer = new WeightWatcher(NOISE).analyze().details().rows().get(0).layer();
    Analysis analysis = new WeightWatcher(NOISE).analyze();
    History history =
        History.of(
            List.of(
                step(
                    1,
                    new LayerTable(List.of()),
                    List.of(
                        new SkippedLayer(layer, Cause.NOT_FINITE, "NaN"),
                        new SkippedLayer(layer, Cause.NOT_SELECTED, "not asked for")),
                    analysis)));

    assertThat(history.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("unknown"),
            line -> assertThat(line).endsWith("      1"));
  }

  @Test
  void itsTextFitsIn80ColumnsWithEveryVerdictOfAHealthyTraining() {
    History history =
        History.of(
            List.of(
                judged(1000, Verdict.RANDOM_LIKE, Verdict.UNDER_TRAINED),
                judged(2000, Verdict.WELL_TRAINED, Verdict.CANNOT_TELL),
                judged(3000, Verdict.OVER_TRAINED, Verdict.WELL_TRAINED)));

    assertThat(history.toString().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
        .first()
        .asString()
        .endsWith("over  under  random  unknown  well");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aScoreThatIsNoNumberIsRefused(double score) {
    Analysis analysis = new WeightWatcher(NOISE).analyze();

    assertThatThrownBy(
            () -> new TrainingStep(1, 1, OptionalDouble.of(score), Duration.ZERO, analysis))
        .hasMessageContaining("score must be finite or empty");
    assertThatThrownBy(
            () -> new TrainingStep(-1, 1, OptionalDouble.empty(), Duration.ZERO, analysis))
        .hasMessageContaining("must be >= 0 but were -1 and 1");
  }
}
