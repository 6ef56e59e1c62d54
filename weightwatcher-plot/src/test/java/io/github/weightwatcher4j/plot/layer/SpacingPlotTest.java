package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import org.junit.jupiter.api.Test;

class SpacingPlotTest {

  @Test
  void spacingsOfNoiseAreThoseOfTheBulkAndFollowWigner() {
    XyPlot plot = SpacingPlot.of(Rows.of(Rows.spiked(600, 400, 2, 3))).orElseThrow();

    assertThat(Rows.mass(plot.mark("377 spacings"))).isCloseTo(1, within(1e-12));
    assertThat(plot.notes().get(0)).startsWith("⟨r⟩ = 0.5");
    Mark.Point mean = Rows.points(plot.mark("Poisson")).get(0);
    assertThat(mean).isEqualTo(new Mark.Point(0, 1));
    assertThat(Rows.points(plot.mark("Wigner surmise")).get(0)).isEqualTo(new Mark.Point(0, 0));
  }

  @Test
  void fewEigenvaluesHaveNone() {
    assertThat(SpacingPlot.of(Rows.of(Rows.gaussian(60, 40)))).isEmpty();
  }
}
