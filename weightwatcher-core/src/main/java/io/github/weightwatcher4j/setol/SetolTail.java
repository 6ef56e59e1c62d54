package io.github.weightwatcher4j.setol;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The largest eigenvalues of a layer as the tail in which, after SETOL, all that generalizes lies.
 * Eigenvalues are rescaled to a mean of 1 over the whole layer, {@code lambda' = lambda n / sum
 * lambda}, so that nothing here depends on the scale of the weights. Immutable.
 */
public final class SetolTail {

  /** Number of free cumulants: of more, a tail of some tens of eigenvalues knows nothing. */
  public static final int ORDERS = 5;

  private final double[] rescaled; // ascending
  private final int all;
  private final OptionalDouble alpha;

  private SetolTail(double[] rescaled, int all, OptionalDouble alpha) {
    this.rescaled = rescaled;
    this.all = all;
    this.alpha = alpha;
  }

  /**
   * The tail of the {@code size} largest eigenvalues.
   *
   * @param spectrum all eigenvalues of the layer, one of which is above 0
   * @param size from 1 to their number
   * @param alpha exponent of the layer's power law; empty where there is none
   */
  public static SetolTail of(Spectrum spectrum, int size, OptionalDouble alpha) {
    if (size < 1 || size > spectrum.size()) {
      throw new IllegalArgumentException(
          "size must be in [1, " + spectrum.size() + "] but was " + size);
    }
    double mean = spectrum.mean();
    if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the mean eigenvalue must be > 0 but was " + mean);
    }
    double[] rescaled = spectrum.values().skip(spectrum.size() - size).map(x -> x / mean).toArray();
    return new SetolTail(rescaled, spectrum.size(), alpha);
  }

  /** Number of its eigenvalues. */
  public int size() {
    return rescaled.length;
  }

  /** Its eigenvalues lambda', ascending, as a copy. */
  public double[] rescaled() {
    return rescaled.clone();
  }

  /** Share of the sum of all eigenvalues that it holds, from 0 to 1. */
  public double share() {
    return Math.min(1, sum() / all);
  }

  /** {@code sum ln lambda'}, 0 in the ideal layer; empty where an eigenvalue is zero. */
  public OptionalDouble traceLog() {
    double sum = 0;
    for (double value : rescaled) {
      sum += Math.log(value);
    }
    return Double.isFinite(sum) ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  /** The quality of the layer in a model of its tail; empty where the model cannot have it. */
  public OptionalDouble quality(LogQuality model) {
    double max = Math.log10(rescaled[rescaled.length - 1]);
    double min = Math.log10(rescaled[0]);
    OptionalDouble value =
        switch (model) {
          case BULK_AND_SPIKES -> OptionalDouble.of(Math.log10(sum()));
          case FREE_CAUCHY -> OptionalDouble.of(max);
          case LEVY_WIGNER -> times(alpha, max, -1);
          case INVERSE_MARCHENKO_PASTUR -> times(alpha, 2 * (max - min), 0);
        };
    return value.stream().filter(Double::isFinite).findFirst();
  }

  /** {@code (alpha + shift) factor}. */
  private static OptionalDouble times(OptionalDouble alpha, double factor, double shift) {
    return alpha.stream().map(it -> (it + shift) * factor).findFirst();
  }

  /** All qualities that there are. */
  public Map<LogQuality, Double> qualities() {
    Map<LogQuality, Double> all = new EnumMap<>(LogQuality.class);
    for (LogQuality model : LogQuality.values()) {
      quality(model).ifPresent(value -> all.put(model, value));
    }
    return all;
  }

  /** The first five free cumulants of the lambda'; empty for a tail of one eigenvalue. */
  public Optional<FreeCumulants> cumulants() {
    return size() < 2 ? Optional.empty() : Optional.of(FreeCumulants.ofValues(rescaled, ORDERS));
  }

  /**
   * The generalized norm, {@code sum G(lambda'_i / size)} with G the integral of the R-transform,
   * as far as five cumulants know it; empty for a tail of one eigenvalue.
   */
  public Optional<PartialSums> generalizedNorm() {
    double[] points = rescaled.clone();
    for (int i = 0; i < points.length; i++) {
      points[i] /= points.length;
    }
    return cumulants().map(kappa -> kappa.generalizedNorm(points));
  }

  private double sum() {
    double sum = 0;
    for (double value : rescaled) {
      sum += value;
    }
    return sum;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "tail of %d eigenvalues from %.4g times the mean", size(), rescaled[0]);
  }
}
