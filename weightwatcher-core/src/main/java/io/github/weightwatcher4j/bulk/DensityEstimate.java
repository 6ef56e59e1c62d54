package io.github.weightwatcher4j.bulk;

import java.util.Arrays;

/**
 * Kernel estimate of a density as the Python tool makes it: a triangle of half-width 0.1 about
 * every value, at 1000 points from 0 to 0.5 past the largest value, without those of a density up
 * to 0.01.
 */
final class DensityEstimate {

  private static final double BANDWIDTH = 0.1;
  private static final int POINTS = 1000;
  private static final double MARGIN = 0.5;
  private static final double NEGLIGIBLE = 0.01;

  private final double[] x;
  private final double[] density;
  private final int peak;

  /** Estimates; O(n + 1000 times the values under one triangle). */
  DensityEstimate(double[] ascending) {
    double[] points = new double[POINTS];
    double[] heights = new double[POINTS];
    double step = (ascending[ascending.length - 1] + MARGIN) / (POINTS - 1);
    int kept = 0;
    int from = 0;
    for (int i = 0; i < POINTS; i++) {
      double point = i * step;
      while (from < ascending.length && ascending[from] <= point - BANDWIDTH) {
        from++;
      }
      double height = height(ascending, from, point);
      if (height > NEGLIGIBLE) {
        points[kept] = point;
        heights[kept++] = height;
      }
    }
    x = Arrays.copyOf(points, kept);
    density = Arrays.copyOf(heights, kept);
    peak = peak(density);
  }

  private static double height(double[] ascending, int from, double point) {
    double sum = 0;
    for (int i = from; i < ascending.length && ascending[i] < point + BANDWIDTH; i++) {
      sum += 1 - Math.abs(ascending[i] - point) / BANDWIDTH;
    }
    return sum / (BANDWIDTH * ascending.length);
  }

  private static int peak(double[] density) {
    int peak = 0;
    for (int i = 1; i < density.length; i++) {
      if (density[i] > density[peak]) {
        peak = i;
      }
    }
    return peak;
  }

  /** Number of points kept. */
  int size() {
    return x.length;
  }

  double x(int i) {
    return x[i];
  }

  double density(int i) {
    return density[i];
  }

  /** The first point of the largest density. */
  double peak() {
    return x[peak];
  }

  /** The last point kept. */
  double last() {
    return x[x.length - 1];
  }
}
