package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two analyses of one model side by side, with what the later one says of each layer. */
final class AlphaChange {

  private static final String WELL_TRAINED = "is trained well (alpha from 2 to 6)";

  private AlphaChange() {}

  /** Aligned lines: a header, then one or more for each layer. */
  static List<String> of(Analysis before, Analysis after) {
    int width = after.details().stream().mapToInt(row -> row.name().length()).max().orElse(0);
    String format = "%-" + Math.max(width, "layer".length()) + "s  %14s  %14s   %s";
    List<String> lines = new ArrayList<>();
    lines.add(line(format, "layer", "before", "after", ""));
    for (LayerReport row : after.details()) {
      String start = before.details().find(row.name()).map(AlphaChange::alpha).orElse("-");
      List<String> sentences = sentences(row);
      lines.add(line(format, row.name(), start, alpha(row), sentences.get(0)));
      sentences.stream()
          .skip(1)
          .map(sentence -> line(format, "", "", "", sentence))
          .forEach(lines::add);
    }
    return lines;
  }

  private static List<String> sentences(LayerReport row) {
    List<String> meanings =
        row.findings().isEmpty()
            ? List.of(WELL_TRAINED)
            : row.findings().stream().map(finding -> finding.type().meaning()).toList();
    return meanings.stream().map(meaning -> row.name() + " " + meaning).toList();
  }

  private static String alpha(LayerReport row) {
    if (row.alpha().isEmpty()) {
      return "no fit";
    }
    double error = row.metric(Metric.SIGMA).orElse(0);
    return String.format(Locale.ROOT, "%.2f ± %.2f", row.alpha().getAsDouble(), error);
  }

  private static String line(String format, String... cells) {
    return String.format(Locale.ROOT, format, (Object[]) cells).stripTrailing();
  }
}
