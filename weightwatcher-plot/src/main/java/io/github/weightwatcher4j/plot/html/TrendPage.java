package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.series.TrendPlots;
import io.github.weightwatcher4j.trend.GroupTrend;
import io.github.weightwatcher4j.trend.Interval;
import io.github.weightwatcher4j.trend.MetricTrend;
import io.github.weightwatcher4j.trend.SeriesModel;
import io.github.weightwatcher4j.trend.Simpson;
import io.github.weightwatcher4j.trend.TrendLine;
import io.github.weightwatcher4j.trend.TrendMeasure;
import io.github.weightwatcher4j.trend.TrendTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that the template of trends fills in. */
final class TrendPage {

  private static final String NONE = "–";

  private final TrendTable table;

  private TrendPage(TrendTable table) {
    this.table = table;
  }

  static Map<String, Object> of(TrendReport report) {
    TrendPage page = new TrendPage(report.table());
    List<NamedPlot> plots = TrendPlots.of(report.table());
    Map<String, Object> filled = new LinkedHashMap<>(PageFrame.of(report.title()));
    filled.put("trend", report.table());
    filled.put("facts", page.facts());
    filled.put("leads", page.leads());
    filled.put("parts", page.parts());
    filled.put("slopes", page.slopes());
    filled.put("means", page.means());
    filled.put("figures", Figures.of("trend", plots));
    filled.put("columns", page.columns());
    filled.put("models", page.models());
    filled.put("guide", ReadingGuide.of("trend", List.of("all", "measures", "paradox")));
    return filled;
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Models", Integer.toString(table.series().models().size()));
    facts.put("Groups", Integer.toString(table.series().groups().size()));
    facts.put("Metrics", Integer.toString(table.trends().size()));
    facts.put("Against", table.quantity());
    facts.put("Resamples", Integer.toString(table.resamples()));
    facts.put("Seed", Long.toString(table.seed()));
    return facts;
  }

  private List<String> leads() {
    return Stream.of(TrendMeasure.values())
        .flatMap(measure -> table.lead(measure).stream())
        .map(lead -> "By " + lead.measure().label() + ", " + lead + ".")
        .toList();
  }

  /** The tables of all models and of each group. */
  private List<Map<String, Object>> parts() {
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.add(part("All models", trend -> Optional.of(trend.all())));
    if (table.series().groups().size() > 1) {
      for (String group : table.series().groups()) {
        parts.add(part(group.isEmpty() ? "Without a group" : group, trend -> trend.group(group)));
      }
    }
    return parts;
  }

  private Map<String, Object> part(String name, Function<MetricTrend, Optional<GroupTrend>> group) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (MetricTrend trend : table.trends()) {
      GroupTrend numbers = group.apply(trend).orElseThrow();
      rows.add(Map.of("metric", trend.metric(), "cells", cells(numbers)));
      numbers.remarks().stream().filter(it -> !remarks.contains(it)).forEach(remarks::add);
    }
    return Map.of("name", name, "rows", rows, "remarks", remarks);
  }

  private static List<String> cells(GroupTrend trend) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(trend.count()));
    cells.add(text(TrendMeasure.RMSE.value(trend)));
    cells.add(interval(TrendMeasure.RMSE.interval(trend), NumberText::of));
    for (TrendMeasure measure : List.of(TrendMeasure.R_SQUARED, TrendMeasure.KENDALL)) {
      cells.add(correlation(measure.value(trend)));
      cells.add(interval(measure.interval(trend), TrendPage::two));
    }
    cells.add(text(trend.kendallP()));
    cells.add(correlation(trend.pearson()));
    cells.add(interval(trend.pearsonInterval(), TrendPage::two));
    cells.add(correlation(trend.spearman()));
    return cells;
  }

  private static String two(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String correlation(OptionalDouble number) {
    return number.isPresent() ? two(number.getAsDouble()) : NONE;
  }

  private static String text(OptionalDouble number) {
    return number.isPresent() ? NumberText.of(number.getAsDouble()) : NONE;
  }

  private static String interval(Optional<Interval> interval, DoubleFunction<String> text) {
    return interval.map(it -> text.apply(it.low()) + " to " + text.apply(it.high())).orElse(NONE);
  }

  /** Slopes of the whole and within groups; none where there is but one group. */
  private List<Map<String, Object>> slopes() {
    return table.trends().stream()
        .filter(trend -> trend.simpson().isPresent())
        .map(trend -> slope(trend, trend.simpson().orElseThrow()))
        .toList();
  }

  private static Map<String, Object> slope(MetricTrend trend, Simpson simpson) {
    String said =
        switch (trend.paradox()) {
          case UNKNOWN -> "unknown";
          case NONE -> "none";
          case SUSPECTED -> "suspected, may be chance";
          case PARADOX -> "paradox";
        };
    Optional<TrendLine> line = trend.all().line();
    return Map.of(
        "metric",
        trend.metric(),
        "paradox",
        said + (simpson.everyGroup() ? "; every group is opposite" : ""),
        "cells",
        List.of(
            line.map(it -> NumberText.of(it.slope())).orElse(NONE),
            text(trend.all().slopeP()),
            text(trend.within()),
            text(trend.withinP()),
            text(simpson.between())));
  }

  /** Means over the groups; none where no metric has any. */
  private List<Map<String, Object>> means() {
    return table.trends().stream()
        .filter(trend -> trend.overGroups(TrendMeasure.RMSE).isPresent())
        .map(
            trend ->
                Map.<String, Object>of(
                    "metric",
                    trend.metric(),
                    "cells",
                    Stream.of(TrendMeasure.values()).map(measure -> mean(trend, measure)).toList()))
        .toList();
  }

  private static String mean(MetricTrend trend, TrendMeasure measure) {
    return trend
        .overGroups(measure)
        .map(
            it ->
                measure == TrendMeasure.RMSE
                    ? NumberText.of(it.mean()) + " ± " + NumberText.of(it.deviation())
                    : two(it.mean()) + " ± " + two(it.deviation()))
        .orElse(NONE);
  }

  private List<String> columns() {
    return Stream.concat(
            table.series().measured().stream(), table.trends().stream().map(MetricTrend::metric))
        .distinct()
        .toList();
  }

  private List<Map<String, Object>> models() {
    return table.series().models().stream()
        .map(
            model ->
                Map.<String, Object>of(
                    "name", model.name(),
                    "group", model.group(),
                    "run", model.run(),
                    "cells", columns().stream().map(column -> cell(model, column)).toList()))
        .toList();
  }

  private static String cell(SeriesModel model, String column) {
    return text(model.number(column));
  }
}
