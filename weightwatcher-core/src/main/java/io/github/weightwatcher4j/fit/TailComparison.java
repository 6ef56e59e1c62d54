package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All laws fitted to one tail, every two of them tested against each other, and the best one.
 *
 * <p>The best law is the likelier one of those with one parameter, unless one with two parameters
 * is significantly better than each of them, p below 0.1 as in Clauset, Shalizi &amp; Newman 2009;
 * then the likeliest of those. "Best" is best of five: that the law is a good one its {@link
 * LawFit#distance distance} must tell.
 */
public final class TailComparison {

  private final Spectrum tail;
  private final double xMin;
  private final Map<TailLaw, TailFit> fits;
  private final List<LikelihoodRatio> tests;

  private TailComparison(Spectrum tail, double xMin) {
    this.tail = tail;
    this.xMin = xMin;
    fits = new EnumMap<>(TailLaw.class);
    for (TailLaw law : TailLaw.values()) {
      fits.put(law, fit(law, tail, xMin));
    }
    tests = tests(laws(), tail);
  }

  /**
   * Compares the laws on the eigenvalues of at least xMin.
   *
   * <p>Most of the time goes into the p-value of power law against truncated power law, which draws
   * up to 999 tails: up to some 50 ms for 1000 eigenvalues, less where there is little to explain.
   *
   * @param xMin positive; it need not be an eigenvalue
   */
  public static TailComparison of(Spectrum spectrum, double xMin) {
    Domain.requirePositive("xMin", xMin);
    Spectrum tail = Spectrum.of(spectrum.values().filter(x -> x >= xMin).toArray());
    return new TailComparison(tail, xMin);
  }

  static TailFit fit(TailLaw law, Spectrum spectrum, double xMin) {
    return switch (law) {
      case POWER_LAW -> Tail.fit(spectrum, xMin, PowerLawFit::of);
      case TRUNCATED_POWER_LAW -> Tail.fit(spectrum, xMin, TruncatedPowerLawFit::of);
      case EXPONENTIAL -> new ExponentialFitter().fit(spectrum, xMin);
      case STRETCHED_EXPONENTIAL -> new StretchedExponentialFitter().fit(spectrum, xMin);
      case LOGNORMAL -> new LognormalFitter().fit(spectrum, xMin);
    };
  }

  private static List<LikelihoodRatio> tests(List<LawFit> laws, Spectrum tail) {
    List<LikelihoodRatio> tests = new ArrayList<>();
    for (int i = 0; i < laws.size(); i++) {
      for (int j = i + 1; j < laws.size(); j++) {
        tests.add(LikelihoodRatio.of(laws.get(i), laws.get(j), tail));
      }
    }
    return List.copyOf(tests);
  }

  /** Where the tail begins. */
  public double xMin() {
    return xMin;
  }

  /** Number of eigenvalues in the tail. */
  public int size() {
    return tail.size();
  }

  /** The fit of a law, or why there is none. */
  public TailFit fit(TailLaw law) {
    return Objects.requireNonNull(fits.get(law));
  }

  /** The fits that there are, in the order of {@link TailLaw}. */
  public List<LawFit> laws() {
    return fits.values().stream().filter(LawFit.class::isInstance).map(LawFit.class::cast).toList();
  }

  /** The test of every two laws that could be fitted. */
  public List<LikelihoodRatio> tests() {
    return tests;
  }

  /**
   * The test of two laws, in this order; empty where one of them could not be fitted.
   *
   * @throws IllegalArgumentException where they are the same
   */
  public Optional<LikelihoodRatio> test(TailLaw first, TailLaw second) {
    if (first == second) {
      throw new IllegalArgumentException("two laws must differ but both are the " + first.label());
    }
    for (LikelihoodRatio test : tests) {
      if (test.first() == first && test.second() == second) {
        return Optional.of(test);
      }
      if (test.first() == second && test.second() == first) {
        return Optional.of(test.reversed());
      }
    }
    return Optional.empty();
  }

  /**
   * Akaike's information criterion with its correction for small samples, {@code 2 k - 2 ln L + 2 k
   * (k + 1) / (m - k - 1)} for k parameters and m eigenvalues (Hurvich &amp; Tsai 1989); smaller is
   * better. Empty where there is no fit or m is at most k + 1.
   */
  public OptionalDouble aicc(TailLaw law) {
    int k = law.parameters();
    int m = tail.size();
    return fit(law) instanceof LawFit fit && m > k + 1
        ? OptionalDouble.of(2 * k - 2 * fit.logLikelihood() + 2.0 * k * (k + 1) / (m - k - 1))
        : OptionalDouble.empty();
  }

  /** The best law; empty where none could be fitted. */
  public Optional<LawFit> best() {
    return BestLaw.of(this).map(BestLaw::fit);
  }

  /** Why that one, in words and numbers, or why there is none. Likelihoods are in natural units. */
  public String reason() {
    // Every tail of unequal values has a power law: where there is none, there is no law at all.
    return fit(TailLaw.POWER_LAW) instanceof FailedFit failed
        ? failed.reason()
        : BestLaw.of(this).orElseThrow().reason();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TailComparison that && xMin == that.xMin && tail.equals(that.tail);
  }

  @Override
  public int hashCode() {
    return 31 * tail.hashCode() + Double.hashCode(xMin);
  }

  @Override
  public String toString() {
    return reason();
  }
}
