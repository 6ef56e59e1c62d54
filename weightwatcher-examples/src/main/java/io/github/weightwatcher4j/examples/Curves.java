package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Draws measured numbers as dots joined by lines. */
final class Curves {

  private Curves() {}

  /** A plot of curves by their names in the legend; what they show in words goes with it. */
  static XyPlot of(String title, Axis x, Axis y, SortedMap<String, List<Point>> curves) {
    XyPlot.Builder plot = XyPlot.titled(title).axes(x, y);
    int group = 0;
    for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
      List<Dot> dots =
          curve.getValue().stream().map(point -> Dot.of(point.x(), point.y(), "")).toList();
      plot.add(new Mark.Curve("", Ink.group(group), Pen.PLAIN, curve.getValue()))
          .add(new Mark.Dots(curve.getKey(), Ink.group(group), Glyph.group(group), dots));
      group++;
    }
    return plot.describedAs(
        curves.entrySet().stream()
            .map(curve -> words(curve.getKey(), curve.getValue()))
            .collect(Collectors.joining("; ", title + ": ", ".")));
  }

  private static String words(String name, List<Point> points) {
    return String.format(
        Locale.ROOT,
        "%s from %.3g to %.3g",
        name,
        points.get(0).y(),
        points.get(points.size() - 1).y());
  }
}
