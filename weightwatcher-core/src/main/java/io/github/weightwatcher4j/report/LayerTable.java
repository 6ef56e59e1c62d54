package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.Nearest;
import io.github.weightwatcher4j.model.internal.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The analysed layers, a row each, in the model's order unless sorted.
 *
 * @param rows the rows
 */
public record LayerTable(List<LayerReport> rows) implements Iterable<LayerReport> {

  /** Copies the rows. */
  public LayerTable {
    rows = List.copyOf(rows);
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /**
   * The row of this full name ({@code conv1[3]} for a slice).
   *
   * @throws NoSuchElementException where there is none; the message lists the names there are, or
   *     the nearest of many
   */
  public LayerReport get(String name) {
    return find(name)
        .orElseThrow(
            () -> {
              List<String> known = stream().map(LayerReport::name).toList();
              return new NoSuchElementException(
                  "no analysed layer is named "
                      + Printable.quoted(name)
                      + "; "
                      + Nearest.told(name, known));
            });
  }

  /** The row of this full name, as shown or as in the model, if it is there. */
  public Optional<LayerReport> find(String name) {
    String shown = Printable.name(name);
    return stream().filter(row -> row.name().equals(shown)).findFirst();
  }

  /** The defined values of one metric, in the order of rows. */
  public DoubleStream column(Metric metric) {
    return stream()
        .map(row -> row.metric(metric))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble);
  }

  /** The rows that pass. */
  public LayerTable filter(Predicate<? super LayerReport> keep) {
    return new LayerTable(stream().filter(keep).toList());
  }

  /** The rows by one metric, smallest first, rows without it last; equal ones keep their order. */
  public LayerTable sortedBy(Metric metric) {
    Comparator<LayerReport> absentLast =
        Comparator.comparingDouble(row -> row.metric(metric).orElse(Double.POSITIVE_INFINITY));
    return new LayerTable(stream().sorted(absentLast).toList());
  }

  /** The rows in the opposite order. */
  public LayerTable reversed() {
    List<LayerReport> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    return new LayerTable(reversed);
  }

  /** The rows as a stream. */
  public Stream<LayerReport> stream() {
    return rows.stream();
  }

  @Override
  public Iterator<LayerReport> iterator() {
    return rows.iterator();
  }

  /** An aligned table; a column that says nothing of any layer is left out. */
  @Override
  public String toString() {
    return LayerText.of(this);
  }
}
