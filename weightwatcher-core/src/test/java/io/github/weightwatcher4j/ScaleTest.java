package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static io.github.weightwatcher4j.samples.Matrices.scaled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scaling all weights of a layer scales its eigenvalues and changes nothing else. */
class ScaleTest {

  private static final List<double[][]> LAYERS =
      List.of(gaussian(91, 150, 100), heavyTailed(92, 2, 120, 80), heavyTailed(93, 1, 80, 80));

  /** The solver's 1e-13 of lambda_max, carried through logarithms and quotients. */
  private static final double ROUNDING = 1e-10;

  private static LayerReport analyze(double[][] matrix) {
    return new WeightWatcher(matrix).analyze().details().get("weights");
  }

  @ParameterizedTest(name = "scale {0}")
  @ValueSource(doubles = {1e-8, 1e-3, 1e-1, 7, 1e3, 1e6})
  void alphaIsUnchangedWhenEveryWeightIsScaled(double scale) {
    for (double[][] layer : LAYERS) {
      LayerReport expected = analyze(layer);
      LayerReport actual = analyze(scaled(layer, scale));
      for (Metric metric :
          List.of(
              Metric.ALPHA, Metric.SIGMA, Metric.D, Metric.ENTROPY, Metric.STABLE_RANK, Metric.Q)) {
        double value = expected.metric(metric).orElseThrow();
        assertThat(actual.metric(metric).orElseThrow())
            .as(metric.key())
            .isCloseTo(value, within(ROUNDING * value));
      }
      for (Metric metric :
          List.of(
              Metric.TAIL_SIZE,
              Metric.MATRIX_RANK,
              Metric.RANK_LOSS,
              Metric.WEAK_RANK_LOSS,
              Metric.NUM_EVALS)) {
        assertThat(actual.metric(metric)).as(metric.key()).isEqualTo(expected.metric(metric));
      }
      assertThat(actual.findings())
          .extracting(finding -> finding.type())
          .isEqualTo(expected.findings().stream().map(finding -> finding.type()).toList());
    }
  }

  @ParameterizedTest(name = "scale {0}")
  @ValueSource(doubles = {1e-8, 1e-3, 1e6})
  void eigenvaluesAndNormsScaleWithTheSquare(double scale) {
    for (double[][] layer : LAYERS) {
      LayerReport expected = analyze(layer);
      LayerReport actual = analyze(scaled(layer, scale));
      for (Metric metric :
          List.of(
              Metric.SQUARED_FROBENIUS_NORM,
              Metric.SQUARED_SPECTRAL_NORM,
              Metric.XMIN,
              Metric.XMAX)) {
        double value = scale * scale * expected.metric(metric).orElseThrow();
        assertThat(actual.metric(metric).orElseThrow())
            .as(metric.key())
            .isCloseTo(value, within(ROUNDING * value));
      }
      assertThat(actual.metric(Metric.LOG_NORM).orElseThrow())
          .isCloseTo(
              expected.metric(Metric.LOG_NORM).orElseThrow() + 2 * Math.log10(scale),
              within(ROUNDING));
    }
  }
}
