package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Statistics;

/**
 * A quantity of each layer from input to output: {@link Metric#LOG_SPECTRAL_NORM} shows scale
 * collapse, {@link Metric#DETX_LN_RATIO} how far each tail is from the volume-preserving one.
 */
public final class LayerPlot {

  private LayerPlot() {}

  /** The plot in the colours of the grouping that tells most. */
  public static XyPlot of(Analysis analysis, Quantity quantity) {
    return of(analysis, quantity, Grouping.bestFor(analysis));
  }

  /** The plot in the colours of a grouping. Layers without a value are gaps with a cross. */
  public static XyPlot of(Analysis analysis, Quantity quantity, Grouping grouping) {
    LayerDots dots = new LayerDots(analysis, quantity, grouping, Double.POSITIVE_INFINITY);
    Statistics range = Statistics.of(quantity.of(analysis)).orElse(new Statistics(1, 0, 0, 0, 1));
    double margin = range.max() > range.min() ? 0.06 * (range.max() - range.min()) : 0.1;
    double ground = range.min() - 1.5 * margin;
    double from =
        range.count() < analysis.details().size() ? ground - margin / 2 : range.min() - margin;
    XyPlot.Builder plot =
        XyPlot.titled(analysis.model() + ": " + quantity.name() + " by layer")
            .axes(
                LayerAxis.of(analysis),
                Axis.linear(quantity.axis()).between(from, range.max() + margin));
    if (range.min() < 0 && range.max() > 0) {
      plot.add(new Mark.Rule("", Ink.MARK, Pen.DOTTED, Side.Y, 0));
    }
    dots.marks(ground).forEach(plot::add);
    String words = QuantityWords.of(analysis, quantity);
    return plot.note(QuantityWords.shortly(analysis, quantity))
        .describedAs(
            "The %s of each layer of %s: %s.".formatted(quantity.name(), analysis.model(), words));
  }
}
