package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.matrix.MatrixShape;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Two models compared layer by layer.
 *
 * @param method how
 * @param first name of the first model
 * @param second name of the second
 * @param rows the layers of the first model in its order, then those that only the second has
 */
public record ModelDistances(
    DistanceMethod method, String first, String second, List<LayerDistance> rows) {

  /** Copies the rows. */
  public ModelDistances {
    Objects.requireNonNull(method);
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

  /** An aligned table with a line for each layer, then the mean. */
  @Override
  public String toString() {
    int width = rows.stream().mapToInt(row -> row.layer().name().length()).max().orElse(0);
    width = Math.max(width, "layer".length());
    StringBuilder text = new StringBuilder();
    text.append(first).append(" and ").append(second).append('\n');
    String header = "%-" + width + "s  %-14s %8s %8s %4s  %14s%n";
    text.append(
        String.format(
            Locale.ROOT, header.replace("%n", ""), "layer", "type", "N", "M", "rf", method.key()));
    text.append('\n');
    for (LayerDistance row : rows) {
      text.append(line(row, width)).append('\n');
    }
    String mean =
        mean().isPresent() ? String.format(Locale.ROOT, "%.6g", mean().getAsDouble()) : "none";
    return text.append("mean of ")
        .append(compared())
        .append(compared() == 1 ? " layer: " : " layers: ")
        .append(mean)
        .append('\n')
        .toString();
  }

  private static String line(LayerDistance row, int width) {
    String name = String.format(Locale.ROOT, "%-" + width + "s", row.layer().name());
    String type = row.layer().type().key();
    String sizes =
        row.shape()
            .map((MatrixShape s) -> String.format(Locale.ROOT, "%8d %8d %4d", s.n(), s.m(), s.rf()))
            .orElse(" ".repeat(22));
    String value =
        row.value().isPresent()
            ? String.format(Locale.ROOT, "%14.6g", row.value().getAsDouble())
            : row.problem();
    return String.format(Locale.ROOT, "%s  %-14s %s  %s", name, type, sizes, value);
  }
}
