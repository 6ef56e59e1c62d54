package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The bulk of a spectrum on linear axes with the Marchenko-Pastur law fitted to it, the edges of
 * the law, where the largest eigenvalue of noise would lie, and the spikes beyond, one by one.
 */
public final class BulkPlot {

  /** Spikes up to so many times the upper edge are shown beside the bulk. */
  private static final double NEAR = 3;

  /** How far the picture reaches past the edge where they are not. */
  private static final double PAST = 1.6;

  /** Without a fit, where this share of the eigenvalues ends, their ... */
  private static final double MOST = 0.9;

  /** ... multiple that the largest may be for all to be shown. */
  private static final double FAR = 20;

  private BulkPlot() {}

  /**
   * The plot of a row of the table; empty where no bulk was sought. A failed fit leaves the
   * histogram alone, and says so.
   */
  public static Optional<XyPlot> of(LayerReport report) {
    return report.evidence().bulk().map(bulk -> of(report, bulk));
  }

  private static XyPlot of(LayerReport report, BulkFit bulk) {
    XyPlot.Builder plot = XyPlot.titled(Title.of(report, "bulk of the spectrum (ESD), lin-lin"));
    if (bulk instanceof MarchenkoPasturFit fit) {
      return fitted(plot, report, fit);
    }
    FailedBulkFit failed = (FailedBulkFit) bulk;
    String noise = failed.untested() ? "; noise is not ruled out" : "";
    return failed(plot, report, failed.reason() + noise);
  }

  private static XyPlot failed(XyPlot.Builder plot, LayerReport report, String reason) {
    String note = "no Marchenko-Pastur fit: " + reason;
    Spectrum spectrum = report.spectrum();
    double[] values = Esd.positive(spectrum).toArray();
    double most = values.length == 0 ? 0 : values[(int) (MOST * (values.length - 1))];
    double to = spectrum.max() <= FAR * most ? spectrum.max() : NEAR * most;
    double[] drawn = DoubleStream.of(values).filter(x -> x <= to).toArray();
    plot.axes(Axis.linear("eigenvalue λ"), Axis.linear("density ρ(λ)"))
        .note(note)
        .add(bars(spectrum, drawn));
    beyond(values.length - drawn.length, "eigenvalue", spectrum).ifPresent(plot::note);
    return plot.describedAs(
        "Histogram of the eigenvalues of " + report.name() + " on linear axes; " + note);
  }

  private static XyPlot fitted(XyPlot.Builder plot, LayerReport report, MarchenkoPasturFit fit) {
    Spectrum spectrum = report.spectrum();
    boolean near = fit.max() <= NEAR * fit.bulkMax();
    double to = near ? Math.max(fit.max(), fit.threshold()) : PAST * fit.bulkMax();
    double[] drawn = Esd.positive(spectrum).values().filter(x -> x <= to).toArray();
    Mark.Bars bars = bars(spectrum, drawn);
    NoiseLaw law = new NoiseLaw(fit, spectrum);
    double highest = new Histogram(bars.bars()).highest();
    Mark.Curve curve = law.density(10 * highest);
    double peak = curve.points().stream().mapToDouble(Mark.Point::y).max().orElse(0);
    double top = peak > 1.2 * highest && peak < 2 * highest ? 1.05 * peak : 1.2 * highest;
    plot.axes(
            Axis.linear("eigenvalue λ").between(0, 1.04 * to),
            Axis.linear("density ρ(λ)").between(0, top))
        .note(law.numbers());
    long beyond = fit.spikes().stream().filter(spike -> spike.eigenvalue() > to).count();
    beyond(beyond, "spike", spectrum).ifPresent(plot::note);
    plot.add(law.band()).add(bars).add(curve);
    law.edges().forEach(plot::add);
    law.spikes(to, bars.bars(), 0.03 * top).forEach(plot::add);
    return plot.describedAs(
        "Histogram of the eigenvalues of "
            + report.name()
            + " on linear axes with the Marchenko-Pastur law; "
            + law.numbers());
  }

  private static Optional<String> beyond(long count, String what, Spectrum spectrum) {
    String end = " farther right, up to λ = " + NumberText.of(spectrum.max());
    return count == 0
        ? Optional.empty()
        : Optional.of(count + " " + what + (count == 1 ? " lies" : "s lie") + end);
  }

  private static Mark.Bars bars(Spectrum spectrum, double[] drawn) {
    Histogram histogram = Histogram.linear(drawn, Math.max(1, spectrum.size()));
    String name =
        drawn.length == spectrum.size()
            ? "ESD, " + drawn.length + " eigenvalues"
            : "ESD, " + drawn.length + " of " + spectrum.size() + " eigenvalues";
    return new Mark.Bars(name, Ink.BULK, histogram.bars());
  }
}
