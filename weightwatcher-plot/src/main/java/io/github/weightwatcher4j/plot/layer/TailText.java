package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.BoundedPowerLawFit;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TruncatedPowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fit of a tail in words and numbers. */
final class TailText {

  private TailText() {}

  /** Such as "α = 2.51 ± 0.08, D = 0.031, xmin = 0.42, 310 of 1000 eigenvalues in the tail". */
  static String of(LayerReport report) {
    if (report.tail() instanceof LawFit fit) {
      return String.format(
          Locale.ROOT,
          "%s%s, D = %.3f, xmin = %s, %d of %d eigenvalues in the tail",
          law(fit),
          interval(report).map(interval -> " (bootstrap " + interval + ")").orElse(""),
          fit.distance(),
          NumberText.of(fit.xMin()),
          fit.tailSize(),
          report.spectrum().size());
    }
    return "no fit of the tail: " + ((FailedFit) report.tail()).reason();
  }

  /** The law's name and parameters, as far as there is room: "power law, α = 2.51 ± 0.08". */
  static String law(LawFit fit) {
    if (fit instanceof PowerLawFit law) {
      return String.format(Locale.ROOT, "α = %.2f ± %.2f", law.alpha(), law.standardError());
    } else if (fit instanceof BoundedPowerLawFit law) {
      return String.format(
          Locale.ROOT,
          "α = %.2f ± %.2f up to %s",
          law.alpha(),
          law.standardError(),
          NumberText.of(law.end()));
    } else if (fit instanceof TruncatedPowerLawFit law) {
      OptionalDouble error = law.alphaError();
      String sigma =
          error.isPresent() ? String.format(Locale.ROOT, " ± %.2f", error.getAsDouble()) : "";
      return String.format(
          Locale.ROOT, "α = %.2f%s, Λ = %s", law.alpha(), sigma, NumberText.of(law.lambda()));
    }
    return fit.law().label();
  }

  /** The bootstrap interval of alpha where there is one: "2.41 to 2.62". */
  static Optional<String> interval(LayerReport report) {
    OptionalDouble low = report.metric(Metric.ALPHA_LOW);
    OptionalDouble high = report.metric(Metric.ALPHA_HIGH);
    return low.isPresent() && high.isPresent()
        ? Optional.of(
            String.format(Locale.ROOT, "%.2f to %.2f", low.getAsDouble(), high.getAsDouble()))
        : Optional.empty();
  }
}
