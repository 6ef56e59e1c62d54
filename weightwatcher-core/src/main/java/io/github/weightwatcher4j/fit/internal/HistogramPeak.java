package io.github.weightwatcher4j.fit.internal;

import io.github.weightwatcher4j.spectrum.Spectrum;

/**
 * Where most eigenvalues lie on a logarithmic scale: the lower edge of the fullest of 100 bins,
 * equally wide in log10 lambda, from the smallest eigenvalue to the largest.
 *
 * <p>The first of several equally full bins counts. A bin holds its lower edge and not its upper
 * one, but the last bin holds both. The peak moves with the scale of the weights; its place among
 * the eigenvalues does not.
 */
public final class HistogramPeak {

  private static final int BINS = 100;

  private HistogramPeak() {}

  /**
   * The peak, in the unit of the eigenvalues; the eigenvalue itself where all are equal.
   *
   * @param spectrum positive eigenvalues: those above the cutoff; at least one
   */
  public static double of(Spectrum spectrum) {
    if (!(spectrum.size() > 0 && spectrum.min() > 0)) {
      throw new IllegalArgumentException(
          "a histogram needs eigenvalues, all of them > 0, but there are " + spectrum);
    }
    double low = Math.log10(spectrum.min());
    double step = (Math.log10(spectrum.max()) - low) / BINS;
    if (!(step > 0)) {
      return spectrum.min();
    }
    int[] counts = new int[BINS];
    for (int i = 0; i < spectrum.size(); i++) {
      counts[bin(Math.log10(spectrum.eigenvalue(i)), low, step)]++;
    }
    int fullest = 0;
    for (int bin = 1; bin < BINS; bin++) {
      if (counts[bin] > counts[fullest]) {
        fullest = bin;
      }
    }
    return fullest == 0 ? spectrum.min() : Math.pow(10, edge(fullest, low, step));
  }

  private static double edge(int bin, double low, double step) {
    return low + bin * step;
  }

  /** The bin of a logarithm, whose quotient by the step may be rounded across an edge. */
  private static int bin(double log, double low, double step) {
    int bin = Math.min(BINS - 1, (int) ((log - low) / step));
    if (log < edge(bin, low, step)) {
      return bin - 1;
    }
    return bin < BINS - 1 && log >= edge(bin + 1, low, step) ? bin + 1 : bin;
  }
}
