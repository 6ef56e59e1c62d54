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
 * then the likeliest of those. The bounded power law, which rules out any larger value, is the best
 * only where it is significantly better than every other law. "Best" is best of those compared:
 * that the law is a good one its {@link LawFit#distance distance} must tell. Immutable; equal where
 * all numbers are.
 */
public final class TailComparison {

  private final double xMin;
  private final int size;
  private final Map<TailLaw, TailFit> fits;
  private final List<LikelihoodRatio> tests;
  private final Optional<TailLaw> best;
  private final String reason;

  private TailComparison(
      double xMin,
      int size,
      Map<TailLaw, TailFit> fits,
      List<LikelihoodRatio> tests,
      Optional<TailLaw> best,
      String reason) {
    this.xMin = xMin;
    this.size = size;
    this.fits = new EnumMap<>(TailLaw.class);
    for (TailLaw law : TailLaw.values()) {
      this.fits.put(law, fits.getOrDefault(law, new FailedFit("this law was not compared")));
    }
    this.tests = List.copyOf(tests);
    this.best = best;
    this.reason = reason;
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
    Map<TailLaw, TailFit> fits = new EnumMap<>(TailLaw.class);
    for (TailLaw law : TailLaw.values()) {
      fits.put(law, law.fit(spectrum, xMin));
    }
    int size = spectrum.size() - spectrum.countBelow(xMin);
    List<LikelihoodRatio> tests = tests(laws(fits), spectrum);
    Optional<BestLaw> best =
        BestLaw.of(new TailComparison(xMin, size, fits, tests, Optional.empty(), ""));
    // Every tail of unequal values has a power law: where there is none, there is no law at all.
    String reason =
        fits.get(TailLaw.POWER_LAW) instanceof FailedFit failed
            ? failed.reason()
            : best.orElseThrow().reason();
    return new TailComparison(xMin, size, fits, tests, best.map(law -> law.fit().law()), reason);
  }

  /**
   * A comparison that was made before.
   *
   * @param xMin where the tail begins, positive
   * @param size number of eigenvalues in the tail
   * @param fits the fit of each law that was compared, or why there is none
   * @param tests the tests of two laws that both have a fit
   * @param best the best law, one that has a fit; empty where none has
   * @param reason why that one, or why there is none
   * @throws IllegalArgumentException where these contradict each other
   */
  public static TailComparison of(
      double xMin,
      int size,
      Map<TailLaw, TailFit> fits,
      List<LikelihoodRatio> tests,
      Optional<TailLaw> best,
      String reason) {
    Domain.requirePositive("xMin", xMin);
    Domain.require(size >= 0, "size must be >= 0", size);
    fits.forEach((law, fit) -> requireOfTail(law, fit, xMin, size));
    tests.forEach(test -> requireFits(fits, test.first(), test.second()));
    best.ifPresent(law -> requireFits(fits, law));
    return new TailComparison(xMin, size, fits, tests, best, reason);
  }

  private static void requireOfTail(TailLaw law, TailFit tailFit, double xMin, int size) {
    if (tailFit instanceof LawFit fit
        && !(fit.law() == law && fit.xMin() == xMin && fit.tailSize() == size)) {
      throw new IllegalArgumentException(
          "the fit of the %s must be of %d eigenvalues from %s on but is a %s of %d from %s on"
              .formatted(law.label(), size, xMin, fit.law().label(), fit.tailSize(), fit.xMin()));
    }
  }

  private static void requireFits(Map<TailLaw, TailFit> fits, TailLaw... laws) {
    for (TailLaw law : laws) {
      if (!(fits.get(law) instanceof LawFit)) {
        throw new IllegalArgumentException("the " + law.label() + " has no fit");
      }
    }
  }

  private static List<LikelihoodRatio> tests(List<LawFit> laws, Spectrum spectrum) {
    List<LikelihoodRatio> tests = new ArrayList<>();
    for (int i = 0; i < laws.size(); i++) {
      for (int j = i + 1; j < laws.size(); j++) {
        tests.add(LikelihoodRatio.of(laws.get(i), laws.get(j), spectrum));
      }
    }
    return tests;
  }

  /** Where the tail begins. */
  public double xMin() {
    return xMin;
  }

  /** Number of eigenvalues in the tail. */
  public int size() {
    return size;
  }

  /** The fit of a law, or why there is none. */
  public TailFit fit(TailLaw law) {
    return Objects.requireNonNull(fits.get(law));
  }

  /** The fits that there are, in the order of {@link TailLaw}. */
  public List<LawFit> laws() {
    return laws(fits);
  }

  private static List<LawFit> laws(Map<TailLaw, TailFit> fits) {
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
    return fit(law) instanceof LawFit fit && size > k + 1
        ? OptionalDouble.of(2 * k - 2 * fit.logLikelihood() + 2.0 * k * (k + 1) / (size - k - 1))
        : OptionalDouble.empty();
  }

  /** The best law; empty where none could be fitted. */
  public Optional<LawFit> best() {
    return best.map(this::fit).map(LawFit.class::cast);
  }

  /** Why that one, in words and numbers, or why there is none. Likelihoods are in natural units. */
  public String reason() {
    return reason;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TailComparison that
        && xMin == that.xMin
        && size == that.size
        && fits.equals(that.fits)
        && tests.equals(that.tests)
        && best.equals(that.best)
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(xMin, size, fits, tests, best, reason);
  }

  @Override
  public String toString() {
    return reason;
  }
}
