package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.trend.KendallTau;
import io.github.weightwatcher4j.trend.MetricTrend;
import io.github.weightwatcher4j.trend.Simpson;
import io.github.weightwatcher4j.trend.Trend;
import io.github.weightwatcher4j.trend.TrendLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Test error against a metric over a series of models, with the line of least squares through all
 * and one through each group, and whether groups and the whole tell opposite stories (Simpson's
 * paradox).
 */
public final class TestErrorPlot {

  private static final int LONGEST = 30;

  private final String metric;
  private final String quantity;
  private final List<RatedModel> models;
  private final Map<String, List<RatedModel>> groups = new LinkedHashMap<>();

  private TestErrorPlot(String metric, String quantity, List<RatedModel> models) {
    this.metric = metric;
    this.quantity = quantity;
    this.models = models;
    models.forEach(
        model -> groups.computeIfAbsent(model.group(), name -> new ArrayList<>()).add(model));
  }

  /**
   * The plot.
   *
   * @param metric what the metric is called, such as {@code mean alpha}
   * @param models the models; those of the same group share a colour and have a line
   */
  public static XyPlot of(String metric, List<RatedModel> models) {
    return new TestErrorPlot(metric, "test error, %", List.copyOf(models)).plot();
  }

  /** The plot of a trend, whatever it is that goes with the metric. */
  public static XyPlot of(MetricTrend trend) {
    List<RatedModel> models =
        trend.models().stream()
            .map(
                model ->
                    new RatedModel(
                        model.name(),
                        model.group(),
                        model.number(trend.metric()).orElseThrow(),
                        model.number(trend.quantity()).orElseThrow()))
            .toList();
    return new TestErrorPlot(
            SeriesWords.axis(trend.metric(), trend.models()),
            SeriesWords.axis(trend.quantity(), trend.models()),
            models)
        .plot();
  }

  /** What is said of a paradox; empty where nothing is. */
  private String paradox() {
    Simpson simpson =
        Simpson.of(
            models.stream().mapToDouble(RatedModel::metric).toArray(),
            models.stream().mapToDouble(RatedModel::testError).toArray(),
            models.stream().map(RatedModel::group).toList());
    String where = simpson.everyGroup() ? "within every group" : "within groups taken together";
    return switch (simpson.verdict()) {
      case PARADOX -> "Simpson's paradox: " + where + ", the slope is the opposite";
      case SUSPECTED ->
          "Simpson's paradox suspected: " + where + ", the slope is the opposite; may be chance";
      case NONE, UNKNOWN -> "";
    };
  }

  private XyPlot plot() {
    String unitless = quantity.replaceFirst(", %$", "");
    String title = SeriesWords.title(unitless) + " against " + metric;
    XyPlot.Builder plot = XyPlot.titled(title).axes(Axis.linear(metric), Axis.linear(quantity));
    List<String> words = new ArrayList<>();
    words.add(words("all " + models.size() + " models", models));
    int i = 0;
    for (Map.Entry<String, List<RatedModel>> group : groups.entrySet()) {
      addGroup(plot, i, group.getKey(), group.getValue());
      if (groups.size() > 1) {
        words.add(words(name(group.getKey()), group.getValue()));
      }
      i++;
    }
    line(models).ifPresent(line -> plot.add(curve("all models", Ink.MARK, Pen.BOLD, line, models)));
    plot.note(words.get(0));
    String paradox = paradox();
    if (!paradox.isEmpty()) {
      plot.note(paradox);
      words.add(paradox);
    }
    return plot.describedAs(title + ". " + String.join("; ", words) + ".");
  }

  private void addGroup(XyPlot.Builder plot, int i, String group, List<RatedModel> members) {
    List<Dot> dots =
        members.stream()
            .map(model -> Dot.of(model.metric(), model.testError(), model.name()))
            .toList();
    String name = name(group) + (groups.size() > 1 ? ", τ = " + tauText(members) : "");
    plot.add(new Mark.Dots(name, Ink.group(i), Glyph.group(i), dots));
    if (groups.size() > 1) {
      line(members)
          .ifPresent(line -> plot.add(curve("", Ink.group(i), Pen.group(i + 1), line, members)));
    }
  }

  /** A group in the legend. */
  static String name(String group) {
    return group.isEmpty() ? "models" : ShortName.of(group, LONGEST);
  }

  /** A line from the smallest metric to the largest. */
  static Mark curve(String name, Ink ink, Pen pen, TrendLine line, List<RatedModel> models) {
    double low = models.stream().mapToDouble(RatedModel::metric).min().orElseThrow();
    double high = models.stream().mapToDouble(RatedModel::metric).max().orElseThrow();
    return new Mark.Curve(
        name,
        ink,
        pen,
        List.of(new Mark.Point(low, line.at(low)), new Mark.Point(high, line.at(high))));
  }

  private static Trend trend(List<RatedModel> models) {
    return Trend.of(
        models.stream().mapToDouble(RatedModel::metric).toArray(),
        models.stream().mapToDouble(RatedModel::testError).toArray());
  }

  private static Optional<TrendLine> line(List<RatedModel> models) {
    return trend(models).line();
  }

  private static OptionalDouble tau(Trend trend) {
    return trend.kendall().stream().mapToDouble(KendallTau::tau).findFirst();
  }

  private static String tauText(List<RatedModel> models) {
    return text(tau(trend(models)));
  }

  private static String words(String who, List<RatedModel> models) {
    Trend trend = trend(models);
    return who
        + ": "
        + trend.line().map(line -> words(line, tau(trend))).orElse("no line, all metrics equal");
  }

  private static String words(TrendLine line, OptionalDouble tau) {
    return "R² = %s, RMSE = %s, Kendall τ = %s"
        .formatted(text(line.rSquared()), NumberText.of(line.rmse()), text(tau));
  }

  private static String text(OptionalDouble number) {
    return number.isPresent()
        ? String.format(Locale.ROOT, "%.2f", number.getAsDouble())
        : "not defined";
  }
}
