package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.model.LayerGroups.Placed;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The values of a quantity in the order of the layers, as marks: a thin line from layer to layer
 * that breaks where a layer has none, a dot for each value in the colour of its group, and crosses
 * for layers without one.
 *
 * @param errors whether the standard error of alpha is drawn, since that is the quantity
 * @param ceiling values above it are drawn there, as triangles
 */
record LayerDots(
    Analysis analysis, Quantity quantity, Grouping grouping, boolean errors, double ceiling) {

  /** Lines between more layers would hide the dots. */
  private static final int MOST_JOINED = 150;

  /** All marks, the crosses at a height that is given. */
  List<Mark> marks(double ground) {
    boolean few = analysis.details().size() <= MOST_JOINED;
    List<Mark> marks = new ArrayList<>(few ? lines() : List.of());
    marks.addAll(groups());
    List<Dot> high = high();
    if (!high.isEmpty()) {
      String name = "above " + NumberText.of(ceiling);
      marks.add(new Mark.Dots(name, Ink.MARK, Glyph.TRIANGLE, high));
    }
    List<Dot> missing = missing(ground);
    if (!missing.isEmpty()) {
      marks.add(new Mark.Dots("no value", Ink.MARK, Glyph.CROSS, missing));
    }
    return marks;
  }

  private List<Mark> lines() {
    List<Mark> lines = new ArrayList<>();
    List<Mark.Point> run = new ArrayList<>();
    int place = 0;
    for (LayerReport row : analysis.details()) {
      OptionalDouble value = quantity.of(row);
      if (value.isPresent()) {
        run.add(new Mark.Point(place, Math.min(ceiling, value.getAsDouble())));
      } else {
        addLine(lines, run);
        run.clear();
      }
      place++;
    }
    addLine(lines, run);
    return lines;
  }

  private static void addLine(List<Mark> lines, List<Mark.Point> run) {
    if (run.size() > 1) {
      lines.add(new Mark.Curve("", Ink.BULK, Pen.PLAIN, run));
    }
  }

  private List<Mark> groups() {
    List<Mark> marks = new ArrayList<>();
    Map<String, List<Placed>> groups = LayerGroups.of(analysis, grouping);
    groups.forEach(
        (name, rows) -> {
          int group = marks.size();
          List<Dot> dots = dots(rows);
          marks.add(new Mark.Dots(name, Ink.group(group), Glyph.group(group), dots));
        });
    return marks;
  }

  private List<Dot> dots(List<Placed> rows) {
    List<Dot> dots = new ArrayList<>();
    for (Placed placed : rows) {
      LayerReport row = placed.row();
      OptionalDouble value = quantity.of(row);
      if (value.isPresent() && value.getAsDouble() <= ceiling) {
        double error = errors ? row.metric(Metric.SIGMA).orElse(0) : 0;
        Dot dot = Dot.of(placed.place(), value.getAsDouble(), error, row.name());
        dots.add(dot.sized(LayerAxis.dotSize(analysis.details().size())));
      }
    }
    return dots;
  }

  private List<Dot> high() {
    List<Dot> dots = new ArrayList<>();
    int place = 0;
    for (LayerReport row : analysis.details()) {
      if (quantity.of(row).orElse(ceiling) > ceiling) {
        dots.add(Dot.of(place, ceiling, row.name()));
      }
      place++;
    }
    return dots;
  }

  private List<Dot> missing(double ground) {
    List<Dot> dots = new ArrayList<>();
    int place = 0;
    for (LayerReport row : analysis.details()) {
      if (quantity.of(row).isEmpty()) {
        dots.add(Dot.of(place, ground, row.name()));
      }
      place++;
    }
    return dots;
  }
}
