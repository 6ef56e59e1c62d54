package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;

/**
 * Where assertions on analyses begin. Import statically, beside AssertJ's own {@code assertThat}:
 *
 * <pre>{@code
 * assertThat(analysis).layer("fc1").hasAlphaBetween(2, 6).and().hasNoFindings(OVER_TRAINED);
 * assertThat(analysis).allLayers(layer -> layer.hasMetricBetween(STABLE_RANK, 4, 100));
 * assertThat(analysis).meanOf(ALPHA).isLessThan(4);
 * assertThat(analysis).isNotWorseThan(Path.of("src/test/resources/network.json"), 0.3);
 * }</pre>
 *
 * <p>An assertion on something that the analysis did not compute or look for fails and says which
 * option was missing; it never passes for want of numbers. To see every failure of a test at once,
 * use AssertJ's {@code softly.check(() -> assertThat(analysis)...)}.
 */
public final class WeightWatcherAssertions {

  private WeightWatcherAssertions() {}

  /** Assertions on an analysis and its layers. */
  public static AnalysisAssert assertThat(Analysis actual) {
    return new AnalysisAssert(actual);
  }

  /**
   * Assertions on one row alone. Its failures show no other rows; those of {@code
   * assertThat(analysis).layer(name)} do.
   */
  public static LayerReportAssert assertThat(LayerReport actual) {
    return new LayerReportAssert(actual);
  }
}
