package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.report.internal.Paragraph;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Two models compared layer by layer.
 *
 * @param method how
 * @param first name of the first model, with whatever characters it has
 * @param second name of the second
 * @param rows the layers of the first model in its order, then those that only the second has
 */
public record ModelDistances(
    DistanceMethod method, String first, String second, List<LayerDistance> rows) {

  /** Most characters of a name, which leaves room for its numbers in 80 columns. */
  private static final int NAME = 24;

  private static final String HEADER = "type                     N        M   rf%14s\n";

  /** Copies the rows. */
  public ModelDistances {
    Objects.requireNonNull(method);
    first = Printable.raw(first);
    second = Printable.raw(second);
    rows = List.copyOf(rows);
  }

  /** Mean over the rows that have a value, each layer counting the same; empty where none has. */
  public OptionalDouble mean() {
    return rows.stream()
        .map(LayerDistance::value)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  /** Number of rows that have a value. */
  public int compared() {
    return (int) rows.stream().filter(row -> row.value().isPresent()).count();
  }

  /** The rows without a value although there are weights, or may be. */
  public List<LayerDistance> lost() {
    return rows.stream().filter(LayerDistance::lost).toList();
  }

  /** Whether some layer was compared, and every layer that has weights. */
  public boolean isComplete() {
    return compared() > 0 && lost().isEmpty();
  }

  /**
   * An aligned table of 80 columns with a line for each layer, then the mean. A reason too long for
   * its layer's line stands below it.
   */
  @Override
  public String toString() {
    List<String> names =
        ShortName.fitting(rows.stream().map(it -> it.layer().name()).toList(), NAME);
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    String name = "%-" + Math.max(width, "layer".length()) + "s  ";
    StringBuilder text =
        new StringBuilder(Printable.name(first) + " and " + Printable.name(second) + "\n");
    text.append(String.format(Locale.ROOT, name + HEADER, "layer", method.key()));
    for (int i = 0; i < rows.size(); i++) {
      text.append(lines(String.format(Locale.ROOT, name, names.get(i)), rows.get(i)));
    }
    String layers = compared() == 1 ? "layer" : "layers";
    String mean = mean().isPresent() ? number(mean().getAsDouble()).strip() : "none";
    return text.append("mean of " + compared() + " " + layers + ": " + mean + "\n").toString();
  }

  private static String lines(String name, LayerDistance row) {
    String sizes =
        row.shape()
            .map(s -> String.format(Locale.ROOT, "%8d %8d %4d", s.n(), s.m(), s.rf()))
            .orElse(" ".repeat(22));
    String layer = name + String.format(Locale.ROOT, "%-17s %s", row.layer().type().key(), sizes);
    if (row.value().isPresent()) {
      return layer + number(row.value().getAsDouble()) + "\n";
    }
    return layer.length() + 2 + row.problem().length() > Paragraph.WIDTH
        ? layer.stripTrailing() + "\n" + Paragraph.below(row.problem())
        : layer + "  " + row.problem() + "\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%14.6g", value);
  }
}
