package io.github.weightwatcher4j.pruning;

import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.model.internal.ShortName;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A plan as a table of at most 80 columns. */
final class PlanText {

  /** Most characters of a name, and of a reason in its row. */
  private static final int NAME = 34;

  private static final String NUMBERS = " %12s %7s %9s %11s";
  private static final String KEPT = "  kept: ";
  private static final int LINE = 80;

  private PlanText() {}

  static String of(PruningPlan plan) {
    List<String> names =
        ShortName.of(
            Stream.concat(
                    plan.layers().stream().map(row -> row.layer().name()),
                    plan.kept().stream().map(row -> row.layer().name()))
                .toList(),
            NAME);
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    width = Math.max(width, "layer".length());
    String name = "%-" + width + "s";
    StringBuilder text = new StringBuilder(head(plan));
    text.append(line(name + NUMBERS, "layer", "weights", "alpha", "sparsity", "|w| up to"));
    int at = 0;
    for (PlannedLayer row : plan.layers()) {
      text.append(
          line(
              name + NUMBERS,
              names.get(at++),
              String.format(Locale.ROOT, "%,d", row.weights()),
              number("%.3f", row.alpha()),
              String.format(Locale.ROOT, "%.4f", row.sparsity()),
              number("%.4g", row.threshold())));
    }
    for (KeptLayer row : plan.kept()) {
      text.append(
          line(
              name + KEPT + "%s",
              names.get(at++),
              ShortName.of(row.reason(), LINE - width - KEPT.length())));
    }
    return text.toString();
  }

  private static String head(PruningPlan plan) {
    double share = plan.weights() == 0 ? 0 : (double) plan.zeros() / plan.weights();
    return String.format(
        Locale.ROOT,
        "%s\n%s\n%,d of %,d weights in %d %s become zero (%.2f %%)\n\n",
        ShortName.of(Printable.name(plan.model()), LINE),
        plan.pruning(),
        plan.zeros(),
        plan.weights(),
        plan.layers().size(),
        plan.layers().size() == 1 ? "layer" : "layers",
        100 * share);
  }

  private static String number(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }

  private static String line(String format, Object... cells) {
    return String.format(Locale.ROOT, format, cells).stripTrailing() + "\n";
  }
}
