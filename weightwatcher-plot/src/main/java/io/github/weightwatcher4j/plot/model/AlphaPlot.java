package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Alpha of each layer from input to output, the correlation flow (Martin, Peng &amp; Mahoney 2021,
 * figures 4 and 7), with standard errors and the band from 2 to 6 of well-trained layers.
 */
public final class AlphaPlot {

  /** Where the band of well-trained layers begins: below, a layer is over-trained. */
  public static final double LOWER = 2;

  /** Where the band of well-trained layers ends: above, a layer is under-trained. */
  public static final double UPPER = 6;

  /** Larger ones, of layers that are as good as random, would press all others together. */
  public static final double CEILING = 20;

  private static final Quantity ALPHA = Quantity.of(Metric.ALPHA);
  private static final double GROUND = 0.6; // crosses lie below 1, where no alpha can be

  /** The upper end of the axis, as a multiple of what is to be seen. */
  private static final double FRAME = 1.04;

  private AlphaPlot() {}

  /** The plot in the colours of the grouping that tells most. */
  public static XyPlot of(Analysis analysis) {
    return of(analysis, Grouping.bestFor(analysis));
  }

  /** The plot in the colours of a grouping. Layers without a power law are gaps with a cross. */
  public static XyPlot of(Analysis analysis, Grouping grouping) {
    LayerDots dots = new LayerDots(analysis, ALPHA, grouping, CEILING);
    XyPlot.Builder plot =
        XyPlot.titled(analysis.model() + ": alpha by layer")
            .axes(
                LayerAxis.of(analysis),
                Axis.linear("alpha ± standard error").between(GROUND / 2, top(analysis)));
    band(Side.Y).forEach(plot::add);
    dots.marks(GROUND).forEach(plot::add);
    String words = QuantityWords.of(analysis, ALPHA);
    return plot.note(QuantityWords.shortly(analysis, ALPHA))
        .describedAs("Alpha of each layer of " + analysis.model() + ": " + words + ".");
  }

  /** The band from 2 to 6 of well-trained layers and its ends, for an axis of alpha. */
  public static List<Mark> band(Side side) {
    return List.of(
        new Mark.Span("2 to 6", Ink.GOOD, side, LOWER, UPPER),
        new Mark.Rule("", Ink.MARK, Pen.DOTTED, side, LOWER),
        new Mark.Rule("", Ink.MARK, Pen.DOTTED, side, UPPER));
  }

  /**
   * A plot whose vertical axis is alpha, on the band of well-trained layers. The axis ends at 20 or
   * a little above, and a note says so where a curve or a dot lies above.
   */
  public static XyPlot onBand(XyPlot plot) {
    List<Mark> marks = new ArrayList<>(band(Side.Y));
    marks.addAll(plot.marks());
    double highest = plot.marks().stream().mapToDouble(AlphaPlot::highest).max().orElse(0);
    double top = Math.min(Math.max(highest, UPPER + 1), CEILING);
    List<String> notes = new ArrayList<>(plot.notes());
    if (highest > FRAME * CEILING) {
      notes.add("up to alpha = " + NumberText.of(highest) + ", above the frame");
    }
    Axis axis =
        highest > FRAME * CEILING
            ? plot.y().between(GROUND / 2, FRAME * top)
            : plot.y().startingAt(GROUND / 2); // room for bubbles
    return new XyPlot(plot.title(), notes, plot.description(), plot.x(), axis, marks);
  }

  private static double highest(Mark mark) {
    if (mark instanceof Mark.Curve curve) {
      return curve.points().stream().mapToDouble(Mark.Point::y).max().orElse(0);
    }
    return mark instanceof Mark.Dots dots
        ? dots.dots().stream().mapToDouble(Mark.Dot::y).max().orElse(0)
        : 0;
  }

  private static double top(Analysis analysis) {
    double highest = UPPER + 1;
    for (LayerReport row : analysis.details()) {
      double alpha = row.alpha().orElse(0);
      highest = Math.max(highest, alpha + row.metric(Metric.SIGMA).orElse(0));
    }
    return FRAME * Math.min(highest, CEILING);
  }
}
