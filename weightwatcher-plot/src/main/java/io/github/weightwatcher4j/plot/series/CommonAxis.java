package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.util.List;
import java.util.stream.DoubleStream;

/** An axis that reaches as far as those of all plots that it is for. */
final class CommonAxis {

  private static final double ROOM = 0.04;

  private CommonAxis() {}

  /** The axis of one side; where plots do not say how far it reaches, as far as their bars. */
  static Axis of(List<XyPlot> plots, Mark.Side side) {
    Axis axis = axis(plots.get(0), side);
    boolean log = axis.scale() == Axis.Scale.LOG;
    double low = plots.stream().mapToDouble(plot -> end(plot, side, true)).min().orElseThrow();
    double high = plots.stream().mapToDouble(plot -> end(plot, side, false)).max().orElseThrow();
    if (!(low < high) || (log && !(low > 0))) {
      return axis; // nothing is drawn
    }
    boolean given = axis.from().isPresent() && axis.to().isPresent();
    double room = given ? 0 : ROOM;
    return log
        ? axis.between(low / Math.pow(high / low, room), high * Math.pow(high / low, room))
        : axis.between(low, high + room * (high - low));
  }

  private static Axis axis(XyPlot plot, Mark.Side side) {
    return side == Mark.Side.X ? plot.x() : plot.y();
  }

  private static double end(XyPlot plot, Mark.Side side, boolean lower) {
    Axis axis = axis(plot, side);
    DoubleStream values =
        plot.marks().stream()
            .filter(mark -> mark instanceof Mark.Bars)
            .flatMap(mark -> ((Mark.Bars) mark).bars().stream())
            .flatMapToDouble(
                bar ->
                    side == Mark.Side.X
                        ? DoubleStream.of(bar.from(), bar.to())
                        : DoubleStream.of(bar.height()))
            .filter(value -> value > 0 || axis.scale() != Axis.Scale.LOG);
    // infinite ends of a plot without bars lose against those of the others
    if (lower) {
      boolean fromZero = axis.scale() != Axis.Scale.LOG;
      double low = values.min().orElse(Double.POSITIVE_INFINITY);
      return axis.from().orElse(fromZero ? Math.min(0, low) : low);
    }
    return axis.to().orElse(values.max().orElse(Double.NEGATIVE_INFINITY));
  }
}
