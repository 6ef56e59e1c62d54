package io.github.weightwatcher4j.plot.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Bins of equal, round width, the same for all that is to be compared.
 *
 * @param from left edge of the first, a multiple of the width
 * @param width 1, 2 or 5 times a power of ten
 * @param count how many there are, at least 1
 */
public record RoundBins(double from, double width, int count) {

  private static final int FEWEST = 8;
  private static final int MOST = 60;
  private static final double FINER = 1.5; // so that rounding up does not leave too few

  /** Bins over all of the values, about 2 sqrt(n) of them; one bin for none. */
  public static RoundBins over(double... values) {
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(low);
    if (!(Double.isFinite(low) && Double.isFinite(high))) {
      throw new IllegalArgumentException("values must be finite but reach " + low + " to " + high);
    }
    double wanted = Math.min(MOST, Math.max(FEWEST, 2 * Math.sqrt(values.length)));
    double step = (high - low) / wanted;
    double width = step > 0 ? RoundNumber.atLeast(step / FINER) : 1;
    double first = Math.floor(low / width);
    int count = (int) (Math.floor(high / width) - first) + 1;
    return new RoundBins(first * width, width, count);
  }

  /** How many values each bin has; a value on an edge is in the bin on its right. */
  public int[] counts(double... values) {
    int[] counts = new int[count];
    for (double value : values) {
      int bin = (int) (Math.floor(value / width) - Math.rint(from / width));
      if (bin < 0 || bin >= count) {
        throw new IllegalArgumentException(
            value + " lies outside of the bins from " + from + " to " + edge(count));
      }
      counts[bin]++;
    }
    return counts;
  }

  /** Left edge of bin i; right edge of the last one for i = count. */
  public double edge(int i) {
    return from + i * width;
  }

  /** A bar for each bin that has any value, as high as their number. */
  public List<Mark.Bar> bars(double... values) {
    int[] counts = counts(values);
    List<Mark.Bar> bars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (counts[i] > 0) {
        bars.add(new Mark.Bar(edge(i), edge(i + 1), counts[i]));
      }
    }
    return bars;
  }

  /** The outline of a histogram from the ground and back, heights as shares of all values. */
  public List<Mark.Point> outline(double... values) {
    int[] counts = counts(values);
    List<Mark.Point> points = new ArrayList<>();
    points.add(new Mark.Point(edge(0), 0));
    for (int i = 0; i < count; i++) {
      double share = (double) counts[i] / Math.max(1, values.length);
      points.add(new Mark.Point(edge(i), share));
      points.add(new Mark.Point(edge(i + 1), share));
    }
    points.add(new Mark.Point(edge(count), 0));
    return points;
  }
}
