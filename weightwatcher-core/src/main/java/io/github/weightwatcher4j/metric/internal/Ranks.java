package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Map;

/** Counts of small eigenvalues, and the entropy that the rank normalizes. */
public final class Ranks {

  private Ranks() {}

  public static void put(
      Spectrum spectrum, int rank, double weakTolerance, Map<Metric, Double> values) {
    if (!spectrum.isSingle()) {
      values.put(Metric.MATRIX_RANK, (double) rank);
      values.put(Metric.RANK_LOSS, (double) (spectrum.size() - rank));
      values.put(Metric.WEAK_RANK_LOSS, (double) spectrum.countBelow(weakTolerance));
    }
    if (rank >= 2) {
      values.put(Metric.ENTROPY, Math.min(1, entropy(spectrum) / Math.log(rank)));
    }
  }

  /** Shannon entropy -sum p ln p of p = lambda / sum, 0 ln 0 = 0. */
  private static double entropy(Spectrum spectrum) {
    double sum = spectrum.sum();
    double entropy = 0;
    for (int i = 0; i < spectrum.size(); i++) {
      double p = spectrum.eigenvalue(i) / sum;
      if (p > 0) {
        entropy -= p * Math.log(p);
      }
    }
    return entropy;
  }
}
