package io.github.weightwatcher4j.plot.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The forms of dots, all of about the same area, around (0, 0). */
final class Glyphs {

  private Glyphs() {}

  static Shape shape(Mark.Glyph glyph, double size) {
    double r = size / 2;
    return switch (glyph) {
      case DISC, RING, POINT -> new Ellipse2D.Double(-r, -r, size, size);
      case SQUARE -> new Rectangle2D.Double(-0.89 * r, -0.89 * r, 1.77 * r, 1.77 * r);
      case TRIANGLE -> polygon(-1.25 * r, 0.9 * r, 1.25 * r, 0.9 * r, 0, -1.3 * r);
      case ARROW -> polygon(-1.25 * r, -0.9 * r, 1.25 * r, -0.9 * r, 0, 1.3 * r);
      case DIAMOND -> polygon(-1.25 * r, 0, 0, -1.25 * r, 1.25 * r, 0, 0, 1.25 * r);
      case CROSS -> cross(r, 0.25 * r);
    };
  }

  /** Two slanting bars, with half the height of the notch between them. */
  private static Shape cross(double r, double half) {
    return polygon(
        0, -half, r - half, -r, r, -r + half, half, 0, r, r - half, r - half, r, 0, half, -r + half,
        r, -r, r - half, -half, 0, -r, -r + half, -r + half, -r);
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
