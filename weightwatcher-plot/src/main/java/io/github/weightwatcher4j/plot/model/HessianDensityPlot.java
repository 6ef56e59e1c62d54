package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.curvature.SpectralDensity;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The density of a Hessian's eigenvalues, with a logarithmic axis for the density (Yao, Gholami,
 * Keutzer &amp; Mahoney 2020, figure 3): a peak at 0, and a few large eigenvalues that stand apart.
 */
public final class HessianDensityPlot {

  /** The width of the kernel over the range of the eigenvalues. */
  private static final double WIDTH = 1.0 / 150;

  private static final int POINTS = 600;

  private HessianDensityPlot() {}

  /**
   * The plot.
   *
   * @param name of what the loss is of
   */
  public static XyPlot of(String name, SpectralDensity density) {
    double range = density.max() - density.min();
    double unit = range > 0 ? range : Math.max(1, Math.abs(density.max()));
    double width = unit * WIDTH;
    double from = density.min() - 4 * width;
    double to = density.max() + 4 * width;
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      double x = from + (to - from) * i / POINTS;
      points.add(new Point(x, density.density(x, width)));
    }
    double highest = points.stream().mapToDouble(Point::y).max().orElseThrow();
    // A single eigenvalue has a peak of 0.4 / width / n; a hundredth of it is the ground.
    double ground = 0.004 / width / density.parameters();
    return XyPlot.titled("Eigenvalues of the Hessian of " + name)
        .axes(
            Axis.linear("eigenvalue of the Hessian"),
            Axis.log("density").between(ground, 2 * Math.max(highest, ground)))
        .note(cost(density))
        .add(new Mark.Rule("", Ink.MARK, Pen.DOTTED, Side.X, 0))
        .add(
            new Mark.Curve(
                "density, kernel " + NumberText.of(width) + " wide",
                Ink.TAIL,
                Pen.BOLD,
                points.stream().map(p -> new Point(p.x(), Math.max(p.y(), ground))).toList()))
        .describedAs(description(density));
  }

  private static String cost(SpectralDensity density) {
    return String.format(
        Locale.ROOT,
        "%,d parameters, %d random %s; %s",
        density.parameters(),
        density.vectors(),
        density.vectors() == 1 ? "vector" : "vectors",
        density.cost());
  }

  private static String description(SpectralDensity density) {
    return String.format(
        Locale.ROOT,
        "The density of the Hessian's eigenvalues, from %s to %s; %.2f %% of them are larger than a"
            + " tenth of the largest.",
        NumberText.of(density.min()),
        NumberText.of(density.max()),
        100 * (1 - density.distribution(density.max() / 10)));
  }
}
