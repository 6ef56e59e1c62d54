package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.Stroke;
import java.util.List;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/** What draws the marks that have points. */
final class Renderers {

  private Renderers() {}

  /** What draws a mark. */
  static XYItemRenderer of(Mark mark, Axis x, Axis y) {
    if (mark instanceof Mark.Bars) {
      return inked(new HistogramRenderer(), mark);
    } else if (mark instanceof Mark.Curve curve) {
      return line(curve.ink(), Strokes.of(curve.pen()));
    } else if (mark instanceof Mark.Dots dots) {
      return dots.glyph() == Mark.Glyph.POINT
          ? inked(new CloudRenderer(), mark)
          : new DotRenderer(dots, x, y);
    }
    throw new IllegalArgumentException("no points in " + mark);
  }

  private static XYItemRenderer inked(XYItemRenderer renderer, Mark mark) {
    renderer.setSeriesPaint(0, mark.ink().color());
    return renderer;
  }

  /** What draws the light edge of a line. */
  static XYItemRenderer casing(Mark.Pen pen) {
    return line(Ink.PAPER, Strokes.casing(pen));
  }

  private static XYItemRenderer line(Ink ink, Stroke stroke) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesPaint(0, ink.color());
    renderer.setSeriesStroke(0, stroke);
    return renderer;
  }

  /** Dots of several sizes, with error bars where there are any. */
  private static final class DotRenderer extends XYErrorRenderer {

    private static final long serialVersionUID = 1;

    private final Mark.Glyph glyph;
    private final transient List<Mark.Dot> dots;

    DotRenderer(Mark.Dots mark, Axis x, Axis y) {
      this.glyph = mark.glyph();
      this.dots = mark.dots().stream().filter(dot -> x.shows(dot.x()) && y.shows(dot.y())).toList();
      setDrawXError(false);
      setDrawYError(dots.stream().anyMatch(dot -> dot.low() < dot.high()));
      setErrorPaint(mark.ink().color());
      setErrorStroke(new BasicStroke(1.2f));
      setCapLength(5);
      setSeriesPaint(0, mark.ink().color());
      boolean ring = glyph == Mark.Glyph.RING;
      Ink edge = mark.ink() == Ink.SPIKE ? Ink.TEXT : Ink.PAPER; // bars are as light as spikes
      setSeriesShapesFilled(0, !ring);
      setSeriesOutlineStroke(0, new BasicStroke(ring ? 1.6f : 0.8f));
      setUseOutlinePaint(!ring);
      setSeriesOutlinePaint(0, (ring ? mark.ink() : edge).color());
      setDrawOutlines(true);
    }

    @Override
    public Shape getItemShape(int row, int column) {
      double size = column < dots.size() ? dots.get(column).size() : 1;
      return Glyphs.shape(glyph, 7.5 * size);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
