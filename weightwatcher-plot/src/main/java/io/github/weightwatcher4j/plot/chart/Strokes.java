package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Stroke;

/** Widths and dashes of lines. */
final class Strokes {

  private Strokes() {}

  static Stroke of(Mark.Pen pen) {
    return switch (pen) {
      case BOLD -> new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
      case PLAIN -> new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
      case DASHED -> dashed(1.6f, 7, 4);
      case DOTTED -> dashed(1.8f, 2, 3);
    };
  }

  private static Stroke dashed(float width, float... dashes) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10, dashes, 0);
  }
}
