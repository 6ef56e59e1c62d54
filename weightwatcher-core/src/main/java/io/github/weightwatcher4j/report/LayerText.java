package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The layers as an aligned table; a column that says nothing of any of them is left out. */
final class LayerText {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("#", "", row -> String.valueOf(row.layer().index())),
          new Column("name", "", LayerReport::name),
          new Column("type", "", row -> row.layer().type().key()),
          count("N", Metric.N, ""),
          count("M", Metric.M, ""),
          count("rf", Metric.RF, "1"),
          count("evals", Metric.NUM_EVALS, ""),
          number("alpha", Metric.ALPHA, "%.2f"),
          number("±", Metric.SIGMA, "%.2f"),
          number("from", Metric.ALPHA_LOW, "%.2f"),
          number("to", Metric.ALPHA_HIGH, "%.2f"),
          number("Lambda", Metric.LAMBDA, "%.3g"),
          number("D", Metric.D, "%.3f"),
          number("p", Metric.PL_P_VALUE, "%.3f"),
          count("tail", Metric.NUM_PL_SPIKES, ""),
          count("fingers", Metric.NUM_FINGERS, "-"),
          number("alpha_hat", Metric.ALPHA_WEIGHTED, "%.2f"),
          number("stable_rank", Metric.STABLE_RANK, "%.1f"),
          count("rank_loss", Metric.RANK_LOSS, "0"),
          count("spikes", Metric.NUM_SPIKES, "-"),
          number("edge", Metric.BULK_MAX, "%.3g"),
          number("softrank", Metric.MP_SOFTRANK, "%.3f"),
          count("traps", Metric.RAND_NUM_SPIKES, "-"),
          count("detX", Metric.DETX_NUM, "-"),
          number("detX_delta", Metric.DETX_DELTA, "%.3g"),
          new Column("warning", "", LayerText::warnings));

  private LayerText() {}

  /** A column, and the cell that says nothing. */
  private record Column(String header, String silent, Function<LayerReport, String> cell) {

    boolean speaks(LayerTable table) {
      return table.stream().map(cell).anyMatch(text -> !text.equals(silent));
    }
  }

  static String of(LayerTable table) {
    List<Column> columns = COLUMNS.stream().filter(column -> column.speaks(table)).toList();
    TextTable text = TextTable.of(columns.stream().map(Column::header).toArray(String[]::new));
    for (LayerReport row : table) {
      text = text.with(columns.stream().map(c -> c.cell().apply(row)).toArray(String[]::new));
    }
    return text.toString();
  }

  private static Column count(String header, Metric metric, String silent) {
    return new Column(header, silent, row -> format(row, metric, "%.0f"));
  }

  private static Column number(String header, Metric metric, String format) {
    return new Column(header, "-", row -> format(row, metric, format));
  }

  private static String format(LayerReport row, Metric metric, String format) {
    OptionalDouble value = row.metric(metric);
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }

  private static String warnings(LayerReport row) {
    return row.findings().stream().map(f -> f.type().label()).collect(Collectors.joining(", "));
  }
}
