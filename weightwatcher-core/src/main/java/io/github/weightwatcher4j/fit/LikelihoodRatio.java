package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;

/**
 * Test of two laws fitted to the same tail: is one of them closer to it than chance explains?
 *
 * @param first one law
 * @param second the other
 * @param ratio R, natural logarithm of the ratio of their likelihoods; positive where the first is
 *     more likely
 * @param normalizedRatio R over its standard deviation, {@code R / sqrt(m v)} with v the variance
 *     of the differences in log density over the m values (Clauset, Shalizi &amp; Newman 2009,
 *     appendix C); 0 where the laws are the same
 * @param pValue probability of an R at least as far from 0 if neither law were better; for nested
 *     laws, of a larger law better by so much if the smaller one were right. Small: the sign of R
 *     is to be trusted
 * @param nullDistribution what the p-value is taken from
 */
public record LikelihoodRatio(
    TailLaw first,
    TailLaw second,
    double ratio,
    double normalizedRatio,
    double pValue,
    NullDistribution nullDistribution) {

  /** Sums of some thousand logarithms agree to this where they are of the same law. */
  private static final double ROUNDING = 1e-9;

  /** Checks that the numbers are finite and the p-value is a probability. */
  public LikelihoodRatio {
    Domain.require(Double.isFinite(ratio), "ratio must be finite", ratio);
    Domain.require(
        Double.isFinite(normalizedRatio), "normalizedRatio must be finite", normalizedRatio);
    Domain.require(pValue >= 0 && pValue <= 1, "pValue must be in [0, 1]", pValue);
  }

  /**
   * The test of two fits.
   *
   * @param spectrum what both were fitted to; its values from xMin on count
   * @throws IllegalArgumentException where the fits are of one law, or not of this tail, or one is
   *     a bounded power law that does not end at the largest eigenvalue
   */
  public static LikelihoodRatio of(LawFit first, LawFit second, Spectrum spectrum) {
    NullDistribution distribution = NullDistribution.of(first.law(), second.law());
    requireSameTail(first, second, spectrum);
    requireEndAtMax(first);
    requireEndAtMax(second);
    int m = first.tailSize();
    double difference = first.logLikelihood() - second.logLikelihood();
    double ratio = Math.abs(difference) < ROUNDING ? 0 : difference;
    double squares =
        spectrum
            .values()
            .filter(x -> x >= first.xMin())
            .map(x -> first.logDensity(x) - second.logDensity(x) - ratio / m)
            .map(deviation -> deviation * deviation)
            .sum();
    double normalized = squares > 0 ? ratio / Math.sqrt(squares) : 0;
    boolean isFirstSmaller = first.law().parameters() < second.law().parameters();
    double gain = Math.max(0, isFirstSmaller ? -ratio : ratio);
    double pValue =
        switch (distribution) {
          case NORMAL -> Erf.erfc(Math.abs(normalized) / Math.sqrt(2));
          case CHI_SQUARE -> Erf.erfc(Math.sqrt(gain));
          case HALF_CHI_SQUARE -> gain > 0 ? 0.5 * Erf.erfc(Math.sqrt(gain)) : 1;
          case SIMULATED -> simulated(isFirstSmaller ? first : second, gain);
          case EXACT -> exact(isFirstSmaller ? first : second);
        };
    return new LikelihoodRatio(first.law(), second.law(), ratio, normalized, pValue, distribution);
  }

  private static void requireSameTail(LawFit first, LawFit second, Spectrum spectrum) {
    double xMin = first.xMin();
    int m = spectrum.size() - spectrum.countBelow(xMin);
    if (!(second.xMin() == xMin && first.tailSize() == m && second.tailSize() == m)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "both fits must be of the %d eigenvalues from %s on but are of %d and of %d from %s",
              m,
              xMin,
              first.tailSize(),
              second.tailSize(),
              second.xMin()));
    }
  }

  /** An end that was given is no parameter, and the power law no case of such a law. */
  private static void requireEndAtMax(LawFit fit) {
    if (fit instanceof BoundedPowerLawFit law && law.end() != law.xMax()) {
      throw new IllegalArgumentException(
          "the law must end at the largest eigenvalue %s to be compared but ends at %s"
              .formatted(law.xMax(), law.end()));
    }
  }

  private static double simulated(LawFit smaller, double gain) {
    PowerLawFit law = powerLaw(smaller);
    return SimulatedPowerLaws.pValue(law.alpha(), law.tailSize(), gain);
  }

  /** From the share of the largest in the sum of ln(x / xMin), which is m / (alpha - 1). */
  private static double exact(LawFit smaller) {
    PowerLawFit law = powerLaw(smaller);
    int m = law.tailSize();
    double share = Math.log(law.xMax() / law.xMin()) * (law.alpha() - 1) / m;
    return LargestShare.probabilityOfAtMost(share, m);
  }

  private static PowerLawFit powerLaw(LawFit smaller) {
    if (!(smaller instanceof PowerLawFit law)) {
      throw new IllegalStateException("the smaller law must be a power law, not " + smaller.law());
    }
    return law;
  }

  /** The same test with the laws in the other order. */
  public LikelihoodRatio reversed() {
    return new LikelihoodRatio(second, first, -ratio, -normalizedRatio, pValue, nullDistribution);
  }

  /** Whether one law is a case, or a limit, of the other. */
  public boolean nested() {
    return nullDistribution.isOfNestedLaws();
  }
}
