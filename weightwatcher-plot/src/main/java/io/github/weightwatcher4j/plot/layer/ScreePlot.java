package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;

/**
 * The scree plot: eigenvalues by rank, largest first, on a logarithmic axis. Collapsed rank shows
 * as a cliff, spikes stand to the left of the slope of the bulk.
 */
public final class ScreePlot {

  private ScreePlot() {}

  /** The plot of a row of the table. */
  public static XyPlot of(LayerReport report) {
    Spectrum spectrum = Esd.positive(report.spectrum());
    String numbers = numbers(report);
    XyPlot.Builder plot =
        XyPlot.titled(Title.of(report, "scree plot"))
            .axes(
                Axis.linear("rank").between(0, Math.max(1, 1.02 * report.spectrum().size())),
                Axis.log("eigenvalue λ"))
            .note(numbers);
    Esd.notes(report.spectrum()).forEach(plot::note);
    double xMin = Double.POSITIVE_INFINITY;
    double xMax = Double.POSITIVE_INFINITY;
    if (report.tail() instanceof LawFit fit) {
      xMin = fit.xMin();
      xMax = fit.xMax();
    }
    add(plot, "bulk", Ink.BULK_POINT, dots(spectrum, 0, Math.nextDown(xMin)));
    add(plot, "tail", Ink.TAIL, dots(spectrum, xMin, xMax));
    add(plot, "left out of the fit", Ink.MARK, dots(spectrum, Math.nextUp(xMax), Double.MAX_VALUE));
    if (report.evidence().bulk().orElse(null) instanceof MarchenkoPasturFit fit) {
      int spikes = fit.spikes().size();
      String beyond = spikes == 0 ? "no spikes" : spikes == 1 ? "1 spike" : spikes + " spikes";
      String name = "bulk edge " + NumberText.of(fit.bulkMax()) + ", " + beyond;
      plot.add(new Mark.Rule(name, Ink.NOISE, Pen.DASHED, Side.Y, fit.bulkMax()));
    }
    return plot.describedAs("Eigenvalues of " + report.name() + " by rank; " + numbers);
  }

  private static void add(XyPlot.Builder plot, String name, Ink ink, List<Dot> dots) {
    if (!dots.isEmpty()) {
      plot.add(new Mark.Dots(name, ink, Glyph.POINT, dots));
    }
  }

  /** The eigenvalues within bounds, both included, over their ranks among all. */
  private static List<Dot> dots(Spectrum spectrum, double from, double to) {
    int n = spectrum.size();
    return Thinned.of(n)
        .filter(i -> spectrum.eigenvalue(n - 1 - i) >= from && spectrum.eigenvalue(n - 1 - i) <= to)
        .mapToObj(i -> Dot.of(i + 1, spectrum.eigenvalue(n - 1 - i), ""))
        .toList();
  }

  private static String numbers(LayerReport report) {
    StringBuilder text = new StringBuilder("λmax = ");
    text.append(NumberText.of(report.spectrum().max()));
    report
        .metric(Metric.MATRIX_RANK)
        .ifPresent(
            rank ->
                text.append(", rank ")
                    .append(Math.round(rank))
                    .append(" of ")
                    .append(report.spectrum().size()));
    report
        .metric(Metric.STABLE_RANK)
        .ifPresent(rank -> text.append(", stable rank ").append(NumberText.of(rank)));
    report
        .metric(Metric.ENTROPY)
        .ifPresent(entropy -> text.append(", entropy ").append(NumberText.of(entropy)));
    return text.toString();
  }
}
