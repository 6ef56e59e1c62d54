package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.LegendItem;

/** How a mark looks in the legend: like itself, small. */
final class LegendEntry {

  private static final Shape LINE = new Line2D.Double(-12, 0, 12, 0);
  private static final Shape LONG_LINE = new Line2D.Double(-18, 0, 18, 0);
  private static final Shape BOX = new Rectangle2D.Double(-6, -5, 12, 10);

  private LegendEntry() {}

  static LegendItem of(Mark mark, String name) {
    Color color = mark.ink().color();
    if (mark instanceof Mark.Curve curve) {
      return line(mark, name, curve.pen());
    } else if (mark instanceof Mark.Rule rule) {
      return line(mark, name, rule.pen());
    } else if (mark instanceof Mark.Dots dots) {
      Shape shape = Glyphs.shape(dots.glyph(), dots.glyph() == Mark.Glyph.POINT ? 5 : 8);
      return dots.glyph() == Mark.Glyph.RING
          ? new LegendItem(name, null, null, null, shape, new BasicStroke(1.6f), color)
          : new LegendItem(name, null, null, null, shape, color);
    }
    LegendItem box = new LegendItem(name, null, null, null, BOX, color);
    if (mark instanceof Mark.Span) {
      return new LegendItem(
          name, null, null, null, BOX, color, new BasicStroke(0.7f), Ink.MARK.color());
    }
    return box;
  }

  /** Draws the line under the dots of an entry. */
  static void join(LegendItem entry, Mark.Curve curve) {
    entry.setLine(LONG_LINE);
    entry.setLineVisible(true);
    entry.setLineStroke(Strokes.of(curve.pen()));
    entry.setLinePaint(curve.ink().color());
  }

  private static LegendItem line(Mark mark, String name, Mark.Pen pen) {
    return new LegendItem(name, null, null, null, LINE, Strokes.of(pen), mark.ink().color());
  }
}
