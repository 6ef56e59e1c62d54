package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Locale;
import java.util.Optional;

/**
 * The empirical spectral density (ESD) of a layer on logarithmic axes with the law of its tail,
 * which is drawn over the eigenvalues that it was fitted to and on the histogram's own scale.
 *
 * <p>Where laws were compared, the best of them is drawn, too; where that is the one that was
 * fitted, the truncated power law.
 */
public final class EsdPlot {

  /** Room to the right, as a share of the logarithmic axis. */
  private static final double MARGIN = 0.04;

  /** Share of the eigenvalues, or one of them, that may be left out where they are ... */
  private static final double FEW = 0.02;

  /** ... so many times smaller than the others. */
  private static final double APART = 10;

  /** How far below the lowest bar a law is followed. */
  private static final double FAR = 100;

  /** Room between what is drawn and the frame. */
  private static final double ROOM = 2;

  private EsdPlot() {}

  /** The plot of a row of the table. A failed fit leaves the histogram alone, and says so. */
  public static XyPlot of(LayerReport report) {
    Esd esd = Esd.of(report);
    Spectrum spectrum = Esd.positive(report.spectrum());
    double left = leftEnd(spectrum);
    Esd shown = esd.beyond(left);
    Axis x = Axis.log("eigenvalue λ");
    String numbers = TailText.of(report);
    XyPlot.Builder plot =
        XyPlot.titled(Title.of(report, "eigenvalue spectrum (ESD), log-log"))
            .axes(
                left > spectrum.min()
                    ? x.between(left, spectrum.max() * Math.pow(spectrum.max() / left, MARGIN))
                    : x,
                Axis.log("density ρ(λ)").between(lowEnd(shown, report), highEnd(shown, report)))
            .note(numbers);
    Esd.notes(report.spectrum()).forEach(plot::note);
    if (left > spectrum.min()) {
      String down = " farther left, down to λ = " + NumberText.of(spectrum.min());
      plot.note(Esd.count(spectrum.countBelow(left)) + down);
    }
    esd.marks().forEach(plot::add);
    if (report.tail() instanceof LawFit fit) {
      int size = report.spectrum().size();
      plot.add(curve(fit, Ink.FIT, Pen.BOLD, size));
      other(report, fit).ifPresent(law -> plot.add(curve(law, Ink.OTHER_FIT, Pen.DASHED, size)));
      plot.add(rule("xmin", Ink.MARK, Pen.DASHED, fit.xMin()))
          .add(rule("xmax", Ink.MARK, Pen.DOTTED, fit.xMax()));
    }
    return plot.describedAs(
        "Histogram of the eigenvalues of " + report.name() + " on logarithmic axes; " + numbers);
  }

  /** The eigenvalues that logarithmic axes can show: all that are more than rounding errors. */
  public static Spectrum shown(Spectrum spectrum) {
    return Esd.positive(spectrum);
  }

  /**
   * Where the picture begins: at the smallest eigenvalue, unless it and a few others lie so far
   * from the rest that the tail would have no room.
   *
   * @param spectrum of positive eigenvalues, as {@link #shown} has them; at least one
   */
  public static double leftEnd(Spectrum spectrum) {
    if (spectrum.size() < 3) {
      return spectrum.min();
    }
    double most = spectrum.eigenvalue(Math.max(1, (int) (FEW * spectrum.size())));
    return spectrum.min() * APART < most ? most : spectrum.min();
  }

  /** Below all bars and, unless it falls far below them, the fitted law. */
  private static double lowEnd(Esd esd, LayerReport report) {
    double law =
        report.tail() instanceof LawFit fit
            ? LawCurve.height(fit, fit.xMax(), report.spectrum().size())
            : esd.lowest();
    return Math.min(esd.lowest(), Math.max(law, esd.lowest() / FAR)) / ROOM;
  }

  private static double highEnd(Esd esd, LayerReport report) {
    double law =
        report.tail() instanceof LawFit fit
            ? LawCurve.height(fit, fit.xMin(), report.spectrum().size())
            : 0;
    return Math.max(esd.highest(), law) * ROOM;
  }

  /** The law to be seen beside the fitted one. */
  static Optional<LawFit> other(LayerReport report, LawFit fitted) {
    Optional<LawFit> best = report.bestTail().filter(law -> law.law() != fitted.law());
    return best.or(() -> report.evidence().laws().flatMap(laws -> truncated(laws, fitted)));
  }

  private static Optional<LawFit> truncated(TailComparison laws, LawFit fitted) {
    TailLaw law =
        fitted.law() == TailLaw.POWER_LAW ? TailLaw.TRUNCATED_POWER_LAW : TailLaw.POWER_LAW;
    return laws.fit(law) instanceof LawFit fit ? Optional.of(fit) : Optional.empty();
  }

  private static Mark curve(LawFit fit, Ink ink, Pen pen, int size) {
    return new Mark.Curve(legend(fit), ink, pen, LawCurve.density(fit, size));
  }

  /** Such as "power law, D = 0.031". */
  static String legend(LawFit fit) {
    return String.format(Locale.ROOT, "%s, D = %.3f", fit.law().label(), fit.distance());
  }

  static Mark.Rule rule(String name, Ink ink, Pen pen, double at) {
    return new Mark.Rule(name + " = " + NumberText.of(at), ink, pen, Side.X, at);
  }
}
