package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.orthogonal;
import static io.github.weightwatcher4j.samples.Matrices.scaled;
import static io.github.weightwatcher4j.samples.Matrices.sumOfSquares;
import static io.github.weightwatcher4j.samples.Sources.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What each odd layer is answered with, and that the layer beside it is still there. */
class DegenerateLayersTest {

  private static final double[][] GOOD = gaussian(81, 60, 40);

  /** Analyses the odd layer beside a good one, which must come out as it does alone. */
  private static Analysis beside(Object odd) {
    LayerReport alone = new WeightWatcher(map("good", GOOD)).analyze().details().get("good");
    Analysis analysis =
        new WeightWatcher(map("odd", odd, "good", GOOD)).analyze(o -> o.minEvals(1));
    LayerReport good = analysis.details().get("good");
    assertThat(good.spectrum()).isEqualTo(alone.spectrum());
    assertThat(good.metrics()).isEqualTo(alone.metrics());
    assertThat(analysis.toString()).contains("good", "odd");
    return analysis;
  }

  private static void requireSkipped(Analysis analysis, Cause cause, String reason) {
    assertThat(analysis.details().find("odd")).isEmpty();
    assertThat(analysis.skipped()).hasSize(1);
    SkippedLayer skipped = analysis.skipped().get(0);
    assertThat(skipped.cause()).isEqualTo(cause);
    assertThat(skipped).hasToString("odd: " + reason);
    assertThat(analysis.summary().skipped()).isEqualTo(1);
  }

  private static LayerReport requireFailedFit(Analysis analysis, String reason) {
    LayerReport odd = analysis.details().get("odd");
    assertThat(odd.tail()).isEqualTo(new FailedFit(reason));
    assertThat(odd.alpha()).isEmpty();
    assertThat(odd.findings()).extracting(Finding::type).contains(FindingType.FIT_FAILED);
    assertThat(analysis.summary().failedFits()).isEqualTo(1);
    assertThat(analysis.summary().statistics(Metric.ALPHA).orElseThrow().count()).isEqualTo(1);
    return odd;
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aWeightThatIsNoNumberSkipsTheLayerAndIsAFinding(double weight) {
    double[][] odd = gaussian(82, 30, 20);
    odd[4][7] = weight;
    Analysis analysis = beside(odd);
    String reason =
        (Double.isNaN(weight) ? "1 NaN and 0" : "0 NaN and 1")
            + " infinite weights, the first at [4, 7]";
    requireSkipped(analysis, Cause.NOT_FINITE, reason);
    List<Finding> findings = analysis.findings(FindingType.NOT_FINITE);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0)).hasToString("odd: " + reason);
  }

  @Test
  void aZeroLayerHasNormZeroRankZeroAndNoTail() {
    Analysis analysis = beside(new double[30][20]);
    LayerReport odd = requireFailedFit(analysis, "0 eigenvalues above the cutoff, a tail needs 2");
    assertThat(odd.metric(Metric.SQUARED_FROBENIUS_NORM)).hasValue(0);
    assertThat(odd.metric(Metric.MATRIX_RANK)).hasValue(0);
    assertThat(odd.metric(Metric.RANK_LOSS)).hasValue(20);
    assertThat(odd.metric(Metric.STABLE_RANK)).isEmpty();
    assertThat(odd.metric(Metric.LOG_NORM)).isEmpty();
    assertThat(odd.metric(Metric.ENTROPY)).isEmpty();
    assertThat(analysis.findings(FindingType.RANK_COLLAPSE)).hasSize(1);
  }

  @Test
  void anIdentityHasNoTailAndTheLargestEntropy() {
    Object identity = MatrixUtils.createRealIdentityMatrix(30).getData();
    LayerReport odd = requireFailedFit(beside(identity), "all 30 eigenvalues equal 1.00000");
    assertThat(odd.metric(Metric.ENTROPY).orElseThrow()).isCloseTo(1, within(1e-14));
    assertThat(odd.metric(Metric.STABLE_RANK)).hasValue(30);
    assertThat(odd.metric(Metric.MATRIX_RANK)).hasValue(30);
    assertThat(odd.metric(Metric.RANK_LOSS)).hasValue(0);
  }

  @Test
  void eigenvaluesThatAreEqualButForRoundingAreNoTail() {
    double[][] rotation = scaled(orthogonal(83, 30), 3);
    requireFailedFit(beside(rotation), "all 30 eigenvalues equal 9.00000");
    // As layers are initialized: left alone, alpha would be a hundred million.
    requireFailedFit(beside(floats(rotation)), "all 30 eigenvalues equal 9.00000");
  }

  @Test
  void aMatrixOfRankOneHasNoTailAndNoEntropy() {
    double[][] ones = new double[30][20];
    for (double[] row : ones) {
      Arrays.fill(row, 1);
    }
    Analysis analysis = beside(ones);
    LayerReport odd = requireFailedFit(analysis, "1 eigenvalues above the cutoff, a tail needs 2");
    assertThat(odd.metric(Metric.MATRIX_RANK)).hasValue(1);
    assertThat(odd.metric(Metric.ENTROPY)).isEmpty();
    assertThat(odd.metric(Metric.STABLE_RANK).orElseThrow()).isCloseTo(1, within(1e-12));
    assertThat(analysis.findings(FindingType.RANK_COLLAPSE)).hasSize(1);
  }

  @Test
  void aSingleRowOrColumnHasOneEigenvalueItsSquaredLength() {
    for (double[][] odd : List.of(gaussian(84, 1, 50), gaussian(85, 50, 1))) {
      LayerReport row =
          requireFailedFit(beside(odd), "1 eigenvalues above the cutoff, a tail needs 2");
      double expected = sumOfSquares(odd);
      assertThat(row.spectrum().size()).isEqualTo(1);
      assertThat(row.metric(Metric.SQUARED_FROBENIUS_NORM).orElseThrow())
          .isCloseTo(expected, within(1e-14 * expected));
      assertThat(row.metric(Metric.MATRIX_RANK)).hasValue(1);
      assertThat(row.metric(Metric.Q)).hasValue(50);
    }
  }

  @Test
  void anEmptyMatrixIsSkipped() {
    for (Object empty :
        List.of(
            new double[0][0],
            new double[7][0],
            new float[0][3],
            Nd4j.create(DataType.FLOAT, 0, 5))) {
      requireSkipped(beside(empty), Cause.NO_MATRIX, "the matrix is empty");
    }
  }

  @Test
  void oneEntryAloneIsALayerOfOneEigenvalue() {
    LayerReport odd =
        requireFailedFit(
            beside(new double[][] {{-3}}), "1 eigenvalues above the cutoff, a tail needs 2");
    assertThat(odd.metric(Metric.SQUARED_SPECTRAL_NORM)).hasValue(9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e30, 1e-30})
  void largeAndSmallFloatsHaveTheShapeOfOrdinaryOnes(double scale) {
    float[][] ordinary = floats(GOOD);
    LayerReport expected = new WeightWatcher(map("w", ordinary)).analyze().details().get("w");
    LayerReport odd = beside(floats(scaled(GOOD, scale))).details().get("odd");
    for (Metric metric : List.of(Metric.ALPHA, Metric.D, Metric.ENTROPY, Metric.STABLE_RANK)) {
      double value = expected.metric(metric).orElseThrow();
      // Rounding of the scaled weights to float32.
      assertThat(odd.metric(metric).orElseThrow()).isCloseTo(value, within(1e-6 * value));
    }
    assertThat(odd.metric(Metric.MATRIX_RANK)).hasValue(40);
    assertThat(odd.metric(Metric.LOG_SPECTRAL_NORM).orElseThrow())
        .isCloseTo(
            expected.metric(Metric.LOG_SPECTRAL_NORM).orElseThrow() + 2 * Math.log10(scale),
            within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e200, 1e-200})
  void doublesWhoseSquaresLeaveTheRangeAreSkippedWithTheirSize(double scale) {
    double[][] odd = new double[30][20];
    odd[3][2] = scale;
    Analysis analysis = beside(odd);
    String size = scale > 1 ? "1.00e+200" : "1.00e-200";
    requireSkipped(
        analysis,
        Cause.NOT_FINITE,
        "weights up to "
            + size
            + ": their squares fall outside the range of a double; scale the layer");
    assertThat(analysis.findings(FindingType.NOT_FINITE)).hasSize(1);
  }

  @Test
  void anEmptyModelHasAnEmptyTable() {
    for (Object model : List.of(Map.of(), new double[0][0])) {
      Analysis analysis = new WeightWatcher(model).analyze();
      assertThat(analysis.details().size()).isZero();
      assertThat(analysis.summary().analyzed()).isZero();
      assertThat(analysis.summary().statistics()).isEmpty();
      assertThat(analysis.findings()).isEmpty();
      assertThat(analysis.toString()).isNotBlank();
    }
  }

  @Test
  void matricesOfOneColumnHaveNoShape() {
    double[][][][] kernel = new double[32][1][5][5];
    Random random = new Random(1);
    for (double[][][] unit : kernel) {
      for (double[] row : unit[0]) {
        Arrays.setAll(row, i -> random.nextGaussian());
      }
    }
    Analysis analysis = new WeightWatcher(Nd4j.createFromArray(kernel)).analyze();
    assertThat(analysis.skipped()).isEmpty();
    LayerReport row = analysis.details().rows().get(0);
    assertThat(row.phase().orElseThrow().phase()).isEqualTo(Phase.TOO_SMALL);
    assertThat(row.verdict().verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(row.verdict().reason()).contains("two columns");
  }
}
