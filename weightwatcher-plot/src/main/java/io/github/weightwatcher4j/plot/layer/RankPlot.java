package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Optional;

/**
 * The rank plot of a tail, also called its complementary distribution (CCDF): the share of the
 * tail's eigenvalues that are at least as large, on logarithmic axes, where a power law is straight
 * and needs no bins. With the fitted law and the place where the two are farthest apart.
 */
public final class RankPlot {

  /** How far below the last point a law is followed. */
  private static final double FAR = 30;

  private RankPlot() {}

  /** The plot of a row of the table; empty where there is no fit. */
  public static Optional<XyPlot> of(LayerReport report) {
    return report.tail() instanceof LawFit fit ? Optional.of(of(report, fit)) : Optional.empty();
  }

  private static XyPlot of(LayerReport report, LawFit fit) {
    Spectrum tail = tail(report.spectrum(), fit);
    String numbers = TailText.of(report);
    XyPlot.Builder plot =
        XyPlot.titled(Title.of(report, "rank plot (CCDF) of the tail"))
            .axes(
                Axis.log("eigenvalue λ"),
                Axis.log("share of the tail at λ or above").between(lowEnd(fit), 1.5))
            .note(numbers)
            .add(curve(fit, Ink.FIT, Pen.BOLD));
    EsdPlot.other(report, fit).ifPresent(law -> plot.add(curve(law, Ink.OTHER_FIT, Pen.DASHED)));
    String name = "tail, " + fit.tailSize() + " eigenvalues";
    plot.add(farthest(tail, fit)).add(new Mark.Dots(name, Ink.TAIL, Glyph.POINT, dots(tail)));
    return plot.describedAs(
        "Share of the tail of " + report.name() + " at each eigenvalue or above; " + numbers);
  }

  /** Below the largest eigenvalue and, unless it falls far below that, the law. */
  private static double lowEnd(LawFit fit) {
    double last = 1.0 / fit.tailSize();
    return Math.min(last, Math.max(fit.survival(fit.xMax()), last / FAR)) / 1.5;
  }

  private static Spectrum tail(Spectrum spectrum, LawFit fit) {
    return Spectrum.of(spectrum.values().filter(x -> x >= fit.xMin() && x <= fit.xMax()).toArray());
  }

  /** The r-th largest of m at r / m. */
  private static List<Dot> dots(Spectrum tail) {
    int m = tail.size();
    return Thinned.of(m)
        .mapToObj(i -> Dot.of(tail.eigenvalue(m - 1 - i), (i + 1.0) / m, ""))
        .toList();
  }

  private static Mark curve(LawFit fit, Ink ink, Pen pen) {
    return new Mark.Curve(EsdPlot.legend(fit), ink, pen, LawCurve.survival(fit));
  }

  /** A line from tail to law where D is taken: the largest |S(x_j) - (1 - j / m)|. */
  private static Mark farthest(Spectrum tail, LawFit fit) {
    int m = tail.size();
    int worst = 0;
    double distance = -1;
    for (int j = 0; j < m; j++) {
      double gap = Math.abs(fit.survival(tail.eigenvalue(j)) - (1 - (double) j / m));
      if (gap > distance) {
        distance = gap;
        worst = j;
      }
    }
    double x = tail.eigenvalue(worst);
    List<Point> ends = List.of(new Point(x, 1 - (double) worst / m), new Point(x, fit.survival(x)));
    return new Mark.Curve("where D is taken", Ink.MARK, Pen.BOLD, ends);
  }
}
