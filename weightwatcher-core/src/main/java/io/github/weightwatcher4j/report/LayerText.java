package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The layers as an aligned table; a column that says nothing of any of them is left out. */
final class LayerText {

  private LayerText() {}

  /** A column, and which of its cells say something. */
  private record Column(
      String header, Predicate<String> speaks, Function<LayerReport, String> cell) {

    static Column words(String header, Function<LayerReport, String> cell) {
      return new Column(header, text -> !text.isEmpty(), cell);
    }

    static Column of(Metric metric) {
      return new Column(
          metric.display().header(),
          metric.display()::speaks,
          row -> metric.display().text(row.metric(metric)));
    }

    boolean speaks(LayerTable table) {
      return table.stream().map(cell).anyMatch(speaks);
    }
  }

  static String of(LayerTable table) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("#", row -> String.valueOf(row.layer().index())));
    columns.add(Column.words("name", LayerReport::name));
    columns.add(Column.words("type", row -> row.layer().type().key()));
    View.TABLE.metrics().forEach(metric -> columns.add(Column.of(metric)));
    columns.add(Column.words("warning", LayerText::warnings));
    columns.removeIf(column -> !column.speaks(table));
    TextTable text = TextTable.of(columns.stream().map(Column::header).toList());
    for (LayerReport row : table) {
      text = text.with(columns.stream().map(c -> c.cell().apply(row)).toList());
    }
    return text.toString();
  }

  private static String warnings(LayerReport row) {
    return row.findings().stream().map(f -> f.type().label()).collect(Collectors.joining(", "));
  }
}
