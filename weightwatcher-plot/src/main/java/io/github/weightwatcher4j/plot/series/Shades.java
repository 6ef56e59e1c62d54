package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.plot.chart.CellMap;
import io.github.weightwatcher4j.plot.chart.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How dark a number is drawn.
 *
 * @param low what is lightest
 * @param high what is darkest, at least low
 * @param logarithmic whether equal ratios are equal steps
 * @param open whether numbers above high are there, too
 */
record Shades(double low, double high, boolean logarithmic, boolean open) {

  private static final double WIDE = 100;
  private static final int KEYS = 4;

  /** Shades over numbers, up to a ceiling. */
  static Shades over(DoubleStream values, double ceiling) {
    double[] ascending = values.sorted().toArray();
    if (ascending.length == 0) {
      return new Shades(0, 0, false, false);
    }
    double low = Math.min(ascending[0], ceiling);
    double last = ascending[ascending.length - 1];
    double high = Math.min(last, ceiling);
    return new Shades(low, high, low > 0 && high / low >= WIDE, last > ceiling);
  }

  /** From 0 for the lightest to 1 for the darkest; one half where all numbers are equal. */
  double share(double value) {
    if (!(low < high)) {
      return 0.5;
    }
    double inside = Math.max(low, Math.min(high, value));
    return logarithmic
        ? Math.log(inside / low) / Math.log(high / low)
        : (inside - low) / (high - low);
  }

  /** The number of a share. */
  private double at(double share) {
    return logarithmic ? low * Math.pow(high / low, share) : low + share * (high - low);
  }

  /** A few shades and their numbers; none where there are no numbers. */
  List<CellMap.Key> legend() {
    List<CellMap.Key> keys = new ArrayList<>();
    if (low < high) {
      for (int i = 0; i <= KEYS; i++) {
        double share = (double) i / KEYS;
        String more = open && i == KEYS ? " or more" : "";
        keys.add(new CellMap.Key(Cell.shaded(share), NumberText.of(at(share)) + more));
      }
    } else if (low != 0 || high != 0) {
      keys.add(
          new CellMap.Key(Cell.shaded(share(low)), NumberText.of(low) + (open ? " or more" : "")));
    }
    return keys;
  }
}
