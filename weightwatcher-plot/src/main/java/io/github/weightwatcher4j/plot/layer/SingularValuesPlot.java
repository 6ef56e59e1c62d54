package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The singular values ν of a layer beside its eigenvalues λ = ν², on linear axes (Mahoney and
 * Martin's talks on statistical physics and neural networks, the histograms of singular values and
 * associated eigenvalues): what crowds at 0 among eigenvalues is spread out among singular values.
 * With the Marchenko-Pastur law on both where it was fitted.
 */
public final class SingularValuesPlot {

  private static final int STEPS = 120;

  /** The law is not followed above so many times the highest bar. */
  private static final double ABOVE = 1.2;

  /** So many times the eigenvalue below which nine tenths lie are shown at most. */
  private static final double FAR = 6;

  private static final double MOST = 0.9;

  private final LayerReport report;
  private final Spectrum spectrum;
  private final double to;

  private SingularValuesPlot(LayerReport report) {
    this.report = report;
    this.spectrum = Esd.positive(report.spectrum());
    int last = spectrum.size() - 1;
    this.to =
        last < 0
            ? 1
            : Math.min(spectrum.max(), FAR * spectrum.eigenvalue((int) Math.floor(MOST * last)));
  }

  /** The plot of a row of the table; a layer of zeros has two empty panels, which say so. */
  public static PlotGrid of(LayerReport report) {
    return new SingularValuesPlot(report).grid();
  }

  private PlotGrid grid() {
    XyPlot values =
        panel("singular values", "singular value ν", Math::sqrt, v -> v * v, v -> 2 * v);
    XyPlot squares = panel("eigenvalues", "eigenvalue λ = ν²", x -> x, x -> x, x -> 1);
    String title = Title.of(report, "singular values and eigenvalues");
    List<Mark> legend = new ArrayList<>();
    legend.add(new Mark.Bars("histogram", Ink.BULK, List.of()));
    if (fitted()) {
      legend.add(new Mark.Curve("Marchenko-Pastur law", Ink.NOISE, Pen.BOLD, List.of()));
    }
    return new PlotGrid(
        title,
        "Histograms of the singular values and of the eigenvalues of "
            + report.name()
            + " on linear axes; "
            + note()
            + ".",
        2,
        List.of(values, squares),
        legend);
  }

  private boolean fitted() {
    return report.evidence().bulk().orElse(null) instanceof MarchenkoPasturFit;
  }

  /**
   * One of the histograms.
   *
   * @param of what is drawn of an eigenvalue
   * @param back the eigenvalue of what is drawn
   * @param slope of an eigenvalue by what is drawn: densities are in proportion to it
   */
  private XyPlot panel(
      String title,
      String axis,
      DoubleUnaryOperator of,
      DoubleUnaryOperator back,
      DoubleUnaryOperator slope) {
    double[] drawn = spectrum.values().filter(x -> x <= to).map(of).toArray();
    Histogram bars = Histogram.linear(drawn, Math.max(1, report.spectrum().size()));
    double highest = bars.highest();
    double end = of.applyAsDouble(to);
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Bars("", Ink.BULK, bars.bars()));
    if (report.evidence().bulk().orElse(null) instanceof MarchenkoPasturFit fit) {
      double share = new NoiseLaw(fit, report.spectrum()).share();
      List<Mark.Point> curve = new ArrayList<>();
      double from = of.applyAsDouble(fit.bulkMin());
      double width = of.applyAsDouble(fit.bulkMax()) - from;
      for (int i = 0; i <= STEPS; i++) {
        double v = from + width * i / STEPS;
        boolean edge = i == STEPS || (i == 0 && fit.bulkMin() > 0);
        double height =
            edge ? 0 : share * fit.density(back.applyAsDouble(v)) * slope.applyAsDouble(v);
        if (height <= ABOVE * highest) { // NaN and infinity, as at 0, are left out
          curve.add(new Mark.Point(v, height));
        }
      }
      marks.add(new Mark.Curve("", Ink.NOISE, Pen.BOLD, curve));
    }
    XyPlot.Builder plot =
        XyPlot.titled(title)
            .axes(
                Axis.linear(axis).between(0, 1.04 * end),
                Axis.linear("density").between(0, ABOVE * highest))
            .note(note());
    marks.forEach(plot::add);
    return plot.describedAs(title + " of " + report.name());
  }

  private String note() {
    int all = report.spectrum().size();
    String zeros = spectrum.size() < all ? (all - spectrum.size()) + " of " + all + " are 0" : "";
    int beyond = spectrum.size() - (int) spectrum.values().filter(x -> x <= to).count();
    String far =
        beyond == 0
            ? ""
            : beyond + " farther right, up to λ = " + NumberText.of(report.spectrum().max());
    String rest = zeros.isEmpty() || far.isEmpty() ? zeros + far : zeros + ", " + far;
    return rest.isEmpty() ? "all " + all + " are shown" : rest;
  }
}
