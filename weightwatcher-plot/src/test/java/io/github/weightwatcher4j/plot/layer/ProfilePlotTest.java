package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Levels;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfilePlotTest {

  private static final LayerReport ROW = Rows.of(Rows.heavyTailed(200, 100));

  @Test
  void lowestPointOfTheDistanceIsTheChosenXMin() {
    XyPlot plot = distance(ROW);
    PowerLawFit fit = (PowerLawFit) ROW.tail();

    Mark.Point lowest =
        Rows.points(plot.mark("D")).stream().min(Comparator.comparing(Mark.Point::y)).orElseThrow();

    assertThat(lowest).isEqualTo(new Mark.Point(fit.xMin(), fit.distance()));
    assertThat(Rows.dots(plot.mark("chosen")).get(0).x()).isEqualTo(fit.xMin());
  }

  @Test
  void exponentsAreThoseOfTheMaximumLikelihoodForEachTail() {
    double[] values = ROW.spectrum().toArray();

    for (Mark.Point point : Rows.points(alpha(ROW).mark("α ± σ"))) {
      double logs = 0;
      int count = 0;
      for (double value : values) {
        if (value >= point.x()) {
          logs += Math.log(value / point.x());
          count++;
        }
      }
      assertThat(point.y()).isCloseTo(1 + count / logs, within(1e-9 * point.y()));
    }
  }

  @Test
  void errorBarIsTheStandardErrorOrTheBootstrapInterval() {
    PowerLawFit fit = (PowerLawFit) ROW.tail();
    Mark.Dot plain = Rows.dots(alpha(ROW).mark("chosen")).get(0);
    LayerReport sampled = Rows.of(Rows.heavyTailed(60, 40), options -> options.bootstrap(50));
    Mark.Dot interval = Rows.dots(alpha(sampled).mark("chosen")).get(0);

    assertThat(plain.high() - plain.y()).isCloseTo(fit.standardError(), within(1e-12));
    assertThat(interval.low()).isEqualTo(sampled.metric(Metric.ALPHA_LOW).orElseThrow());
    assertThat(interval.high()).isEqualTo(sampled.metric(Metric.ALPHA_HIGH).orElseThrow());
  }

  @Test
  void rivalIsMarkedInBothPanels() {
    PowerLawFit rival = new PowerLawFit(5, 0.5, ROW.spectrum().eigenvalue(50), 1e6, 0.07, 50);
    Evidence evidence =
        Evidence.of(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(rival),
            ROW.evidence().shuffled(),
            ROW.evidence().vectors());
    LayerReport doubtful =
        LayerReport.of(
            ROW.layer(),
            ROW.slice(),
            ROW.spectrum(),
            ROW.tail(),
            ROW.metrics(),
            evidence,
            Levels.of(0.05, 1, false));

    assertThat(Rows.dots(distance(doubtful).mark("rival")).get(0).y()).isEqualTo(0.07);
    assertThat(Rows.dots(alpha(doubtful).mark("rival")).get(0).y()).isEqualTo(5);
    assertThat(alpha(doubtful).y().to().orElseThrow()).isGreaterThan(5.5);
  }

  @Test
  void thereIsNoneWhereNoTailHasAnExponent() {
    assertThat(ProfilePlot.of(Rows.of(new double[20][20]))).isEmpty();
    assertThat(ProfilePlot.of(Rows.of(Rows.diagonal(2, 2, 2, 2)))).isEmpty();
  }

  private static XyPlot distance(LayerReport row) {
    return grid(row).panels().get(0);
  }

  private static XyPlot alpha(LayerReport row) {
    return grid(row).panels().get(1);
  }

  private static PlotGrid grid(LayerReport row) {
    return ProfilePlot.of(row).orElseThrow();
  }
}
