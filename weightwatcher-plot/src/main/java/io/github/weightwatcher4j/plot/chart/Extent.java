package io.github.weightwatcher4j.plot.chart;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.data.Range;

/** How far an axis reaches: over all that is drawn, and a little beyond. */
final class Extent {

  private static final double MARGIN = 0.04;

  /** Half the diameter of a dot of size 1, as a share of a usual plot's height; twice its width. */
  private static final double DOT = 0.014;

  private final Mark.Side side;
  private final Axis axis;
  private final double margin;

  private Extent(Mark.Side side, Axis axis, double largest) {
    this.side = side;
    this.axis = axis;
    this.margin = Math.max(MARGIN, largest * (side == Mark.Side.X ? DOT / 2 : DOT) + MARGIN / 4);
  }

  static Range of(XyPlot plot, Mark.Side side) {
    double largest =
        plot.marks().stream()
            .flatMap(mark -> mark instanceof Mark.Dots dots ? dots.dots().stream() : Stream.empty())
            .mapToDouble(Mark.Dot::size)
            .max()
            .orElse(0);
    return new Extent(side, side == Mark.Side.X ? plot.x() : plot.y(), largest).over(plot);
  }

  private Range over(XyPlot plot) {
    if (axis.scale() == Axis.Scale.NAMES) {
      return new Range(-0.7, Math.max(1, axis.names().size()) - 0.3);
    }
    double[] values =
        plot.marks().stream().flatMapToDouble(this::values).filter(axis::shows).toArray();
    double low = DoubleStream.of(values).min().orElse(axis.scale() == Axis.Scale.LOG ? 0.1 : 0);
    double high = DoubleStream.of(values).max().orElse(1);
    Range wide = axis.scale() == Axis.Scale.LOG ? ratios(low, high) : differences(plot, low, high);
    double from = axis.from().orElse(wide.getLowerBound());
    double to = axis.to().orElse(wide.getUpperBound());
    return from < to ? new Range(from, to) : new Range(from, from + Math.max(1, Math.abs(from)));
  }

  private Range ratios(double low, double high) {
    double factor = Math.max(Math.pow(high / low, margin), 1.05);
    return new Range(Math.max(low / factor, Double.MIN_NORMAL), high * factor);
  }

  private Range differences(XyPlot plot, double low, double high) {
    double room = high > low ? margin * (high - low) : Math.max(0.1, 0.1 * Math.abs(high));
    boolean standsOnZero =
        side == Mark.Side.Y
            && low >= 0
            && plot.marks().stream().anyMatch(mark -> mark instanceof Mark.Bars);
    return new Range(standsOnZero ? 0 : low - room, high + room);
  }

  private DoubleStream values(Mark mark) {
    boolean x = side == Mark.Side.X;
    if (mark instanceof Mark.Bars bars) {
      return bars.bars().stream()
          .flatMapToDouble(
              bar -> x ? DoubleStream.of(bar.from(), bar.to()) : DoubleStream.of(bar.height()));
    } else if (mark instanceof Mark.Curve curve) {
      return curve.points().stream().mapToDouble(point -> x ? point.x() : point.y());
    } else if (mark instanceof Mark.Dots dots) {
      Stream<Mark.Dot> all = dots.dots().stream();
      return all.flatMapToDouble(
          dot -> x ? DoubleStream.of(dot.x()) : DoubleStream.of(dot.y(), dot.low(), dot.high()));
    } else if (mark instanceof Mark.Rule rule && rule.side() == side) {
      return DoubleStream.of(rule.at());
    }
    return DoubleStream.empty(); // spans may reach further than what they are about
  }
}
