package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.random.UniversalityClass;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.verdict.LayerPhase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * One column of an export.
 *
 * @param key its name, as in the Python tool
 * @param cell its value in a row: a Long, a Double or a String; empty where it is missing
 */
record Column(String key, Function<LayerReport, Optional<Object>> cell) {

  /** The columns of the layer's name, which JSON has as the model has it. */
  static final List<String> NAMES = List.of("name", "longname");

  /** The columns of a table in the order of exports: who, what, how it went. */
  static List<Column> of(LayerTable table) {
    List<Column> columns = new ArrayList<>();
    columns.add(of("layer_id", row -> (long) row.layer().index()));
    NAMES.forEach(key -> columns.add(of(key, row -> row.layer().name())));
    columns.add(of("layer_type", row -> row.layer().type().key()));
    columns.add(new Column("slice_id", Column::slice));
    for (Metric metric : metrics(table)) {
      columns.add(new Column(metric.key(), row -> value(row, metric)));
    }
    if (table.stream().anyMatch(row -> row.evidence().laws().isPresent())) {
      columns.add(new Column("best_tail", Column::bestTail));
    }
    if (present(Metric.MU_LOW, table)) {
      columns.add(new Column("mu_class", Column::universality));
    }
    columns.add(new Column("phase", row -> row.phase().map(LayerPhase::label)));
    columns.add(of("verdict", row -> row.verdict().verdict().label()));
    columns.add(of("status", row -> row.tail().succeeded() ? "success" : "failed"));
    columns.add(of("warning", Column::warning));
    return List.copyOf(columns);
  }

  /** Those that every analysis is asked for; of the others, those that any row has. */
  private static List<Metric> metrics(LayerTable table) {
    Set<Metric> present = EnumSet.noneOf(Metric.class);
    table.forEach(row -> present.addAll(row.metrics().asMap().keySet()));
    return Arrays.stream(Metric.values())
        .filter(metric -> present.contains(metric) || metric.requirement().isEmpty())
        .toList();
  }

  private static Column of(String key, Function<LayerReport, Object> cell) {
    return new Column(key, cell.andThen(Optional::of));
  }

  private static Optional<Object> slice(LayerReport row) {
    return row.slice().isPresent() ? Optional.of((long) row.slice().getAsInt()) : Optional.empty();
  }

  private static Optional<Object> bestTail(LayerReport row) {
    return row.bestTail().map(fit -> fit.law().name().toLowerCase(Locale.ROOT));
  }

  private static boolean present(Metric metric, LayerTable table) {
    return table.column(metric).count() > 0;
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
