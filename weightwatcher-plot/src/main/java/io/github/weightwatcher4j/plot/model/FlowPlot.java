package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Lines;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * How much of what each layer writes the next one reads, from input to output, against what random
 * directions would have; filled where the difference is 3 standard deviations of these or more.
 */
public final class FlowPlot {

  private static final Quantity OVERLAP = Quantity.of(Metric.FLOW_OVERLAP);
  private static final double FAR = 3;
  private static final double GROUND = -0.04;

  private FlowPlot() {}

  /** The plot. Layers without a flow are gaps with a cross. */
  public static XyPlot of(Analysis analysis) {
    List<Double> places = new ArrayList<>();
    List<OptionalDouble> overlaps = new ArrayList<>();
    List<OptionalDouble> expected = new ArrayList<>();
    for (LayerReport row : analysis.details()) {
      places.add((double) places.size());
      overlaps.add(OVERLAP.of(row));
      expected.add(row.metric(Metric.FLOW_EXPECTED));
    }
    XyPlot.Builder plot =
        XyPlot.titled(analysis.model() + ": flow to the next layer")
            .axes(
                LayerAxis.of(analysis),
                Axis.linear("overlap of written and read").between(2 * GROUND, 1.04));
    Lines.through(places, overlaps)
        .forEach(run -> plot.add(new Mark.Curve("", Ink.BULK, Pen.PLAIN, run)));
    addDots(plot, "random directions", Ink.RANDOM, Glyph.DIAMOND, dots(analysis, expected));
    List<OptionalDouble> z =
        analysis.details().stream().map(row -> row.metric(Metric.FLOW_Z)).toList();
    addDots(
        plot,
        "3 s.d. or more from random",
        Ink.TAIL,
        Glyph.DISC,
        dots(analysis, overlaps, z, FlowPlot::isFar));
    addDots(
        plot,
        "within 3 s.d.",
        Ink.SPIKE,
        Glyph.SQUARE,
        dots(analysis, overlaps, z, value -> !isFar(value)));
    addDots(plot, "no flow", Ink.MARK, Glyph.CROSS, dots(analysis, missing(overlaps)));
    return plot.note(QuantityWords.shortly(analysis, OVERLAP))
        .describedAs(
            "The overlap of what each layer of %s writes with what the next one reads: %s."
                .formatted(analysis.model(), QuantityWords.of(analysis, OVERLAP)));
  }

  /** A height for the cross of each layer without a flow. */
  private static List<OptionalDouble> missing(List<OptionalDouble> overlaps) {
    return overlaps.stream()
        .map(it -> it.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(GROUND))
        .toList();
  }

  private static boolean isFar(double z) {
    return Math.abs(z) >= FAR;
  }

  private static void addDots(
      XyPlot.Builder plot, String name, Ink ink, Glyph glyph, List<Dot> dots) {
    if (!dots.isEmpty()) {
      plot.add(new Mark.Dots(name, ink, glyph, dots));
    }
  }

  private static List<Dot> dots(Analysis analysis, List<OptionalDouble> values) {
    return dots(analysis, values, values, value -> true);
  }

  /** Where there is no deviation to judge by, 0 stands for it. */
  private static List<Dot> dots(
      Analysis analysis,
      List<OptionalDouble> values,
      List<OptionalDouble> deviations,
      DoublePredicate such) {
    List<LayerReport> rows = analysis.details().rows();
    List<Dot> dots = new ArrayList<>();
    for (int place = 0; place < rows.size(); place++) {
      if (values.get(place).isPresent() && such.test(deviations.get(place).orElse(0))) {
        Dot dot = Dot.of(place, values.get(place).getAsDouble(), rows.get(place).name());
        dots.add(dot.sized(LayerAxis.dotSize(rows.size())));
      }
    }
    return dots;
  }
}
