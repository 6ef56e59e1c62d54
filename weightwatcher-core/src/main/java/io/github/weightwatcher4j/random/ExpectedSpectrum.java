package io.github.weightwatcher4j.random;

import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import io.github.weightwatcher4j.bulk.SpikeTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What theory knows of the eigenvalues of W^T W, for large N and M with Q = N / M; what it does not
 * know is not there.
 *
 * @param bulk the law of all but a vanishing share of the eigenvalues; empty where the variance of
 *     the entries is infinite, or where no closed form is known
 * @param spikes where eigenvalues of planted directions are expected beyond the bulk, the largest
 *     first: those below the transition ({@link SpikeTransition}) give none
 * @param tailExponent exponent alpha of the density of the largest eigenvalues, {@code 1 + mu / 2}
 *     for entries with {@code P(|w| > x) ~ x^-mu} and mu below 4; empty where they have an edge
 */
public record ExpectedSpectrum(
    Optional<MarchenkoPastur> bulk, List<Double> spikes, OptionalDouble tailExponent) {

  /** Copies the list. */
  public ExpectedSpectrum {
    spikes = List.copyOf(spikes);
  }

  static ExpectedSpectrum unknown() {
    return new ExpectedSpectrum(Optional.empty(), List.of(), OptionalDouble.empty());
  }

  /** Noise of a variance, and directions planted in it. */
  static ExpectedSpectrum of(int rows, int columns, double variance, List<Double> strengths) {
    MarchenkoPastur law = law(rows, columns, variance);
    SpikeTransition transition = new SpikeTransition(law);
    List<Double> spikes =
        strengths.stream()
            .filter(strength -> strength > transition.threshold())
            .map(transition::eigenvalue)
            .sorted(Comparator.reverseOrder())
            .toList();
    return new ExpectedSpectrum(Optional.of(law), spikes, OptionalDouble.empty());
  }

  /** Entries with this tail and these moments: a mean makes a direction of its own. */
  static ExpectedSpectrum ofTail(int rows, int columns, double mu, EntryMoments moments) {
    double variance = moments.variance().orElse(Double.POSITIVE_INFINITY);
    double strength = Math.abs(moments.mean().orElse(0)) * Math.sqrt((double) rows * columns);
    ExpectedSpectrum limit =
        Double.isFinite(variance)
            ? of(rows, columns, variance, strength > 0 ? List.of(strength) : List.of())
            : unknown();
    OptionalDouble exponent = mu < 4 ? OptionalDouble.of(1 + mu / 2) : OptionalDouble.empty();
    return new ExpectedSpectrum(limit.bulk(), limit.spikes(), exponent);
  }

  private static MarchenkoPastur law(int rows, int columns, double variance) {
    Domain.requireShape(rows, columns);
    double n = Math.max(rows, columns);
    return new MarchenkoPastur(n / Math.min(rows, columns), Math.sqrt(n * variance));
  }
}
