package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import org.junit.jupiter.api.Test;

class RankPlotTest {

  private static final LayerReport ROW = Rows.of(Rows.heavyTailed(200, 100));
  private static final XyPlot PLOT = RankPlot.of(ROW).orElseThrow();
  private static final LawFit FIT = (LawFit) ROW.tail();

  @Test
  void eachEigenvalueOfTheTailStandsAtTheShareThatIsAsLarge() {
    assertThat(Rows.dots(PLOT.mark("tail")))
        .hasSize(FIT.tailSize())
        .allSatisfy(
            dot -> {
              long count = ROW.spectrum().values().filter(x -> x >= dot.x()).count();
              assertThat(dot.y()).isCloseTo((double) count / FIT.tailSize(), within(1e-12));
            });
  }

  @Test
  void powerLawIsStraightFromOneAtXMin() {
    double slope = 1 - ROW.alpha().orElseThrow();

    assertThat(Rows.points(PLOT.mark("power law")))
        .allSatisfy(
            point ->
                assertThat(Math.log(point.y()))
                    .isCloseTo(slope * Math.log(point.x() / FIT.xMin()), within(1e-9)));
  }

  @Test
  void lineFromTailToLawIsAsLongAsTheDistance() {
    Mark.Point from = Rows.points(PLOT.mark("where D is taken")).get(0);
    Mark.Point to = Rows.points(PLOT.mark("where D is taken")).get(1);

    assertThat(Math.abs(from.y() - to.y())).isCloseTo(FIT.distance(), within(1e-12));
  }

  @Test
  void longTailsAreThinnedButKeepTheirLargestEigenvalues() {
    assertThat(Thinned.of(5000).count()).isEqualTo(300);
    assertThat(Thinned.of(5000).limit(100).max()).hasValue(99);
    assertThat(Thinned.of(5000).distinct().max()).hasValue(4999);
    assertThat(Thinned.of(300).count()).isEqualTo(300);
    assertThat(Thinned.of(301).distinct().count()).isEqualTo(300);
    assertThat(Thinned.of(0).count()).isZero();
  }

  @Test
  void thereIsNoneWithoutAFit() {
    assertThat(RankPlot.of(Rows.of(new double[20][20]))).isEmpty();
  }
}
