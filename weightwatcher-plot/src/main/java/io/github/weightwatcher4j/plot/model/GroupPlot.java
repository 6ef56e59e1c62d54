package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** The values of a quantity by type, role, stage or block of the layers, with each group's mean. */
public final class GroupPlot {

  private static final double REACH = 0.3; // of a group to both sides of its place
  private static final int MOST_IN_WORDS = 12;

  private GroupPlot() {}

  /** The plot; groups in the order in which they first appear, none left out. */
  public static XyPlot of(Analysis analysis, Quantity quantity, Grouping grouping) {
    Map<String, List<LayerReport>> groups = new LinkedHashMap<>();
    analysis
        .details()
        .forEach(row -> groups.computeIfAbsent(grouping.of(row), n -> new ArrayList<>()).add(row));
    List<Dot> dots = new ArrayList<>();
    List<Mark.Curve> means = new ArrayList<>();
    StringJoiner words = new StringJoiner(", ");
    double size = LayerAxis.dotSize(analysis.details().size());
    int place = 0;
    for (Map.Entry<String, List<LayerReport>> group : groups.entrySet()) {
      List<Dot> some = dots(group.getValue(), quantity, place, size);
      dots.addAll(some);
      Statistics.of(some.stream().mapToDouble(Dot::y))
          .ifPresent(
              values -> {
                means.add(mean(means, values.mean(), some));
                words.add(group.getKey() + " " + NumberText.of(values.mean()));
              });
      place++;
    }
    XyPlot.Builder plot =
        XyPlot.titled(analysis.model() + ": " + quantity.name() + " by " + grouping.label())
            .axes(
                LayerAxis.of(grouping.label(), List.copyOf(groups.keySet())),
                Axis.linear(quantity.axis()));
    plot.add(new Mark.Dots("a layer", Ink.TAIL, Glyph.DISC, dots));
    means.forEach(plot::add);
    String text = means.size() <= MOST_IN_WORDS ? words.toString() : means.size() + " groups";
    return plot.describedAs(
        "The %s of %s layers by %s, means: %s."
            .formatted(quantity.name(), dots.size(), grouping.label(), text));
  }

  /** A dot for each layer, side by side in their order, so that equal values stay apart. */
  private static List<Dot> dots(List<LayerReport> rows, Quantity quantity, int place, double size) {
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      OptionalDouble value = quantity.of(rows.get(i));
      if (value.isPresent()) {
        double x = place + REACH * ((2 * i + 1.0) / rows.size() - 1);
        dots.add(Dot.of(x, value.getAsDouble(), rows.get(i).name()).sized(size));
      }
    }
    return dots;
  }

  private static Mark.Curve mean(List<Mark.Curve> others, double mean, List<Dot> dots) {
    double place = Math.rint(dots.get(0).x());
    return new Mark.Curve(
        others.isEmpty() ? "mean" : "",
        Ink.FIT,
        Pen.BOLD,
        List.of(new Mark.Point(place - REACH, mean), new Mark.Point(place + REACH, mean)));
  }
}
