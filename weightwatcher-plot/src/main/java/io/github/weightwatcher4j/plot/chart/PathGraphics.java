package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;

/**
 * Batik's canvas for SVG, with outlines as the only kind of shape. Everything is drawn where it is
 * in the picture and as large as it is there; only letters that do not stand upright are turned.
 */
final class PathGraphics extends SVGGraphics2D {

  PathGraphics(SVGGeneratorContext context) {
    super(context, false);
  }

  private PathGraphics(PathGraphics other) {
    super(other);
  }

  @Override
  public Graphics create() {
    return new PathGraphics(this);
  }

  @Override
  public void draw(Shape shape) {
    AffineTransform transform = getTransform();
    Stroke stroke = getStroke();
    setStroke(scaled(stroke, Math.sqrt(Math.abs(transform.getDeterminant()))));
    setTransform(new AffineTransform());
    super.draw(new Path2D.Double(shape, transform));
    setTransform(transform);
    setStroke(stroke);
  }

  @Override
  public void fill(Shape shape) {
    AffineTransform transform = getTransform();
    setTransform(new AffineTransform());
    super.fill(new Path2D.Double(shape, transform));
    setTransform(transform);
  }

  @Override
  public void drawString(String text, float x, float y) {
    AffineTransform transform = getTransform();
    double scale = transform.getScaleX();
    boolean upright = scale > 0 && transform.equals(at(transform, scale));
    if (!upright) {
      super.drawString(text, x, y);
      return;
    }
    Font font = getFont();
    Point2D place = transform.transform(new Point2D.Double(x, y), null);
    setFont(font.deriveFont((float) (scale * font.getSize2D())));
    setTransform(new AffineTransform());
    super.drawString(text, (float) place.getX(), (float) place.getY());
    setTransform(transform);
    setFont(font);
  }

  /** The same place at another scale, neither turned nor stretched. */
  private static AffineTransform at(AffineTransform place, double scale) {
    return new AffineTransform(scale, 0, 0, scale, place.getTranslateX(), place.getTranslateY());
  }

  private static Stroke scaled(Stroke stroke, double scale) {
    if (scale == 1 || !(stroke instanceof BasicStroke line)) {
      return stroke;
    }
    float[] dashes = line.getDashArray();
    for (int i = 0; dashes != null && i < dashes.length; i++) {
      dashes[i] *= (float) scale;
    }
    return new BasicStroke(
        (float) scale * line.getLineWidth(),
        line.getEndCap(),
        line.getLineJoin(),
        line.getMiterLimit(),
        dashes,
        (float) scale * line.getDashPhase());
  }
}
