package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.util.List;
import org.junit.jupiter.api.Test;

class LawPlotsTest {

  private static List<Mark.Point> points(XyPlot plot, int law) {
    return ((Mark.Curve) plot.marks().get(law)).points();
  }

  /** Trapezoids. */
  private static double area(List<Mark.Point> points) {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Mark.Point a = points.get(i - 1);
      Mark.Point b = points.get(i);
      area += (b.x() - a.x()) * (a.y() + b.y()) / 2;
    }
    return area;
  }

  @Test
  void eachLawHasTheAreaOneAndItsEdges() {
    XyPlot plot = LawPlots.ofAspectRatios(2, 1.5, 4, 100);

    double[] qs = {1.5, 4, 100};
    for (int i = 0; i < qs.length; i++) {
      List<Mark.Point> points = points(plot, i);
      double root = 1 / Math.sqrt(qs[i]);
      assertThat(points.get(0).x()).isCloseTo(4 * Math.pow(1 - root, 2), within(1e-12));
      assertThat(points.get(points.size() - 1).x())
          .isCloseTo(4 * Math.pow(1 + root, 2), within(1e-12));
      assertThat(area(points)).isCloseTo(1, within(0.002)); // of trapezoids
    }
  }

  @Test
  void sigmaStretchesTheLaw() {
    XyPlot plot = LawPlots.ofSigmas(3, 1, 2);

    for (int i = 0; i < points(plot, 0).size(); i++) {
      Mark.Point one = points(plot, 0).get(i);
      Mark.Point other = points(plot, 1).get(i);
      assertThat(other.x()).isCloseTo(4 * one.x(), within(1e-9));
      assertThat(other.y()).isCloseTo(one.y() / 4, within(1e-9));
    }
  }

  @Test
  void theLawOfSquareMatricesIsCutAndSaysSo() {
    XyPlot plot = LawPlots.ofAspectRatios(1, 1);

    double top = plot.y().to().orElseThrow();
    assertThat(points(plot, 0)).isNotEmpty().allMatch(point -> point.y() <= top);
    assertThat(plot.notes())
        .containsExactly("for Q = 1 the density grows without bound towards λ = 0");
  }

  @Test
  void lawsDifferWithoutTheirColours() {
    XyPlot plot = LawPlots.ofAspectRatios(1, 1, 2, 3, 4);

    assertThat(plot.marks()).extracting(mark -> ((Mark.Curve) mark).pen()).doesNotHaveDuplicates();
    assertThat(plot.marks())
        .extracting(Mark::name)
        .containsExactly("Q = 1", "Q = 2", "Q = 3", "Q = 4");
  }

  @Test
  void noneTooManyAndImpossibleLawsAreRefused() {
    assertThatThrownBy(() -> LawPlots.ofSigmas(2)).hasMessageContaining("0 were given");
    assertThatThrownBy(() -> LawPlots.ofSigmas(2, 1, 2, 3, 4, 5)).hasMessageContaining("5 were");
    assertThatThrownBy(() -> LawPlots.ofAspectRatios(1, 0.5)).hasMessageContaining("q must be");
    assertThatThrownBy(() -> LawPlots.ofSigmas(1, Double.NaN)).hasMessageContaining("sigma must");
  }
}
