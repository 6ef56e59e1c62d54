package io.github.weightwatcher4j.export.internal;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.random.UniversalityClass;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.verdict.LayerPhase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One column of an export.
 *
 * @param key its name, as in the Python tool
 * @param type of its values: Long, Double or String
 * @param cell its value in a row; empty where it is missing
 * @param isAlwaysThere whether a table has it whatever its rows are
 * @param calledFor whether a table has it for this row
 */
public record Column(
    String key,
    Class<?> type,
    Function<LayerReport, Optional<Object>> cell,
    boolean isAlwaysThere,
    Predicate<LayerReport> calledFor) {

  /** The columns of the layer's name, which JSON has as the model has it. */
  public static final List<String> NAMES = List.of("name", "longname");

  private static final List<Column> ALL = columns();

  /** Every column that a table may have, in the order of exports: who, what, how it went. */
  public static List<Column> all() {
    return ALL;
  }

  /**
   * The columns of a table: those that every analysis is asked for; of the others, those that any
   * row has.
   */
  public static List<Column> of(LayerTable table) {
    return ALL.stream()
        .filter(column -> column.isAlwaysThere() || table.stream().anyMatch(column.calledFor))
        .toList();
  }

  /** The keys of the columns that these rows call for, of those that are not always there. */
  public static Set<String> calledForBy(LayerTable table) {
    return ALL.stream()
        .filter(column -> !column.isAlwaysThere() && table.stream().anyMatch(column.calledFor))
        .map(Column::key)
        .collect(Collectors.toSet());
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(of("layer_id", Long.class, row -> (long) row.layer().index()));
    NAMES.forEach(key -> columns.add(of(key, String.class, row -> row.layer().name())));
    columns.add(of("layer_type", String.class, row -> row.layer().type().key()));
    columns.add(new Column("slice_id", Long.class, Column::slice, true, row -> true));
    Arrays.stream(Metric.values()).map(Column::of).forEach(columns::add);
    columns.add(
        new Column(
            "best_tail",
            String.class,
            Column::bestTail,
            false,
            row -> row.evidence().laws().isPresent()));
    columns.add(
        new Column(
            "mu_class",
            String.class,
            Column::universality,
            false,
            row -> row.metric(Metric.MU_LOW).isPresent()));
    columns.add(
        new Column(
            "phase", String.class, row -> row.phase().map(LayerPhase::label), true, row -> true));
    columns.add(of("verdict", String.class, row -> row.verdict().verdict().label()));
    columns.add(of("status", String.class, row -> row.tail().succeeded() ? "success" : "failed"));
    columns.add(of("warning", String.class, Column::warning));
    return List.copyOf(columns);
  }

  private static Column of(Metric metric) {
    return new Column(
        metric.key(),
        metric.isCount() ? Long.class : Double.class,
        row -> value(row, metric),
        metric.requirement().isEmpty(),
        row -> row.metric(metric).isPresent());
  }

  private static Column of(String key, Class<?> type, Function<LayerReport, Object> cell) {
    return new Column(key, type, cell.andThen(Optional::of), true, row -> true);
  }

  private static Optional<Object> slice(LayerReport row) {
    return row.slice().isPresent() ? Optional.of((long) row.slice().getAsInt()) : Optional.empty();
  }

  private static Optional<Object> bestTail(LayerReport row) {
    return row.bestTail().map(fit -> fit.law().name().toLowerCase(Locale.ROOT));
  }

  private static Optional<Object> universality(LayerReport row) {
    return row.metric(Metric.MU_LOW).isPresent()
        ? UniversalityClass.of(row.alpha().orElseThrow()).map(UniversalityClass::label)
        : Optional.empty();
  }

  private static Optional<Object> value(LayerReport row, Metric metric) {
    OptionalDouble value = row.metric(metric);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = metric.isCount();
    return Optional.of(whole ? (Object) (long) value.getAsDouble() : value.getAsDouble());
  }

  /** The Python tool's two warnings, by alpha alone as it gives them; the verdict says more. */
  private static String warning(LayerReport row) {
    if (!(row.tail() instanceof PowerLawFit fit)) {
      return "";
    }
    return fit.alpha() < 2 ? "over-trained" : fit.alpha() > 6 ? "under-trained" : "";
  }
}
