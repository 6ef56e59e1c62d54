package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErgPlotTest {

  private static final LayerReport ROW = Rows.of(Rows.heavyTailed(200, 100));

  @Test
  void bothBeginningsOfTheTailAreMarked() {
    XyPlot plot = ErgPlot.of(ROW).orElseThrow();

    assertThat(Rows.at(plot.mark("xmin"))).isEqualTo(((LawFit) ROW.tail()).xMin());
    assertThat(Rows.at(plot.mark("detX ="))).isEqualTo(ROW.metric(Metric.DETX_VAL).orElseThrow());
  }

  @Test
  void curveIsTheMeanLogarithmOfEachTail() {
    // Mean 2; tails 4 | 4, 2 | 4, 2, 1 | 4, 2, 1, 1: ln 2, ln 2 / 2, 0, -ln 2 / 4.
    List<Mark.Point> logs = ErgPlot.meanLogs(Spectrum.of(4, 2, 1, 1));

    assertThat(logs).extracting(Mark.Point::x).containsExactly(1.0, 1.0, 2.0, 4.0);
    double ln2 = Math.log(2);
    assertThat(logs.get(3).y()).isCloseTo(ln2, within(1e-15));
    assertThat(logs.get(2).y()).isCloseTo(ln2 / 2, within(1e-15));
    assertThat(logs.get(1).y()).isCloseTo(0, within(1e-15));
    assertThat(logs.get(0).y()).isCloseTo(ln2 / 4, within(1e-15));
  }

  @Test
  void curveComesNearestToZeroWhereDetXIs() {
    double detX = ROW.metric(Metric.DETX_VAL).orElseThrow();
    Mark.Point nearest =
        ErgPlot.meanLogs(ROW.spectrum()).stream()
            .min(Comparator.comparing(Mark.Point::y))
            .orElseThrow();

    // detX is the first eigenvalue past the change of sign; the nearest is on either side of it.
    int rank = ROW.spectrum().countBelow(detX);
    assertThat(ROW.spectrum().countBelow(nearest.x())).isBetween(rank, rank + 1);
  }

  @Test
  void collapsedRankLeavesOutTheEigenvaluesThatAreRoundingErrors() {
    LayerReport collapsed = Rows.of(Rows.diagonal(1, 1.1, 1.2, 1.3, 1.4, 0, 0, 0, 0, 0));
    XyPlot plot = ErgPlot.of(collapsed).orElseThrow();

    assertThat(plot.notes().get(0)).contains("detX = 0 to rounding");
    assertThat(Rows.points(plot.mark("detX"))).hasSize(5);
  }
}
