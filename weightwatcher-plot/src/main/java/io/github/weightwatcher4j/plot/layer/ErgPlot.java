package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the tail begins by the power law and by the trace-log condition, both minima over the same
 * axis: the distance D(xMin), and {@code |mean ln(lambda / mean lambda)|} of the eigenvalues from
 * one on, which is 0 where their determinant is 1 (detX). In an ideal layer the two agree.
 */
public final class ErgPlot {

  private ErgPlot() {}

  /** The plot of a row of the table; empty where detX was not sought or is not there. */
  public static Optional<XyPlot> of(LayerReport report) {
    OptionalDouble detX = report.metric(Metric.DETX_VAL);
    return detX.isPresent() ? Optional.of(of(report, detX.getAsDouble())) : Optional.empty();
  }

  private static XyPlot of(LayerReport report, double detX) {
    List<Point> distances = Profile.of(report).curve(PowerLawFit::distance);
    List<Point> logs = meanLogs(report.spectrum());
    double least = distances.stream().mapToDouble(Point::y).min().orElse(0.05);
    double most = Math.max(1, logs.stream().mapToDouble(Point::y).max().orElse(1));
    String numbers = numbers(report, detX);
    XyPlot.Builder plot =
        XyPlot.titled(Title.of(report, "tail by power law and by detX"))
            .axes(
                Axis.log("λ where the tail begins"),
                Axis.log("distance from the ideal").between(least / 5, 1.5 * most))
            .note(numbers);
    if (!distances.isEmpty()) {
      plot.add(new Mark.Curve("power law: D", Ink.TAIL, Pen.PLAIN, distances));
    }
    plot.add(new Mark.Curve("detX: |mean ln(λ / mean λ)|", Ink.GROUP_2, Pen.LONG_DASHED, logs));
    if (report.tail() instanceof LawFit fit) {
      plot.add(EsdPlot.rule("xmin", Ink.MARK, Pen.DASHED, fit.xMin()));
    }
    if (detX >= Esd.positive(report.spectrum()).min()) {
      String name = "detX = " + NumberText.of(detX);
      plot.add(new Mark.Rule(name, Ink.GROUP_2, Pen.DOTTED, Side.X, detX));
    }
    return plot.describedAs(
        "Distance of the power law and of the trace-log condition over where the tail of "
            + report.name()
            + " begins; "
            + numbers);
  }

  /**
   * |mean ln(lambda / mean)| of all eigenvalues from one on, ascending; without rounding errors.
   */
  static List<Point> meanLogs(Spectrum spectrum) {
    double mean = spectrum.mean();
    Spectrum positive = Esd.positive(spectrum);
    int n = positive.size();
    Set<Integer> drawn = Thinned.of(n).boxed().collect(Collectors.toSet());
    List<Point> points = new ArrayList<>();
    double sum = 0;
    for (int rank = 0; rank < n; rank++) {
      double eigenvalue = positive.eigenvalue(n - 1 - rank);
      sum += Math.log(eigenvalue / mean);
      if (drawn.contains(rank)) {
        points.add(0, new Point(eigenvalue, Math.abs(sum) / (rank + 1)));
      }
    }
    return points;
  }

  private static String numbers(LayerReport report, double detX) {
    int size = (int) report.metric(Metric.DETX_NUM).orElse(0);
    boolean zero = !(detX >= Esd.positive(report.spectrum()).min());
    String value = zero ? "0 to rounding" : NumberText.of(detX);
    String text = "detX = " + value + " (" + size + " eigenvalues)";
    return report.tail() instanceof LawFit fit
        ? "xmin = %s (%s eigenvalues), %s, xmin − detX = %s"
            .formatted(
                NumberText.of(fit.xMin()), fit.tailSize(), text, NumberText.of(fit.xMin() - detX))
        : text + "; " + TailText.of(report);
  }
}
