package io.github.weightwatcher4j.plot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import io.github.weightwatcher4j.curvature.DifferentiableLoss;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvaturePlotsTest {

  /** {@code 3 x_0² / 2}, and flat in 99 directions. */
  private static final DifferentiableLoss TROUGH =
      new DifferentiableLoss() {
        @Override
        public int parameters() {
          return 100;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
          gradient[0] = 3 * theta[0];
          return 1.5 * theta[0] * theta[0];
        }
      };

  private static Curvature at(double x) {
    double[] theta = new double[100];
    theta[0] = x;
    return Curvature.of(TROUGH, theta, CurvatureOptions.defaults());
  }

  private static List<Mark.Point> curve(XyPlot plot, String name) {
    return ((Mark.Curve) plot.mark(name)).points();
  }

  @Test
  void densityHasPeaksAtTheEigenvalues() {
    XyPlot plot = HessianDensityPlot.of("a trough", at(0.2).density(1, 10));

    List<Mark.Point> points = curve(plot, "density");
    double atTop =
        points.stream().filter(p -> p.x() > 2.9).mapToDouble(Mark.Point::y).max().orElseThrow();
    double between =
        points.stream()
            .filter(p -> p.x() > 1 && p.x() < 2)
            .mapToDouble(Mark.Point::y)
            .max()
            .orElseThrow();
    // One of a hundred eigenvalues, under a normal kernel of width 3 / 150.
    assertThat(atTop).isCloseTo(0.01 / (0.02 * Math.sqrt(2 * Math.PI)), within(0.005));
    assertThat(between).isLessThan(atTop / 50);
    assertThat(plot.notes().get(0)).startsWith("100 parameters, 1 random vector;");
    assertThat(plot.description()).contains("to 3; 1.00 %");
  }

  @Test
  void lossOfAParabolaIsItsParabola() {
    double[] direction = new double[100];
    direction[0] = 1;
    XyPlot plot = LossLinePlot.of("a trough", at(0.2).along(direction, 1, 21), 3);

    List<Mark.Point> loss = curve(plot, "loss");
    List<Mark.Point> parabola = curve(plot, "parabola");
    for (int i = 0; i < 21; i++) {
      assertThat(parabola.get(i).y()).isCloseTo(loss.get(i).y(), within(1e-12));
    }
    assertThat(loss.get(20).y()).isCloseTo(1.5 * 1.2 * 1.2, within(1e-12));
  }
}
