package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.Spectrum;

/** Rank of a matrix whose entries carry rounding errors. */
public final class NumericalRank {

  private NumericalRank() {}

  /**
   * Singular value, relative to the largest, up to which a value counts as zero: N * eps. Formats
   * narrower than float32 count as float32: their values are floats too, and with their own eps the
   * bound would exceed the largest singular value of an ordinary layer.
   */
  public static double resolution(long n, Precision precision) {
    return n * Math.min(precision.epsilon(), Precision.FLOAT32.epsilon());
  }

  /** Number of singular values of one matrix above {@code resolution * sigma_max}. */
  public static int of(Spectrum spectrum, double resolution) {
    double bound = spectrum.max() * resolution * resolution;
    return (int) spectrum.values().filter(eigenvalue -> eigenvalue > bound).count();
  }
}
