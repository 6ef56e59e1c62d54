package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Distance D and exponent alpha of the power law for every eigenvalue as xMin: how sure it is where
 * the tail begins. Side by side, over the same eigenvalues, with the fit that was taken and its
 * rival where there is one.
 */
public final class ProfilePlot {

  private ProfilePlot() {}

  /** The plot of a row of the table; empty where no tail has an exponent. */
  public static Optional<PlotGrid> of(LayerReport report) {
    Profile profile = Profile.of(report);
    return profile.fits().isEmpty() ? Optional.empty() : Optional.of(of(report, profile));
  }

  private static PlotGrid of(LayerReport report, Profile profile) {
    String numbers = TailText.of(report);
    return new PlotGrid(
        Title.of(report, "power law for every xmin"),
        "Distance and exponent of the power law of " + report.name() + " over xmin; " + numbers,
        2,
        List.of(distance(report, profile), alpha(report, profile)));
  }

  private static XyPlot distance(LayerReport report, Profile profile) {
    XyPlot.Builder plot =
        XyPlot.titled("distance of tail and law")
            .axes(Axis.log("xmin"), Axis.linear("D"))
            .add(new Mark.Curve("D", Ink.TAIL, Pen.PLAIN, profile.curve(PowerLawFit::distance)));
    if (report.tail() instanceof LawFit fit) {
      Dot dot = Dot.of(fit.xMin(), fit.distance(), "chosen");
      plot.add(dots("chosen, D = " + NumberText.of(fit.distance()), Ink.FIT, Glyph.DISC, dot));
    }
    report
        .evidence()
        .rival()
        .ifPresent(
            rival -> {
              Dot dot = Dot.of(rival.xMin(), rival.distance(), "rival");
              String name = "rival, D = " + NumberText.of(rival.distance());
              plot.add(dots(name, Ink.OTHER_FIT, Glyph.DIAMOND, dot));
            });
    return plot.describedAs("D over xmin");
  }

  private static XyPlot alpha(LayerReport report, Profile profile) {
    XyPlot.Builder plot =
        XyPlot.titled("exponent")
            .axes(Axis.log("xmin"), Axis.linear("α").between(1, highest(report, profile)))
            .add(new Mark.Curve("α ± σ", Ink.TAIL, Pen.PLAIN, profile.curve(PowerLawFit::alpha)))
            .add(band(profile, -1))
            .add(band(profile, 1));
    if (report.tail() instanceof PowerLawFit fit) {
      String name = "chosen, " + interval(report).orElseGet(() -> TailText.law(fit));
      plot.add(dots(name, Ink.FIT, Glyph.DISC, chosen(report, fit)));
    }
    report
        .evidence()
        .rival()
        .ifPresent(
            rival -> {
              Dot dot = Dot.of(rival.xMin(), rival.alpha(), rival.standardError(), "rival");
              String name = "rival, " + TailText.law(rival);
              plot.add(dots(name, Ink.OTHER_FIT, Glyph.DIAMOND, dot));
            });
    return plot.describedAs("alpha over xmin");
  }

  /** Its error bar is the bootstrap interval where there is one, else the standard error. */
  private static Dot chosen(LayerReport report, PowerLawFit fit) {
    OptionalDouble low = report.metric(Metric.ALPHA_LOW);
    OptionalDouble high = report.metric(Metric.ALPHA_HIGH);
    double from = low.orElse(fit.alpha() - fit.standardError());
    return new Dot(
        fit.xMin(), fit.alpha(), from, high.orElse(fit.alpha() + fit.standardError()), 1, "chosen");
  }

  private static Optional<String> interval(LayerReport report) {
    return TailText.interval(report).map(interval -> interval + " (bootstrap)");
  }

  private static Mark band(Profile profile, int sign) {
    return new Mark.Curve(
        "", Ink.TAIL, Pen.DOTTED, profile.curve(fit -> fit.alpha() + sign * fit.standardError()));
  }

  /** The last few eigenvalues can have any exponent; they shall not flatten the rest. */
  private static double highest(LayerReport report, Profile profile) {
    double middle =
        profile.fits().stream()
            .mapToDouble(PowerLawFit::alpha)
            .sorted()
            .toArray()[profile.fits().size() / 2];
    double chosen = report.tail() instanceof PowerLawFit fit ? chosen(report, fit).high() : middle;
    double rival =
        report.evidence().rival().map(fit -> fit.alpha() + fit.standardError()).orElse(1.0);
    return Math.max(1.1, 1 + 1.3 * (Math.max(Math.max(chosen, rival), middle) - 1));
  }

  private static Mark dots(String name, Ink ink, Glyph glyph, Dot dot) {
    return new Mark.Dots(name, ink, glyph, List.of(dot));
  }
}
