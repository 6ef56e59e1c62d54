package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;

/**
 * A density in bins of equal width in log lambda.
 *
 * @param bins the bins that hold any eigenvalue, ascending
 */
record LogHistogram(List<Bin> bins) {

  /**
   * One bin.
   *
   * @param from lower edge
   * @param to upper edge
   * @param mass share of all eigenvalues that fall into it
   */
  record Bin(double from, double to, double mass) {

    /** Probability per unit of lambda. */
    double density() {
      return mass / (to - from);
    }
  }

  /** Eigenvalues below this share of the largest are rounding errors and not drawn. */
  private static final double NOISE = 1e-12;

  /**
   * The positive eigenvalues in about 1.5 sqrt(n) bins, at least 10; masses are shares of all
   * eigenvalues, so that zeros lower every bar.
   */
  static LogHistogram of(Spectrum spectrum) {
    Spectrum drawn = spectrum.above(NOISE * spectrum.max());
    if (drawn.size() == 0) {
      return new LogHistogram(List.of());
    }
    int count = (int) Math.max(10, Math.ceil(1.5 * Math.sqrt(drawn.size())));
    double low = Math.log(drawn.min());
    double width = Math.max(1e-6, (Math.log(drawn.max()) - low) / count);
    int[] counts = new int[count];
    for (int i = 0; i < drawn.size(); i++) {
      int bin = (int) ((Math.log(drawn.eigenvalue(i)) - low) / width);
      counts[Math.min(bin, count - 1)]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (counts[i] > 0) {
        double mass = (double) counts[i] / spectrum.size();
        bins.add(new Bin(Math.exp(low + i * width), Math.exp(low + (i + 1) * width), mass));
      }
    }
    return new LogHistogram(List.copyOf(bins));
  }

  /** Upper edge over lower edge; 1 where there is no bin. */
  double spread() {
    return bins.isEmpty() ? 1 : bins.get(bins.size() - 1).to() / bins.get(0).from();
  }

  double lowestDensity() {
    return bins.stream().mapToDouble(Bin::density).min().orElse(1);
  }

  double highestDensity() {
    return bins.stream().mapToDouble(Bin::density).max().orElse(1);
  }
}
