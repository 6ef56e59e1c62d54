package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SingularValuesPlotTest {

  private static LayerReport noise(double scale) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] weights = new double[200][100];
    for (double[] row : weights) {
      Arrays.setAll(row, i -> scale * random.nextGaussian());
    }
    return new WeightWatcher(weights)
        .analyze(options -> options.mpFit(true))
        .details()
        .get("weights");
  }

  private static List<Mark.Bar> bars(XyPlot panel) {
    return ((Mark.Bars) panel.marks().get(0)).bars();
  }

  @Test
  void singularValuesAreTheRootsOfTheEigenvalues() {
    PlotGrid grid = SingularValuesPlot.of(noise(1));

    List<Mark.Bar> values = bars(grid.panels().get(0));
    List<Mark.Bar> squares = bars(grid.panels().get(1));
    assertThat(new Histogram(values).mass()).isCloseTo(1, within(1e-12));
    assertThat(new Histogram(squares).mass()).isCloseTo(1, within(1e-12));
    double largest = values.get(values.size() - 1).to();
    assertThat(largest * largest)
        .isCloseTo(squares.get(squares.size() - 1).to(), within(1e-9 * largest * largest));
    assertThat(values.get(0).from()).isCloseTo(Math.sqrt(squares.get(0).from()), within(1e-9));
  }

  @Test
  void theLawOfNoiseHasTheSameAreaInBothPanels() {
    PlotGrid grid = SingularValuesPlot.of(noise(1));

    for (XyPlot panel : grid.panels()) {
      List<Mark.Point> curve = ((Mark.Curve) panel.marks().get(1)).points();
      double area = 0;
      for (int i = 1; i < curve.size(); i++) {
        Mark.Point a = curve.get(i - 1);
        Mark.Point b = curve.get(i);
        area += (b.x() - a.x()) * (a.y() + b.y()) / 2;
      }
      assertThat(area).isCloseTo(1, within(0.02)); // of trapezoids, near the steep lower edge
    }
  }

  @Test
  void aLayerOfZerosHasNoBarsAndSaysSo() {
    PlotGrid grid = SingularValuesPlot.of(noise(0));

    assertThat(bars(grid.panels().get(0))).isEmpty();
    assertThat(grid.panels().get(0).notes()).containsExactly("100 of 100 are 0");
  }
}
