package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.trend.GroupTrend;
import io.github.weightwatcher4j.trend.Interval;
import io.github.weightwatcher4j.trend.MetricTrend;
import io.github.weightwatcher4j.trend.Simpson;
import io.github.weightwatcher4j.trend.TrendMeasure;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Trends over a series as Markdown for people, laid out as the tables of Martin, Peng &amp; Mahoney
 * (2021): metrics across; RMSE, R² and Kendall's tau down, each with its interval; all models, each
 * group, and means over the groups. First the verdict, last what to keep in mind.
 */
public final class TrendMarkdown {

  private TrendMarkdown() {}

  /** The trends as text. */
  public static String of(TrendTable table) {
    String heading = AnalysisMarkdown.escaped(table.quantity());
    StringBuilder text = new StringBuilder("## Trends of " + heading + "\n\n");
    text.append("**").append(AnalysisMarkdown.escaped(table.verdict())).append(".**\n");
    text.append(part("All models", table, trend -> Optional.of(trend.all())));
    if (table.series().groups().size() > 1) {
      for (String group : table.series().groups()) {
        String name = group.isEmpty() ? "Without a group" : "Group " + group;
        text.append(part(name, table, trend -> trend.group(group)));
      }
      text.append(means(table));
    }
    text.append(AnalysisMarkdown.list("Notes", table.notes().stream()));
    return text.toString();
  }

  /**
   * Writes the trends to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(TrendTable table, Path file) throws IOException {
    ResultFile.write(file, of(table));
  }

  private static String part(
      String name, TrendTable table, Function<MetricTrend, Optional<GroupTrend>> part) {
    List<GroupTrend> trends = table.trends().stream().map(part).flatMap(Optional::stream).toList();
    StringBuilder text = header(name, table);
    text.append(line("models", trends, trend -> String.valueOf(trend.count())));
    for (TrendMeasure measure : TrendMeasure.values()) {
      text.append(line(measure.label(), trends, trend -> value(measure, trend)));
    }
    text.append(line("p of tau", trends, trend -> number(trend.kendallP())));
    Stream<String> remarks = trends.stream().flatMap(trend -> trend.remarks().stream()).distinct();
    String said =
        remarks.map(it -> AnalysisMarkdown.escaped(it) + ".\n").collect(Collectors.joining());
    return said.isEmpty() ? text.toString() : text + "\n" + said;
  }

  private static String means(TrendTable table) {
    StringBuilder text = header("Mean ± deviation over groups", table);
    for (TrendMeasure measure : TrendMeasure.values()) {
      Function<MetricTrend, String> cell =
          trend ->
              trend
                  .overGroups(measure)
                  .map(it -> number(it.mean()) + " ± " + number(it.deviation()))
                  .orElse("");
      text.append(line(measure.label(), table.trends(), cell));
    }
    Function<MetricTrend, String> within = trend -> number(trend.within());
    text.append(line("slope of all", table.trends(), TrendMarkdown::slope));
    text.append(line("slope within groups", table.trends(), within));
    Function<MetricTrend, String> paradox =
        trend ->
            trend.paradox().name().toLowerCase(Locale.ROOT)
                + (trend.simpson().map(Simpson::everyGroup).orElse(false) ? ", every group" : "");
    return text.append(line("Simpson's paradox", table.trends(), paradox)).toString();
  }

  private static String slope(MetricTrend trend) {
    return trend.all().line().map(line -> number(line.slope())).orElse("");
  }

  private static StringBuilder header(String name, TrendTable table) {
    Stream<String> metrics = table.trends().stream().map(MetricTrend::metric);
    return new StringBuilder("\n")
        .append(AnalysisMarkdown.row(Stream.concat(Stream.of(name), metrics)))
        .append("|---|" + "---:|".repeat(table.trends().size()) + "\n");
  }

  private static <T> String line(String name, List<T> columns, Function<T, String> cell) {
    return AnalysisMarkdown.row(Stream.concat(Stream.of(name), columns.stream().map(cell)));
  }

  private static String value(TrendMeasure measure, GroupTrend trend) {
    String ends = measure.interval(trend).map(TrendMarkdown::ends).orElse("");
    return number(measure.value(trend)) + ends;
  }

  private static String ends(Interval interval) {
    return " (%s to %s)".formatted(number(interval.low()), number(interval.high()));
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? number(number.getAsDouble()) : "";
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }
}
