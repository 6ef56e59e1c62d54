package io.github.weightwatcher4j.spectrum;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Eigenvalues of X = W^T W, ascending: the squared singular values of W. The empirical spectral
 * density (ESD) of a layer is their histogram.
 */
public final class Spectrum {

  private final double[] ascending;
  private final boolean single;

  private Spectrum(double[] ascending, boolean single) {
    this.ascending = ascending;
    this.single = single;
  }

  /**
   * A spectrum of the given eigenvalues, in any order.
   *
   * @throws IllegalArgumentException where one is negative, infinite or NaN
   */
  public static Spectrum of(double... eigenvalues) {
    double[] sorted = eigenvalues.clone();
    Arrays.sort(sorted);
    for (double value : sorted) {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("an eigenvalue must be finite and >= 0: " + value);
      }
    }
    return new Spectrum(sorted, false);
  }

  /** All eigenvalues of several spectra in one, as for the slices of a convolution. */
  public static Spectrum pooled(List<Spectrum> spectra) {
    double[] all = spectra.stream().flatMapToDouble(Spectrum::values).sorted().toArray();
    return new Spectrum(all, spectra.stream().anyMatch(Spectrum::isSingle));
  }

  /** The same eigenvalues, told to have been {@linkplain #isSingle computed in float32}. */
  public Spectrum inSingle() {
    return new Spectrum(ascending, true);
  }

  /**
   * Whether the eigenvalues were computed in float32, so that the smallest are rounding errors and
   * nothing may rest on them. It is not part of a spectrum's equality, and results that are read
   * back do not know it.
   */
  public boolean isSingle() {
    return single;
  }

  /** Number of eigenvalues. */
  public int size() {
    return ascending.length;
  }

  /** The i-th smallest eigenvalue, from 0. */
  public double eigenvalue(int i) {
    return ascending[i];
  }

  /** The largest eigenvalue; 0 for an empty spectrum. */
  public double max() {
    return ascending.length == 0 ? 0 : ascending[ascending.length - 1];
  }

  /** The smallest eigenvalue; 0 for an empty spectrum. */
  public double min() {
    return ascending.length == 0 ? 0 : ascending[0];
  }

  /** Sum of all eigenvalues, the squared Frobenius norm of W; added from the smallest up. */
  public double sum() {
    double sum = 0;
    for (double value : ascending) {
      sum += value;
    }
    return sum;
  }

  /** Mean eigenvalue; 0 for an empty spectrum. */
  public double mean() {
    return ascending.length == 0 ? 0 : sum() / ascending.length;
  }

  /** Number of eigenvalues below a bound. */
  public int countBelow(double bound) {
    int at = 0;
    while (at < ascending.length && ascending[at] < bound) {
      at++;
    }
    return at;
  }

  /** The eigenvalues above a cutoff, as a spectrum of their own. */
  public Spectrum above(double cutoff) {
    int from = 0;
    while (from < ascending.length && !(ascending[from] > cutoff)) {
      from++;
    }
    return new Spectrum(Arrays.copyOfRange(ascending, from, ascending.length), single);
  }

  /**
   * All but the {@code count} largest eigenvalues, as a spectrum of their own; an empty one where
   * there are no more than that.
   *
   * @param count at least 0
   */
  public Spectrum withoutLargest(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must be >= 0 but was " + count);
    }
    return new Spectrum(Arrays.copyOf(ascending, Math.max(0, ascending.length - count)), single);
  }

  /** Every eigenvalue times a factor, which is at least 0: the spectrum of sqrt(factor) W. */
  public Spectrum scaled(double factor) {
    if (!(factor >= 0)) {
      throw new IllegalArgumentException("a factor must be >= 0 but was " + factor);
    }
    return new Spectrum(of(values().map(value -> value * factor).toArray()).ascending, single);
  }

  /** The eigenvalues, ascending. */
  public DoubleStream values() {
    return Arrays.stream(ascending);
  }

  /** A copy of the eigenvalues, ascending. */
  public double[] toArray() {
    return ascending.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spectrum that && Arrays.equals(ascending, that.ascending);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ascending);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d eigenvalues in [%.6g, %.6g]", size(), min(), max());
  }
}
