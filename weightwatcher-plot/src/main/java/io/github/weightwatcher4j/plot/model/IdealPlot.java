package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.LayerGroups.Placed;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far the layers are from SETOL's ideal one in both respects: {@code ln(xmin / detX)} against
 * alpha. The ideal layer lies where the two lines cross, at alpha = 2 and 0.
 */
public final class IdealPlot {

  private static final double IDEAL = 2;

  private static final Quantity ALPHA = Quantity.of(Metric.ALPHA);
  private static final Quantity RATIO = Quantity.of(Metric.DETX_LN_RATIO);

  private IdealPlot() {}

  /**
   * The plot in the colours of a grouping, of the layers that have both numbers. What lies beyond
   * an alpha of 20 is left out, and a note says how many layers those are.
   */
  public static XyPlot of(Analysis analysis, Grouping grouping) {
    List<Mark> groups = new ArrayList<>();
    List<Dot> all = new ArrayList<>();
    int group = 0;
    for (Map.Entry<String, List<Placed>> entry : LayerGroups.of(analysis, grouping).entrySet()) {
      List<Dot> dots = dots(analysis, entry.getValue());
      LayerReport any = entry.getValue().get(0).row();
      if (!dots.isEmpty()) {
        groups.add(
            new Mark.Dots(
                entry.getKey(), grouping.ink(any, group), grouping.glyph(any, group), dots));
        all.addAll(dots);
      }
      group++;
    }
    String title = analysis.model() + ": " + RATIO.name() + " against alpha";
    String words = words(analysis, all);
    XyPlot.Builder plot = XyPlot.titled(title).axes(across(all), upwards(all)).note(words);
    plot.add(new Mark.Rule("ideal", Ink.MARK, Pen.DASHED, Side.X, IDEAL));
    plot.add(new Mark.Rule("", Ink.MARK, Pen.DASHED, Side.Y, 0));
    groups.forEach(plot::add);
    return plot.describedAs(title + ": " + words + ". The ideal is at alpha = 2 and 0.");
  }

  private static List<Dot> dots(Analysis analysis, List<Placed> rows) {
    List<Dot> dots = new ArrayList<>();
    for (Placed placed : rows) {
      LayerReport row = placed.row();
      OptionalDouble alpha = ALPHA.of(row);
      OptionalDouble ratio = RATIO.of(row);
      if (ratio.isPresent() && alpha.orElse(Double.MAX_VALUE) <= AlphaPlot.CEILING) {
        Dot dot = Dot.of(alpha.getAsDouble(), ratio.getAsDouble(), row.name());
        dots.add(dot.sized(LayerAxis.dotSize(analysis.details().size())));
      }
    }
    return dots;
  }

  private static Axis across(List<Dot> dots) {
    double right = dots.stream().mapToDouble(Dot::x).max().orElse(IDEAL);
    return Axis.linear(ALPHA.axis()).between(1, Math.max(3, right + 0.3));
  }

  private static Axis upwards(List<Dot> dots) {
    double low = Math.min(0, dots.stream().mapToDouble(Dot::y).min().orElse(0));
    double high = Math.max(0, dots.stream().mapToDouble(Dot::y).max().orElse(0));
    double margin = Math.max(0.1, 0.08 * (high - low));
    return Axis.linear(RATIO.name()).between(low - margin, high + margin);
  }

  private static String words(Analysis analysis, List<Dot> dots) {
    long above = dots.stream().filter(dot -> dot.y() > 0).count();
    int without = analysis.details().size() - dots.size();
    return "the fitted tail is the shorter one in %d of %d layers".formatted(above, dots.size())
        + (without > 0 ? "; %d without a place".formatted(without) : "");
  }
}
