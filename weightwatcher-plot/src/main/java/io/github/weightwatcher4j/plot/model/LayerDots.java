package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Lines;
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
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The values of a quantity in the order of the layers, as marks: a thin line from layer to layer
 * that breaks where a layer has none, a dot for each value in the colour of its group, and crosses
 * for layers without one.
 *
 * @param ceiling values above it are drawn there, as triangles
 */
record LayerDots(Analysis analysis, Quantity quantity, Grouping grouping, double ceiling) {

  /** Lines between more layers would hide the dots. */
  private static final int MOST_JOINED = 150;

  /** All marks, the crosses at a height that is given. */
  List<Mark> marks(double ground) {
    boolean few = analysis.details().size() <= MOST_JOINED;
    List<Mark> marks = new ArrayList<>(few ? lines() : List.of());
    marks.addAll(groups());
    List<Dot> high = dots(ceiling, value -> value.orElse(ceiling) > ceiling);
    if (!high.isEmpty()) {
      String name = "above " + NumberText.of(ceiling);
      marks.add(new Mark.Dots(name, Ink.MARK, Glyph.TRIANGLE, high));
    }
    List<Dot> missing = dots(ground, OptionalDouble::isEmpty);
    if (!missing.isEmpty()) {
      marks.add(new Mark.Dots("no value", Ink.MARK, Glyph.CROSS, missing));
    }
    return marks;
  }

  private List<Mark> lines() {
    List<OptionalDouble> values = new ArrayList<>();
    List<Double> places = new ArrayList<>();
    for (LayerReport row : analysis.details()) {
      OptionalDouble value = quantity.of(row);
      places.add((double) places.size());
      values.add(
          value.isPresent() ? OptionalDouble.of(Math.min(ceiling, value.getAsDouble())) : value);
    }
    return Lines.through(places, values).stream()
        .<Mark>map(run -> new Mark.Curve("", Ink.BULK, Pen.PLAIN, run))
        .toList();
  }

  private List<Mark> groups() {
    List<Mark> marks = new ArrayList<>();
    Map<String, List<Placed>> groups = LayerGroups.of(analysis, grouping);
    int group = 0;
    for (Map.Entry<String, List<Placed>> entry : groups.entrySet()) {
      LayerReport any = entry.getValue().get(0).row();
      List<Dot> dots = dots(entry.getValue());
      if (!dots.isEmpty()) {
        Glyph glyph = grouping.glyph(any, group);
        marks.add(new Mark.Dots(entry.getKey(), grouping.ink(any, group), glyph, dots));
      }
      group++;
    }
    return marks;
  }

  private List<Dot> dots(List<Placed> rows) {
    List<Dot> dots = new ArrayList<>();
    for (Placed placed : rows) {
      LayerReport row = placed.row();
      OptionalDouble value = quantity.of(row);
      if (value.isPresent() && value.getAsDouble() <= ceiling) {
        double error = quantity.errorOf(row).orElse(0);
        Dot dot = Dot.of(placed.place(), value.getAsDouble(), error, row.name());
        dots.add(dot.sized(LayerAxis.dotSize(analysis.details().size())));
      }
    }
    return dots;
  }

  /** A dot at the same height for each layer whose value is such. */
  private List<Dot> dots(double height, Predicate<OptionalDouble> such) {
    List<LayerReport> rows = analysis.details().rows();
    return IntStream.range(0, rows.size())
        .filter(place -> such.test(quantity.of(rows.get(place))))
        .mapToObj(place -> Dot.of(place, height, rows.get(place).name()))
        .toList();
  }
}
