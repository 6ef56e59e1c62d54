package io.github.weightwatcher4j.trend;

import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.report.internal.Paragraph;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Trends in words and tables. */
final class TrendText {

  private static final int LONGEST = 24;

  private static final int MOST_NAMES = 5;

  private TrendText() {}

  static String verdict(TrendTable table) {
    int most = table.trends().stream().mapToInt(trend -> trend.all().count()).max().orElse(0);
    String models = most == 1 ? "1 model is" : most + " models are";
    if (most < GroupTrend.FEWEST) {
      return "%s too few for a trend, which takes %d".formatted(models, GroupTrend.FEWEST);
    }
    List<String> said = new ArrayList<>();
    if (most < TrendIntervals.FEWEST) {
      said.add("%s too few for intervals, which take %d".formatted(models, TrendIntervals.FEWEST));
    }
    said.add(
        table
            .lead(TrendMeasure.KENDALL)
            .map(lead -> "by tau, " + lead)
            .orElseGet(() -> alone(table)));
    for (Simpson.Verdict verdict : List.of(Simpson.Verdict.PARADOX, Simpson.Verdict.SUSPECTED)) {
      List<String> metrics =
          table.trends().stream()
              .filter(trend -> trend.paradox() == verdict)
              .map(MetricTrend::metric)
              .toList();
      if (!metrics.isEmpty()) {
        said.add(
            verdict == Simpson.Verdict.PARADOX
                ? "Simpson's paradox of %s: within groups the slope is the opposite"
                    .formatted(String.join(", ", metrics))
                : "a paradox of %s is suspected, but may be chance"
                    .formatted(String.join(", ", metrics)));
      }
    }
    String text = String.join("; ", said);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Of a single metric, or several of which one alone has a tau. */
  private static String alone(TrendTable table) {
    return table.trends().stream()
        .flatMap(
            trend ->
                TrendMeasure.KENDALL.value(trend.all()).stream()
                    .mapToObj(
                        tau ->
                            "tau of %s and %s is %s"
                                .formatted(trend.metric(), table.quantity(), two(tau))))
        .findFirst()
        .orElse("no metric has a tau with " + table.quantity());
  }

  static List<String> notes(TrendTable table) {
    List<String> notes = new ArrayList<>();
    List<String> checkpoints = table.series().checkpoints();
    if (!checkpoints.isEmpty()) {
      notes.add(
          "These look like checkpoints of one training, which are not independent: %s. Intervals"
                  .formatted(names(checkpoints))
              + " and p-values are then too small; a column 'run' tells which belong together.");
    }
    table.trends().stream()
        .filter(trend -> !trend.missing().isEmpty())
        .collect(
            Collectors.groupingBy(
                trend -> names(trend.missing().stream().map(SeriesModel::name).toList()),
                LinkedHashMap::new,
                Collectors.mapping(MetricTrend::metric, Collectors.joining(", "))))
        .forEach(
            (models, metrics) ->
                notes.add(
                    "Left out of %s, for want of it or of %s: %s."
                        .formatted(metrics, table.quantity(), models)));
    notes.add(
        "Intervals (95 %) and p-values take the models to be independent, and each metric by"
            + " itself.");
    return notes;
  }

  private static String names(List<String> names) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  static String of(TrendTable table) {
    StringBuilder text = new StringBuilder(Paragraph.of(table.verdict() + ".")).append("\n");
    int models = table.series().models().size();
    part(
        text,
        "%s over %s".formatted(table.quantity(), models == 1 ? "1 model" : models + " models"),
        table,
        trend -> Optional.of(trend.all()));
    List<String> groups = table.series().groups();
    if (groups.size() > 1) {
      for (String group : groups) {
        String heading = group.isEmpty() ? "without a group" : "in group " + group;
        part(text, table.quantity() + " " + heading, table, trend -> trend.group(group));
      }
      text.append(means(table)).append(slopes(table));
    }
    for (TrendMeasure measure : TrendMeasure.values()) {
      table
          .lead(measure)
          .ifPresent(it -> text.append(Paragraph.item("by " + measure.label() + ": " + it)));
    }
    table.notes().forEach(note -> text.append(Paragraph.item(note)));
    return text.toString();
  }

  /** The metrics of all models or of a group, one below the other. */
  private static void part(
      StringBuilder text,
      String heading,
      TrendTable table,
      Function<MetricTrend, Optional<GroupTrend>> part) {
    text.append(Paragraph.of(heading));
    TextTable lines = TextTable.of("metric", "n", "RMSE", "R²", "tau", "95 % of tau", "p");
    List<String> remarks = new ArrayList<>();
    for (MetricTrend trend : table.trends()) {
      GroupTrend numbers = part.apply(trend).orElseThrow();
      lines = lines.with(cells(trend.metric(), numbers));
      numbers.remarks().stream().filter(it -> !remarks.contains(it)).forEach(remarks::add);
    }
    text.append(lines);
    remarks.forEach(remark -> text.append(Paragraph.item(remark)));
    text.append('\n');
  }

  private static List<String> cells(String metric, GroupTrend trend) {
    return List.of(
        ShortName.of(metric, LONGEST),
        String.valueOf(trend.count()),
        cell(TrendMeasure.RMSE, trend),
        cell(TrendMeasure.R_SQUARED, trend),
        cell(TrendMeasure.KENDALL, trend),
        TrendMeasure.KENDALL
            .interval(trend)
            .map(it -> "[%s, %s]".formatted(two(it.low()), two(it.high())))
            .orElse("-"),
        trend.kendallP().isPresent() ? three(trend.kendallP().getAsDouble()) : "-");
  }

  private static String cell(TrendMeasure measure, GroupTrend trend) {
    OptionalDouble value = measure.value(trend);
    return value.isPresent() ? number(measure, value.getAsDouble()) : "-";
  }

  private static String means(TrendTable table) {
    TextTable lines = TextTable.of("mean ± deviation over groups", "RMSE", "R²", "tau", "groups");
    boolean any = false;
    for (MetricTrend trend : table.trends()) {
      List<String> cells = new ArrayList<>(List.of(ShortName.of(trend.metric(), LONGEST)));
      int groups = 0;
      for (TrendMeasure measure : TrendMeasure.values()) {
        Optional<GroupMean> mean = trend.overGroups(measure);
        cells.add(mean.map(it -> spread(measure, it)).orElse("-"));
        groups = Math.max(groups, mean.map(GroupMean::groups).orElse(0));
      }
      cells.add(String.valueOf(groups));
      any |= groups > 0;
      lines = lines.with(cells);
    }
    return any ? lines + "\n" : "";
  }

  private static String spread(TrendMeasure measure, GroupMean mean) {
    return number(measure, mean.mean()) + " ± " + number(measure, mean.deviation());
  }

  /** Slopes of the whole and within groups, side by side. */
  private static String slopes(TrendTable table) {
    TextTable lines = TextTable.of("slope", "of all", "p", "within", "p", "Simpson's paradox");
    for (MetricTrend trend : table.trends()) {
      lines =
          lines.with(
              ShortName.of(trend.metric(), LONGEST),
              trend.all().line().map(line -> three(line.slope())).orElse("-"),
              shown(trend.all().slopeP()),
              shown(trend.within()),
              shown(trend.withinP()),
              word(trend));
    }
    return lines + "\n";
  }

  /** What is said of a paradox, in a word or a few. */
  static String word(MetricTrend trend) {
    boolean every = trend.simpson().map(Simpson::everyGroup).orElse(false);
    return switch (trend.paradox()) {
      case UNKNOWN -> "unknown";
      case NONE -> "none";
      case SUSPECTED -> every ? "suspected, every group" : "suspected";
      case PARADOX -> every ? "yes, every group" : "yes";
    };
  }

  private static String shown(OptionalDouble number) {
    return number.isPresent() ? three(number.getAsDouble()) : "-";
  }

  /** A measure with the digits that it is told by. */
  static String number(TrendMeasure measure, double value) {
    return measure == TrendMeasure.RMSE ? three(value) : two(value);
  }

  private static String two(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String three(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }
}
