package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.trend.MetricTrend;
import io.github.weightwatcher4j.trend.SeriesModel;
import io.github.weightwatcher4j.trend.TrendTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * All plots of trends over a series: {@code all}, the quantity against each metric side by side;
 * {@code metric-alpha} and so on, each with the line of all models and that of each group; {@code
 * training}, what was measured in the test against the same in training, where both are known.
 */
public final class TrendPlots {

  private static final int MOST_COLUMNS = 3;
  private static final int MOST_PANELS = 12;
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private TrendPlots() {}

  /** The plots, in the order of the page. */
  public static List<NamedPlot> of(TrendTable table) {
    List<NamedPlot> plots = new ArrayList<>();
    if (table.trends().size() > 1) {
      plots.add(new NamedPlot("all", sideBySide(table)));
    }
    Set<String> taken = new HashSet<>();
    for (MetricTrend trend : table.trends()) {
      plots.add(new NamedPlot(kind(trend.metric(), taken), TestErrorPlot.of(trend)));
    }
    training(table).ifPresent(plot -> plots.add(new NamedPlot("training", plot)));
    return plots;
  }

  /** The quantity against each metric, of up to twelve, side by side under one legend. */
  public static PlotGrid sideBySide(TrendTable table) {
    List<MetricTrend> trends = table.trends().stream().limit(MOST_PANELS).toList();
    List<XyPlot> panels = trends.stream().map(TrendPlots::panel).toList();
    List<Mark> legend = new ArrayList<>();
    List<String> groups = table.series().groups();
    for (int i = 0; groups.size() > 1 && i < groups.size(); i++) {
      String name = TestErrorPlot.name(groups.get(i));
      legend.add(new Mark.Dots(name, Ink.group(i), Glyph.group(i), List.of()));
    }
    legend.add(new Mark.Curve("all models", Ink.MARK, Pen.BOLD, List.of()));
    String title =
        SeriesWords.title(SeriesWords.axis(table.quantity(), table.series().models()))
            + " against each metric";
    String description = panels.stream().map(XyPlot::description).collect(Collectors.joining(" "));
    return new PlotGrid(title, description, columns(panels.size()), panels, legend);
  }

  private static int columns(int panels) {
    return panels == 4 ? 2 : Math.min(MOST_COLUMNS, panels);
  }

  /** The plot of a metric, small: its order in one line, without the legend. */
  private static XyPlot panel(MetricTrend trend) {
    XyPlot whole = TestErrorPlot.of(trend);
    String order =
        trend
            .all()
            .trend()
            .flatMap(it -> it.kendall())
            .map(
                it ->
                    String.format(
                        Locale.ROOT,
                        "τ = %.2f, R² = %.2f",
                        it.tau(),
                        trend.all().line().flatMap(l -> box(l.rSquared())).orElse(0.0)))
            .orElse("no order");
    List<Mark> marks = whole.marks().stream().map(TrendPlots::unnamed).toList();
    return new XyPlot(
        SeriesWords.title(whole.x().label()),
        List.of(order),
        whole.description(),
        whole.x(),
        whole.y(),
        marks);
  }

  private static Optional<Double> box(OptionalDouble number) {
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

  private static Mark unnamed(Mark mark) {
    if (mark instanceof Mark.Dots dots) {
      return new Mark.Dots("", dots.ink(), dots.glyph(), dots.dots());
    }
    return mark instanceof Mark.Curve curve
        ? new Mark.Curve("", curve.ink(), curve.pen(), curve.points())
        : mark;
  }

  /**
   * Test against training: the first quantity whose name has "test" in it and of which another has
   * "train" in the same place; empty where there is none.
   */
  static Optional<XyPlot> training(TrendTable table) {
    List<String> measured = table.series().measured();
    return measured.stream()
        .filter(name -> name.contains(TEST))
        .flatMap(
            test ->
                measured.stream()
                    .filter(train -> train.equals(test.replace(TEST, TRAIN)))
                    .map(train -> training(table, train, test)))
        .findFirst();
  }

  private static XyPlot training(TrendTable table, String train, String test) {
    List<SeriesModel> models =
        table.series().models().stream()
            .filter(model -> model.number(train).isPresent() && model.number(test).isPresent())
            .toList();
    String x = SeriesWords.axis(train, models);
    String y = SeriesWords.axis(test, models);
    String title = SeriesWords.title(y) + " against " + x;
    XyPlot.Builder plot = XyPlot.titled(title).axes(Axis.linear(x), Axis.linear(y));
    List<String> groups = table.series().groups();
    for (int i = 0; i < groups.size(); i++) {
      String group = groups.get(i);
      List<Dot> dots =
          models.stream()
              .filter(model -> model.group().equals(group))
              .map(model -> dot(model, train, test))
              .toList();
      if (!dots.isEmpty()) {
        plot.add(new Mark.Dots(TestErrorPlot.name(group), Ink.group(i), Glyph.group(i), dots));
      }
    }
    double low = numbers(models, train, test).min().orElse(0);
    double high = numbers(models, train, test).max().orElse(1);
    List<Mark.Point> diagonal = List.of(new Mark.Point(low, low), new Mark.Point(high, high));
    plot.add(new Mark.Curve("as in training", Ink.MARK, Pen.DOTTED, diagonal));
    return plot.describedAs(title + " of " + models.size() + " models.");
  }

  private static Dot dot(SeriesModel model, String train, String test) {
    return Dot.of(
        model.number(train).orElseThrow(), model.number(test).orElseThrow(), model.name());
  }

  private static DoubleStream numbers(List<SeriesModel> models, String train, String test) {
    return models.stream()
        .flatMapToDouble(
            model ->
                DoubleStream.of(
                    model.number(train).orElseThrow(), model.number(test).orElseThrow()));
  }

  /** A name for files: letters and hyphens; where that is taken, a letter more. */
  private static String kind(String metric, Set<String> taken) {
    String letters =
        metric.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("^-+|-+$", "");
    String kind = letters.isEmpty() ? "metric" : "metric-" + letters;
    while (!taken.add(kind)) {
      kind += "-x";
    }
    return kind;
  }
}
