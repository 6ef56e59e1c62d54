package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Locale;
import java.util.OptionalDouble;

/** An alpha with its error, such as {@code 3.12 ± 0.20}. */
final class AlphaText {

  private AlphaText() {}

  static String of(LayerReport row) {
    if (row.alpha().isEmpty()) {
      return "-";
    }
    String alpha = String.format(Locale.ROOT, "%.2f", row.alpha().getAsDouble());
    OptionalDouble error = row.metric(Metric.SIGMA);
    return error.isPresent()
        ? alpha + String.format(Locale.ROOT, " ± %.2f", error.getAsDouble())
        : alpha;
  }
}
