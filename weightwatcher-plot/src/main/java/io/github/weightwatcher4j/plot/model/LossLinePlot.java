package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.curvature.LossLine;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.util.List;

/**
 * The loss along a direction, such as that of the largest curvature, beside the parabola of its
 * slope and curvature at the network's parameters.
 */
public final class LossLinePlot {

  private LossLinePlot() {}

  /**
   * The plot.
   *
   * @param name of what the loss is of
   * @param curvature the second derivative along the line, the eigenvalue of an eigenvector
   */
  public static XyPlot of(String name, LossLine line, double curvature) {
    double middle = nearest(line);
    List<Point> loss =
        line.points().stream().map(point -> new Point(point.t(), point.loss())).toList();
    List<Point> parabola =
        loss.stream()
            .map(Point::x)
            .map(t -> new Point(t, middle + line.slope() * t + curvature * t * t / 2))
            .toList();
    LossLine.Point first = line.points().get(0);
    LossLine.Point last = line.points().get(line.points().size() - 1);
    return XyPlot.titled("Loss of " + name + " along the sharpest direction")
        .axes(Axis.linear("distance from the network's parameters"), Axis.linear("loss"))
        .note("curvature at the parameters " + NumberText.of(curvature))
        .add(new Mark.Rule("", Ink.MARK, Pen.DOTTED, Side.X, 0))
        .add(new Mark.Curve("parabola of slope and curvature", Ink.FIT, Pen.DASHED, parabola))
        .add(new Mark.Curve("loss", Ink.TAIL, Pen.BOLD, loss))
        .describedAs(
            "The loss is %s at the network's parameters, %s at %s and %s at %s from there."
                .formatted(
                    NumberText.of(middle),
                    NumberText.of(first.loss()),
                    NumberText.of(first.t()),
                    NumberText.of(last.loss()),
                    NumberText.of(last.t())));
  }

  private static double nearest(LossLine line) {
    return line.points().stream()
        .min((a, b) -> Double.compare(Math.abs(a.t()), Math.abs(b.t())))
        .orElseThrow()
        .loss();
  }
}
