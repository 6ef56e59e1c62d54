package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.internal.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two analyses of one model side by side, with what the later one says of each layer. */
final class AlphaChange {

  /** Columns before each line. */
  private static final int MARGIN = 2;

  private AlphaChange() {}

  /** Aligned lines: a header, then one for each layer. */
  static List<String> of(Analysis before, Analysis after) {
    int width = after.details().stream().mapToInt(row -> row.name().length()).max().orElse(0);
    String format = "%-" + Math.max(width, "layer".length()) + "s  %14s  %14s   %s";
    List<String> lines = new ArrayList<>();
    lines.add(line(format, "layer", "before", "after", ""));
    for (LayerReport row : after.details()) {
      String start = before.details().find(row.name()).map(AlphaChange::alpha).orElse("-");
      String numbers = line(format, row.name(), start, alpha(row), "|");
      int from = numbers.length() - 1;
      String sentence = Paragraph.hanging(sentence(row), from, Paragraph.WIDTH - MARGIN);
      (numbers.substring(0, from) + sentence).lines().forEach(lines::add);
    }
    return lines;
  }

  private static String sentence(LayerReport row) {
    String said =
        switch (row.verdict().verdict()) {
          case WELL_TRAINED -> "is well trained (alpha from 2 to 6)";
          case OVER_TRAINED -> FindingType.OVER_TRAINED.meaning();
          case UNDER_TRAINED -> FindingType.UNDER_TRAINED.meaning();
          case RANDOM_LIKE -> FindingType.RANDOM_LIKE.meaning();
          case RANK_COLLAPSED -> FindingType.RANK_COLLAPSE.meaning();
          case TRAPPED -> FindingType.CORRELATION_TRAP.meaning();
          case CANNOT_TELL -> "cannot be judged";
        };
    return row.name() + " " + said + (row.verdict().isBorderline() ? ", at the border" : "");
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
