package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;

/**
 * Where assertions on analyses begin. Import statically, beside AssertJ's own {@code assertThat}:
 *
 * <pre>{@code
 * assertThat(analysis).layer("fc1").hasAlphaBetween(2, 6).and().hasNoFindings(OVER_TRAINED);
 * assertThat(analysis).allLayers(LayerReportAssert::isNotRandom);
 * assertThat(analysis).hasNoLayerThatIs(RANK_COLLAPSED, OVER_TRAINED);
 * assertThat(analysis).meanOf(ALPHA).isLessThan(4);
 * assertThat(analysis).isNotWorseThan(Path.of("src/test/resources/network.json"), 0.3);
 * }</pre>
 *
 * <p>Nothing passes for want of numbers. An assertion on something that the analysis did not
 * compute or look for fails and says which option was missing; one on what it could not have fails
 * with the reason, be it a layer of NaN, a fit that failed or a verdict that cannot be told, unless
 * {@link AnalysisAssert#allowingUnknown} says otherwise. To see every failure of a test at once,
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
