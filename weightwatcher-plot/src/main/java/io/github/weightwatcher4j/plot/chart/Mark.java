package io.github.weightwatcher4j.plot.chart;

import java.util.List;

/**
 * Something drawn in a plot, with the numbers it is drawn from. A mark without a name is not in the
 * legend.
 */
public sealed interface Mark {

  /** What the legend calls it; empty for nothing. */
  String name();

  /** Its colour. */
  Ink ink();

  /**
   * A point.
   *
   * @param x in units of the horizontal axis
   * @param y in units of the vertical axis
   */
  record Point(double x, double y) {}

  /**
   * A bar from the ground of the plot.
   *
   * @param from left edge
   * @param to right edge, above from
   * @param height its upper end
   */
  record Bar(double from, double to, double height) {

    /** Width times height: a share of all, where heights are densities. */
    public double area() {
      return (to - from) * height;
    }
  }

  /**
   * A point with what may be known of it.
   *
   * @param x in units of the horizontal axis
   * @param y in units of the vertical axis
   * @param low lower end of its error bar; y for none
   * @param high upper end of its error bar; y for none
   * @param size diameter as a multiple of the usual one
   * @param label what it is, for a table of the numbers; empty for nothing
   */
  record Dot(double x, double y, double low, double high, double size, String label) {

    /** A dot of usual size without an error bar. */
    public static Dot of(double x, double y, String label) {
      return new Dot(x, y, y, y, 1, label);
    }

    /** A dot whose value is uncertain by as much on both sides. */
    public static Dot of(double x, double y, double error, String label) {
      return new Dot(x, y, y - error, y + error, 1, label);
    }

    /** The same dot, larger or smaller. */
    public Dot sized(double factor) {
      return new Dot(x, y, low, high, factor, label);
    }
  }

  /** Form of dots, so that groups differ without their colours. */
  enum Glyph {
    /** A disc. */
    DISC,
    /** A square. */
    SQUARE,
    /** A triangle with its tip up. */
    TRIANGLE,
    /** A square on its corner. */
    DIAMOND,
    /** A triangle with its tip down, as over a spike. */
    ARROW,
    /** A ring, for another of the same kind. */
    RING,
    /** A cross, for what has no value. */
    CROSS,
    /** A point, for clouds of hundreds: all of one size and without error bars. */
    POINT;

    private static final List<Glyph> GROUPS = List.of(DISC, SQUARE, TRIANGLE, DIAMOND, ARROW, RING);

    /** The form of the i-th of several groups, from 0; the seventh has that of the first. */
    public static Glyph group(int i) {
      return GROUPS.get(Math.floorMod(i, GROUPS.size()));
    }
  }

  /** How a curve is drawn. */
  enum Pen {
    /** A bold line: what the plot is about. */
    BOLD,
    /** A line of usual width. */
    PLAIN,
    /** Dashes. */
    DASHED,
    /** Dots. */
    DOTTED,
    /** Dashes and dots by turns. */
    DASH_DOTTED,
    /** Long dashes. */
    LONG_DASHED;

    private static final List<Pen> GROUPS =
        List.of(PLAIN, DASHED, DOTTED, DASH_DOTTED, LONG_DASHED, BOLD);

    /** The line of the i-th of several groups, from 0; the seventh has that of the first. */
    public static Pen group(int i) {
      return GROUPS.get(Math.floorMod(i, GROUPS.size()));
    }
  }

  /** Which axis a span or a rule belongs to. */
  enum Side {
    /** The horizontal axis: it stands upright. */
    X,
    /** The vertical axis: it lies. */
    Y
  }

  /**
   * A histogram.
   *
   * @param name in the legend
   * @param ink colour
   * @param bars from left to right
   */
  record Bars(String name, Ink ink, List<Bar> bars) implements Mark {
    /** Copies the list. */
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /**
   * Points joined by lines.
   *
   * @param name in the legend
   * @param ink colour
   * @param pen how it is drawn
   * @param points in the order they are joined
   */
  record Curve(String name, Ink ink, Pen pen, List<Point> points) implements Mark {
    /** Copies the list. */
    public Curve {
      points = List.copyOf(points);
    }
  }

  /**
   * Points that stand alone.
   *
   * @param name in the legend
   * @param ink colour
   * @param glyph form
   * @param dots the points
   */
  record Dots(String name, Ink ink, Glyph glyph, List<Dot> dots) implements Mark {
    /** Copies the list. */
    public Dots {
      dots = List.copyOf(dots);
    }
  }

  /**
   * A band across the plot, under everything else.
   *
   * @param name in the legend
   * @param ink colour
   * @param side which axis it belongs to
   * @param from where it begins
   * @param to where it ends, above from
   */
  record Span(String name, Ink ink, Side side, double from, double to) implements Mark {}

  /**
   * A line across the plot.
   *
   * @param name in the legend
   * @param ink colour
   * @param pen how it is drawn
   * @param side which axis it belongs to
   * @param at where
   */
  record Rule(String name, Ink ink, Pen pen, Side side, double at) implements Mark {}
}
