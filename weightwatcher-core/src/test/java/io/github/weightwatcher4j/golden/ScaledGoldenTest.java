package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One layer at five scales: Python's alpha depends on the scale (absolute cutoff), ours does not.
 */
class ScaledGoldenTest {

  private static final List<Metric> SCALE_FREE =
      List.of(Metric.ALPHA, Metric.SIGMA, Metric.D, Metric.STABLE_RANK, Metric.ENTROPY);

  private static final List<Metric> COUNTS =
      List.of(Metric.TAIL_SIZE, Metric.MATRIX_RANK, Metric.RANK_LOSS, Metric.WEAK_RANK_LOSS);

  /** The weights were scaled and then rounded to float32, to 6e-8 of each. */
  private static final double ROUNDING = 1e-6;

  @ParameterizedTest(name = "{0} times {1}")
  @CsvSource({
    "gauss, 1000", "gauss, 0.01", "gauss, 0.001", "gauss, 0.0001",
    "pareto3, 1000", "pareto3, 0.01", "pareto3, 0.001", "pareto3, 0.0001"
  })
  void theDefaultsFindTheSameShapeAtEveryScale(String kind, String scale) {
    LayerReport unscaled = analyze("scaled_" + kind + "_1_300x200", AnalysisOptions.defaults());
    LayerReport scaled =
        analyze("scaled_" + kind + "_" + scale + "_300x200", AnalysisOptions.defaults());
    assertThat(SCALE_FREE)
        .allSatisfy(
            metric -> {
              double expected = unscaled.metric(metric).orElseThrow();
              assertThat(scaled.metric(metric).orElseThrow())
                  .isCloseTo(expected, within(ROUNDING * expected));
            });
    assertThat(COUNTS)
        .allSatisfy(metric -> assertThat(scaled.metric(metric)).isEqualTo(unscaled.metric(metric)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"gauss, 0.0001", "pareto3, 0.001"})
  void pythonsConventionLosesItWhenWeightsAreSmall(String kind, String scale) {
    AnalysisOptions python = AnalysisOptions.pythonCompatible();
    LayerReport unscaled = analyze("scaled_" + kind + "_1_300x200", python);
    LayerReport scaled = analyze("scaled_" + kind + "_" + scale + "_300x200", python);
    assertThat(scaled.alpha()).isNotEqualTo(unscaled.alpha());
  }

  private static LayerReport analyze(String name, AnalysisOptions options) {
    GoldenCase golden =
        GoldenCase.all(TestData.ours()).stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    return new WeightWatcher(golden.model()).analyze(options).details().get("w");
  }
}
