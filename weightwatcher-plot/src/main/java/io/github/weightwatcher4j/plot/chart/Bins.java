package io.github.weightwatcher4j.plot.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Neighbouring intervals that values are counted in. An interval holds its lower end; only the last
 * one holds its upper end, too.
 *
 * <p>There are 1.5 sqrt(n) of them for n values, or more where a few values lie far from the rest:
 * then they are no wider than {@code 2 IQR n^(-1/3)} (Freedman &amp; Diaconis 1981), but never more
 * than 100. Values that are all equal lie in one interval that reaches 5 % to either side.
 */
public final class Bins {

  private static final int MOST = 100;
  private static final double MANY = 1.5;
  private static final double NARROW = 1e-6;

  private final double[] edges;

  private Bins(double[] edges) {
    this.edges = edges;
  }

  /** Intervals of equal width over all values. */
  public static Bins linear(double... values) {
    return values.length == 0 ? new Bins(new double[0]) : new Bins(edges(values, false));
  }

  /**
   * Intervals of equal ratio over all positive values; others have none.
   *
   * @param values what is to be counted
   * @param splits places that are to be edges, if they lie among the values: all intervals are laid
   *     out from the first one, and the others cut the interval that they lie in. There, the
   *     outermost ones may reach beyond the values
   */
  public static Bins logarithmic(double[] values, double... splits) {
    double[] rest = DoubleStream.of(values).filter(v -> v > 0).sorted().toArray();
    if (rest.length == 0) {
      return new Bins(rest);
    }
    double low = rest[0];
    double high = rest[rest.length - 1];
    double[] logs = edges(DoubleStream.of(rest).map(Math::log).toArray(), true);
    double[] inside = DoubleStream.of(splits).filter(x -> x > low && x <= high).toArray();
    double[] edges =
        inside.length > 0 ? anchored(logs, inside[0], low, high) : ends(logs, low, high);
    return new Bins(
        DoubleStream.concat(DoubleStream.of(edges), DoubleStream.of(inside))
            .sorted()
            .distinct()
            .toArray());
  }

  /** Logarithms as they were before; what is taken to logarithms and back is not what it was. */
  private static double[] ends(double[] logs, double low, double high) {
    double[] edges = DoubleStream.of(logs).map(Math::exp).toArray();
    if (high > low) {
      edges[0] = low;
      edges[edges.length - 1] = high;
    }
    return edges;
  }

  /** As wide as those given, or so much narrower that some just fill what is above the anchor. */
  private static double[] anchored(double[] logs, double anchor, double low, double high) {
    double usual = (logs[logs.length - 1] - logs[0]) / (logs.length - 1);
    double above = Math.log(high / anchor);
    double fitting = above / Math.max(1, Math.ceil(above / usual));
    double width = fitting >= usual / 2 ? fitting : usual;
    int up = (int) Math.max(1, Math.ceil(above / width - NARROW));
    int down = (int) Math.ceil(Math.log(anchor / low) / width - NARROW);
    double[] edges = new double[down + up + 1];
    Arrays.setAll(edges, i -> anchor * Math.exp((i - down) * width));
    edges[down] = anchor;
    edges[0] = Math.min(edges[0], low);
    edges[down + up] = fitting >= usual / 2 ? high : Math.max(edges[down + up], high);
    return edges;
  }

  private static double[] edges(double[] places, boolean logarithmic) {
    double[] ascending = DoubleStream.of(places).sorted().toArray();
    int n = ascending.length;
    double low = ascending[0];
    double high = ascending[n - 1];
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (high - low <= NARROW * (logarithmic ? 1 : size)) {
      double half = logarithmic ? 0.05 : size > 0 ? 0.05 * size : 0.5;
      return new double[] {low - half, high + half};
    }
    double middle = ascending[3 * n / 4] - ascending[n / 4];
    double narrow = middle > 0 ? (high - low) * Math.cbrt(n) / (2 * middle) : 0;
    double root = Math.sqrt(n);
    int count = (int) Math.ceil(Math.min(MOST, Math.max(MANY * root, narrow)));
    double[] edges = new double[count + 1];
    Arrays.setAll(edges, i -> low + (high - low) * ((double) i / count));
    edges[count] = high;
    return edges;
  }

  /**
   * The density of values in these intervals.
   *
   * @param values those to count; what lies in no interval is left out
   * @param total how many values are the whole, of which bars are shares; positive
   */
  public Histogram count(double[] values, int total) {
    if (total < values.length || total <= 0) {
      throw new IllegalArgumentException(
          "total must be positive and at least " + values.length + " but was " + total);
    }
    int[] counts = new int[Math.max(0, edges.length - 1)];
    for (double value : values) {
      int bin = binOf(value);
      if (bin >= 0 && bin < counts.length) {
        counts[bin]++;
      }
    }
    List<Mark.Bar> bars = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double width = edges[i + 1] - edges[i];
        bars.add(new Mark.Bar(edges[i], edges[i + 1], (double) counts[i] / total / width));
      }
    }
    return new Histogram(bars);
  }

  private int binOf(double value) {
    int found = Arrays.binarySearch(edges, value);
    int bin = found >= 0 ? found : -found - 2;
    return found >= 0 && bin == edges.length - 1 ? bin - 1 : bin;
  }

  /** The ends of all intervals, ascending; none where there is nothing to count. */
  public List<Double> edges() {
    return DoubleStream.of(edges).boxed().toList();
  }
}
