package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The empirical spectral density (ESD) of a layer per power of ten, over a logarithmic axis: equal
 * areas are equal numbers of eigenvalues, from the smallest to the largest. With the
 * Marchenko-Pastur law, its edges and the spikes where they were sought.
 */
public final class LogEsdPlot {

  private LogEsdPlot() {}

  /** The plot of a row of the table. */
  public static XyPlot of(LayerReport report) {
    Esd esd = Esd.of(report).perDecade();
    XyPlot.Builder plot = XyPlot.titled(Title.of(report, "eigenvalue spectrum (ESD), log-lin"));
    String numbers = TailText.of(report);
    double highest = esd.highest();
    List<Mark> over = new ArrayList<>();
    if (report.evidence().bulk().orElse(null) instanceof MarchenkoPasturFit fit) {
      NoiseLaw law = new NoiseLaw(fit, report.spectrum());
      Mark.Curve curve = law.perDecade(Esd.positive(report.spectrum()).min() / 2);
      highest = curve.points().stream().mapToDouble(Mark.Point::y).reduce(highest, Math::max);
      numbers = law.numbers();
      plot.add(law.band());
      over.add(curve);
      over.addAll(law.edges());
      over.addAll(law.spikes(fit.max(), esd.all().bars(), 0.03 * highest));
    }
    plot.note(numbers)
        .axes(
            Axis.log("eigenvalue λ"),
            Axis.linear("density per decade, ρ(λ) λ ln 10").between(0, 1.15 * highest));
    Esd.notes(report.spectrum()).forEach(plot::note);
    esd.marks().forEach(plot::add);
    over.forEach(plot::add);
    if (report.tail() instanceof LawFit fit) {
      plot.add(EsdPlot.rule("xmin", Ink.MARK, Pen.DOTTED, fit.xMin()));
    }
    return plot.describedAs(
        "Histogram of the logarithms of the eigenvalues of " + report.name() + "; " + numbers);
  }
}
