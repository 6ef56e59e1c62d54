package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.internal.Paragraph;
import io.github.weightwatcher4j.report.internal.TextTable;
import io.github.weightwatcher4j.verdict.LayerPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The layers as an aligned table that ends with phase and verdict; a column that says nothing of
 * any of them is left out. Where it would be wider than a terminal, what was asked for beyond the
 * default stands in a second table.
 */
final class LayerText {

  private static final String ABSENT = "-";
  private static final String UNSURE = "?";

  /** So much of a name is worth more than the columns that can be done without. */
  private static final int NAME = 32;

  /** In the order in which they are left out. */
  private static final List<String> DISPENSABLE = List.of("M", "N", "tail", "phase");

  private LayerText() {}

  /** A column, whether it was asked for, and which of its cells say something. */
  private record Column(
      String header, boolean extra, Predicate<String> speaks, Function<LayerReport, String> cell) {

    static Column words(String header, Function<LayerReport, String> cell) {
      return new Column(header, false, text -> !text.equals(ABSENT), cell);
    }

    static Column of(Metric metric) {
      return new Column(
          metric.display().header(),
          metric.requirement().isPresent(),
          metric.display()::speaks,
          row -> metric.display().text(row.metric(metric)));
    }

    boolean speaks(LayerTable table) {
      return table.stream().map(cell).anyMatch(speaks);
    }
  }

  static String of(LayerTable table) {
    return of(table, Paragraph.WIDTH);
  }

  /** In lines of so many columns. */
  static String of(LayerTable table, int width) {
    List<Column> who =
        List.of(
            Column.words("#", row -> String.valueOf(row.layer().index())),
            Column.words("name", LayerReport::name));
    List<Column> numbers = View.TABLE.metrics().stream().map(Column::of).toList();
    List<Column> words =
        List.of(
            Column.words("phase", LayerText::phase), Column.words("verdict", LayerText::verdict));
    TextTable whole = text(table, joined(who, numbers, words));
    if (whole.width() <= width) {
      return whole.fit(width) + meaning(table);
    }
    List<Column> always = numbers.stream().filter(column -> !column.extra()).toList();
    List<Column> extra =
        numbers.stream().filter(column -> column.extra() && column.speaks(table)).toList();
    return fitting(table, joined(who, always, words), width)
        + meaning(table)
        + (extra.isEmpty() ? "" : "\n" + text(table, joined(who, extra)).fit(width));
  }

  /** Where names have no room, without the columns that tell least, and what was done to it. */
  private static String fitting(LayerTable table, List<Column> all, int width) {
    TextTable whole = text(table, all);
    if (whole.width() <= width) {
      return whole.fit(width);
    }
    int longest = table.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int wanted = Math.min(longest, NAME);
    List<Column> kept = new ArrayList<>(all);
    TextTable text = whole;
    for (int i = 0; i < DISPENSABLE.size() && text.width() - longest + wanted > width; i++) {
      String dropped = DISPENSABLE.get(i);
      kept.removeIf(column -> column.header().equals(dropped));
      text = text(table, kept);
    }
    List<String> dropped =
        all.stream()
            .filter(column -> !kept.contains(column) && column.speaks(table))
            .map(Column::header)
            .toList();
    List<String> done = new ArrayList<>();
    if (text.width() > width) {
      done.add("names are shortened");
    }
    if (!dropped.isEmpty()) {
      String are = dropped.size() == 1 ? " is left out" : " are left out";
      done.add(String.join(", ", dropped) + are);
    }
    return text.fit(width)
        + "\n"
        + Paragraph.of(
            String.format(
                Locale.ROOT,
                "In %d columns %s; %d columns, CSV or JSON show all.",
                width,
                String.join(" and ", done),
                whole.width()));
  }

  @SafeVarargs
  private static List<Column> joined(List<Column>... groups) {
    List<Column> all = new ArrayList<>();
    for (List<Column> group : groups) {
      all.addAll(group);
    }
    return all;
  }

  private static TextTable text(LayerTable table, List<Column> all) {
    List<Column> columns = all.stream().filter(column -> column.speaks(table)).toList();
    TextTable text = TextTable.of(columns.stream().map(Column::header).toList());
    for (LayerReport row : table) {
      text = text.with(columns.stream().map(c -> c.cell().apply(row)).toList());
    }
    return text;
  }

  /** The phase; the likelier of two that the tests leave, marked. */
  private static String phase(LayerReport row) {
    return row.phase()
        .map(it -> it.phase().label() + (it.isUndecided() ? UNSURE : ""))
        .orElse(ABSENT);
  }

  private static String verdict(LayerReport row) {
    return row.verdict().verdict().label() + (row.verdict().isBorderline() ? UNSURE : "");
  }

  /** What the mark means, where there is one. */
  private static String meaning(LayerTable table) {
    boolean unsure =
        table.stream()
            .anyMatch(
                row ->
                    row.verdict().isBorderline()
                        || row.phase().filter(LayerPhase::isUndecided).isPresent());
    return unsure
        ? "\n"
            + UNSURE
            + " the likelier of two phases, or a verdict whose interval crosses a bound\n"
        : "";
  }
}
