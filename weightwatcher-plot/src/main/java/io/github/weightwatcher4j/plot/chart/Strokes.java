package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Stroke;

/** Widths and dashes of lines. */
final class Strokes {

  private static final float CASING = 2.4f;

  private Strokes() {}

  /** A little wider than a line and without gaps: the ground on which it is seen over anything. */
  static Stroke casing(Mark.Pen pen) {
    return new BasicStroke(
        of(pen).getLineWidth() + CASING, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke of(Mark.Pen pen) {
    return switch (pen) {
      case BOLD -> new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
      case PLAIN -> new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
      case DASHED -> dashed(1.6f, 7, 4);
      case DOTTED -> dashed(1.8f, 2, 3);
      case DASH_DOTTED -> dashed(1.6f, 7, 3, 2, 3);
      case LONG_DASHED -> dashed(1.6f, 13, 4);
    };
  }

  private static BasicStroke dashed(float width, float... dashes) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10, dashes, 0);
  }
}
