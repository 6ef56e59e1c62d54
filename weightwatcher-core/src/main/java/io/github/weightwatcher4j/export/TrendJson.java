package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.trend.GroupTrend;
import io.github.weightwatcher4j.trend.Interval;
import io.github.weightwatcher4j.trend.Lead;
import io.github.weightwatcher4j.trend.MetricTrend;
import io.github.weightwatcher4j.trend.Series;
import io.github.weightwatcher4j.trend.SeriesModel;
import io.github.weightwatcher4j.trend.Simpson;
import io.github.weightwatcher4j.trend.TrendIntervals;
import io.github.weightwatcher4j.trend.TrendLine;
import io.github.weightwatcher4j.trend.TrendMeasure;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Trends over a series as JSON: the models with their numbers, and all that follows from them. It
 * is read back from the models, the quantity, the metrics, the resamples and the seed, and equals
 * what was written.
 *
 * <p>{@code {"format": "weightwatcher-trend", "version": "1.0", "quantity", "verdict", "resamples",
 * "seed", "models": [{"name", "group", "run", "measured", "metrics"}], "trends": [{"metric",
 * "paradox", "missing", "all", "groups", "simpson", "over_groups"}], "leads", "notes"}}; a missing
 * value is null. {@code docs/schema/trend-1.schema.json} has every key.
 */
public final class TrendJson {

  private static final int MOST_RESAMPLES = 1_000_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TrendJson() {}

  /** The trends as text. */
  public static String of(TrendTable table) {
    ObjectNode document = JsonFormat.TREND.document();
    document.put("quantity", table.quantity());
    document.put("verdict", table.verdict());
    document.put("resamples", table.resamples());
    document.put("seed", table.seed());
    ArrayNode models = document.putArray("models");
    table.series().models().forEach(model -> models.add(model(model)));
    ArrayNode trends = document.putArray("trends");
    table.trends().forEach(trend -> trends.add(trend(trend)));
    ArrayNode leads = document.putArray("leads");
    for (TrendMeasure measure : TrendMeasure.values()) {
      table.lead(measure).ifPresent(lead -> leads.add(lead(lead)));
    }
    ArrayNode notes = document.putArray("notes");
    table.notes().forEach(notes::add);
    return JsonFormat.pretty(document);
  }

  private static ObjectNode model(SeriesModel model) {
    ObjectNode node = NODES.objectNode();
    node.put("name", model.name()).put("group", model.group()).put("run", model.run());
    ObjectNode measured = node.putObject("measured");
    model.measured().forEach(measured::put);
    ObjectNode metrics = node.putObject("metrics");
    model.metrics().forEach(metrics::put);
    return node;
  }

  private static ObjectNode trend(MetricTrend trend) {
    ObjectNode node = NODES.objectNode().put("metric", trend.metric());
    node.put("paradox", trend.paradox().name().toLowerCase(Locale.ROOT));
    ArrayNode missing = node.putArray("missing");
    trend.missing().forEach(model -> missing.add(model.name()));
    node.set("all", part(trend.all()));
    ArrayNode groups = node.putArray("groups");
    trend.groups().forEach(group -> groups.add(part(group)));
    node.set(
        "simpson",
        trend.simpson().<JsonNode>map(it -> simpson(trend, it)).orElse(NODES.nullNode()));
    ObjectNode means = node.putObject("over_groups");
    for (TrendMeasure measure : TrendMeasure.values()) {
      trend
          .overGroups(measure)
          .ifPresentOrElse(
              mean ->
                  means
                      .putObject(measure.key())
                      .put("mean", mean.mean())
                      .put("deviation", mean.deviation())
                      .put("groups", mean.groups()),
              () -> means.putNull(measure.key()));
    }
    return node;
  }

  private static ObjectNode part(GroupTrend trend) {
    ObjectNode node = NODES.objectNode().put("group", trend.group()).put("n", trend.count());
    node.put("independence", trend.independence().key());
    Optional<TrendLine> line = trend.line();
    put(node, "slope", number(line.map(TrendLine::slope)));
    put(node, "intercept", number(line.map(TrendLine::intercept)));
    for (TrendMeasure measure : TrendMeasure.values()) {
      put(node, measure.key(), measure.value(trend));
    }
    put(node, "slope_error", line.map(TrendLine::slopeError).orElse(OptionalDouble.empty()));
    put(node, "slope_p", trend.slopeP());
    put(node, "pearson", trend.pearson());
    put(node, "spearman", trend.spearman());
    put(node, "kendall_p", trend.kendallP());
    ObjectNode intervals = node.putObject("intervals");
    put(intervals, "slope", trend.intervals().map(TrendIntervals::slope));
    for (TrendMeasure measure : TrendMeasure.values()) {
      put(intervals, measure.key(), measure.interval(trend));
    }
    put(intervals, "pearson", trend.pearsonInterval());
    ArrayNode remarks = node.putArray("remarks");
    trend.remarks().forEach(remarks::add);
    return node;
  }

  private static OptionalDouble number(Optional<Double> number) {
    return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static void put(ObjectNode node, String key, OptionalDouble number) {
    number.ifPresentOrElse(value -> node.put(key, value), () -> node.putNull(key));
  }

  private static void put(ObjectNode node, String key, Optional<Interval> interval) {
    interval.ifPresentOrElse(
        ends -> node.putArray(key).add(ends.low()).add(ends.high()), () -> node.putNull(key));
  }

  private static ObjectNode simpson(MetricTrend trend, Simpson simpson) {
    ObjectNode node = NODES.objectNode();
    put(node, "within", simpson.within());
    put(node, "within_error", simpson.withinError());
    put(node, "within_p", trend.withinP());
    put(node, "between", simpson.between());
    return node.put("every_group", simpson.everyGroup());
  }

  private static ObjectNode lead(Lead lead) {
    return NODES
        .objectNode()
        .put("measure", lead.measure().key())
        .put("metric", lead.metric())
        .put("value", lead.value())
        .put("second", lead.second())
        .put("second_value", lead.secondValue())
        .put("best", lead.best())
        .put("reason", lead.reason());
  }

  /**
   * Writes the trends to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(TrendTable table, Path file) throws IOException {
    ResultFile.write(file, of(table));
  }

  /**
   * The trends that a text holds.
   *
   * @throws IllegalArgumentException where it holds none; the message says where it is wrong and
   *     what is expected there
   */
  public static TrendTable parse(String json) {
    return JsonFormat.TREND.parse(json, TrendJson::read);
  }

  /**
   * The trends that a file holds.
   *
   * @throws IOException where the file cannot be read or holds none; the message names it
   */
  public static TrendTable read(Path file) throws IOException {
    return JsonFormat.TREND.read(file, "trend", TrendJson::read);
  }

  private static TrendTable read(Json document) {
    int resamples = document.whole("resamples");
    document
        .field("resamples")
        .require(
            resamples >= 1 && resamples <= MOST_RESAMPLES, "must be from 1 to " + MOST_RESAMPLES);
    List<String> metrics = document.list("trends", trend -> trend.text("metric"));
    Series series = new Series(document.list("models", TrendJson::model));
    String quantity = document.text("quantity");
    long seed = document.longWhole("seed");
    return document.checked(() -> TrendTable.of(series, quantity, metrics, resamples, seed));
  }

  private static SeriesModel model(Json model) {
    Map<String, Double> measured = numbers(model.field("measured"));
    Map<String, Double> metrics = numbers(model.field("metrics"));
    return model.checked(
        () ->
            new SeriesModel(
                model.text("name"), model.text("group"), model.text("run"), measured, metrics));
  }

  private static Map<String, Double> numbers(Json object) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object.keys().forEach(key -> numbers.put(key, object.number(key)));
    return numbers;
  }
}
