package io.github.weightwatcher4j.setol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Free cumulants of a distribution, the coefficients of its R-transform {@code R(z) = kappa_1 +
 * kappa_2 z + kappa_3 z^2 + ...} (Voiculescu; Speicher). Free cumulants of free random matrices
 * add, as ordinary ones of independent numbers do. Immutable.
 *
 * <p>Those of a tail with a few large eigenvalues grow faster than any power, and its series then
 * has no sum: {@link PartialSums} tells.
 */
public final class FreeCumulants {

  private final double[] kappa;

  private FreeCumulants(double[] kappa) {
    if (kappa.length == 0) {
      throw new IllegalArgumentException("there must be a cumulant");
    }
    for (double value : kappa) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a cumulant must be finite but was " + value);
      }
    }
    this.kappa = kappa;
  }

  /** The given cumulants, kappa_1 first; at least one, all finite. */
  public static FreeCumulants of(double... cumulants) {
    return new FreeCumulants(cumulants.clone());
  }

  /**
   * From moments, {@code kappa_n = m_n - sum_{s < n} kappa_s [z^(n-s)] (1 + m_1 z + m_2 z^2 +
   * ...)^s}.
   *
   * @param moments m_1, m_2, ...; at least one, all finite
   * @throws IllegalArgumentException also where a cumulant is beyond the range of a double
   */
  public static FreeCumulants ofMoments(double... moments) {
    int orders = moments.length;
    double[] series = new double[orders + 1]; // 1 + m_1 z + m_2 z^2 + ...
    series[0] = 1;
    System.arraycopy(moments, 0, series, 1, orders);
    double[] kappa = new double[orders];
    double[] rest = moments.clone();
    double[] power = series.clone();
    for (int s = 1; s <= orders; s++) {
      kappa[s - 1] = rest[s - 1];
      for (int n = s; n <= orders; n++) {
        rest[n - 1] -= kappa[s - 1] * power[n - s];
      }
      power = product(power, series);
    }
    return new FreeCumulants(kappa);
  }

  /**
   * Those of the distribution that gives each value the same weight.
   *
   * @param values at least one, finite
   * @param orders how many cumulants, at least 1
   */
  public static FreeCumulants ofValues(double[] values, int orders) {
    if (values.length == 0 || orders < 1) {
      throw new IllegalArgumentException(
          "there must be a value and an order but there are " + values.length + " and " + orders);
    }
    double[] moments = new double[orders];
    for (int n = 1; n <= orders; n++) {
      int power = n;
      moments[n - 1] = Arrays.stream(values).map(x -> Math.pow(x, power)).sum() / values.length;
    }
    return ofMoments(moments);
  }

  /** How many there are. */
  public int size() {
    return kappa.length;
  }

  /**
   * The n-th, from 1: kappa_1 is the mean, kappa_2 the variance.
   *
   * @param n from 1 to {@link #size}
   * @throws IndexOutOfBoundsException where there is no such cumulant
   */
  public double get(int n) {
    return kappa[n - 1];
  }

  /** All of them, kappa_1 first. */
  public List<Double> asList() {
    return Arrays.stream(kappa).boxed().toList();
  }

  /** The partial sums of R(z) at a point. */
  public PartialSums rTransform(double z) {
    List<Double> sums = new ArrayList<>();
    double sum = 0;
    double power = 1;
    for (double value : kappa) {
      sum += value * power;
      power *= z;
      sums.add(sum);
    }
    return new PartialSums(sums);
  }

  /**
   * The partial sums of {@code sum_i G(x_i)}, where {@code G(x) = kappa_1 x + kappa_2 x^2 / 2 +
   * ...} is the integral of R from 0 to x: the generalized norm of SETOL.
   *
   * @param points the x_i; for the eigenvalues of a tail {@code lambda'_i / size}
   */
  public PartialSums generalizedNorm(double... points) {
    List<Double> sums = new ArrayList<>();
    double sum = 0;
    for (int n = 1; n <= kappa.length; n++) {
      int power = n;
      sum += kappa[n - 1] / n * Arrays.stream(points).map(x -> Math.pow(x, power)).sum();
      sums.add(sum);
    }
    return new PartialSums(sums);
  }

  /** The product of two power series, cut to their common length. */
  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; i + j < a.length; j++) {
        product[i + j] += a[i] * b[j];
      }
    }
    return product;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FreeCumulants that && Arrays.equals(kappa, that.kappa);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(kappa);
  }

  @Override
  public String toString() {
    return "free cumulants " + asList();
  }
}
