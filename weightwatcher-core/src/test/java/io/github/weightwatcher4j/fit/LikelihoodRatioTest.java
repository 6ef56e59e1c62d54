package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LikelihoodRatioTest {

  private static LikelihoodRatio test(TailLaw first, TailLaw second, Spectrum spectrum) {
    LawFit one = (LawFit) first.fit(spectrum, 1);
    LawFit other = (LawFit) second.fit(spectrum, 1);
    return LikelihoodRatio.of(one, other, spectrum);
  }

  @Test
  void theNormalizedRatioIsVuongs() {
    Spectrum spectrum = LawSamples.lognormal(0, 1, 1, 100, 5);
    PowerLawFit powerLaw = (PowerLawFit) TailLaw.POWER_LAW.fit(spectrum, 1);
    ExponentialFit exponential = (ExponentialFit) TailLaw.EXPONENTIAL.fit(spectrum, 1);
    double[] differences =
        spectrum.values().map(x -> powerLaw.logDensity(x) - exponential.logDensity(x)).toArray();
    double ratio = Arrays.stream(differences).sum();
    double variance =
        Arrays.stream(differences).map(d -> (d - ratio / 100) * (d - ratio / 100)).sum() / 100;
    LikelihoodRatio test = LikelihoodRatio.of(powerLaw, exponential, spectrum);
    assertThat(test.ratio()).isCloseTo(ratio, within(1e-10));
    double z = ratio / Math.sqrt(100 * variance);
    assertThat(test.normalizedRatio()).isCloseTo(z, within(1e-10));
    double p = 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-Math.abs(z));
    assertThat(test.pValue()).isCloseTo(p, within(1e-12));
    assertThat(test.nested()).isFalse();
  }

  @Test
  void theOtherOrderTurnsTheSignAndNothingElse() {
    Spectrum spectrum = LawSamples.lognormal(0, 1, 1, 100, 5);
    for (TailLaw first : TailLaw.values()) {
      for (TailLaw second : TailLaw.values()) {
        if (first != second) {
          assertThat(test(first, second, spectrum))
              .isEqualTo(test(second, first, spectrum).reversed());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POWER_LAW, TRUNCATED_POWER_LAW, SIMULATED",
    "POWER_LAW, EXPONENTIAL, NORMAL",
    "POWER_LAW, STRETCHED_EXPONENTIAL, HALF_CHI_SQUARE",
    "POWER_LAW, LOGNORMAL, HALF_CHI_SQUARE",
    "TRUNCATED_POWER_LAW, EXPONENTIAL, HALF_CHI_SQUARE",
    "TRUNCATED_POWER_LAW, STRETCHED_EXPONENTIAL, NORMAL",
    "TRUNCATED_POWER_LAW, LOGNORMAL, NORMAL",
    "EXPONENTIAL, STRETCHED_EXPONENTIAL, CHI_SQUARE",
    "EXPONENTIAL, LOGNORMAL, NORMAL",
    "STRETCHED_EXPONENTIAL, LOGNORMAL, NORMAL",
    "BOUNDED_POWER_LAW, POWER_LAW, EXACT",
    "BOUNDED_POWER_LAW, TRUNCATED_POWER_LAW, NORMAL",
    "BOUNDED_POWER_LAW, EXPONENTIAL, NORMAL",
    "BOUNDED_POWER_LAW, STRETCHED_EXPONENTIAL, NORMAL",
    "BOUNDED_POWER_LAW, LOGNORMAL, NORMAL"
  })
  void everyTwoLawsHaveTheirNullDistribution(
      TailLaw first, TailLaw second, NullDistribution expected) {
    assertThat(NullDistribution.of(first, second)).isEqualTo(expected);
    assertThat(NullDistribution.of(second, first)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(TailLaw.class)
  void aLawIsNotTestedAgainstItself(TailLaw law) {
    assertThatThrownBy(() -> NullDistribution.of(law, law))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two laws must differ but both are the " + law.label());
  }

  @Test
  void aLargerLawThatIsItsOwnEdgeExplainsNothing() {
    // Heavier than any power law with a cutoff, and lighter than any exponential with a power.
    LikelihoodRatio heavy =
        test(
            TailLaw.POWER_LAW,
            TailLaw.TRUNCATED_POWER_LAW,
            Spectrum.of(1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 10));
    assertThat(heavy.ratio()).isZero();
    assertThat(heavy.normalizedRatio()).isZero();
    assertThat(heavy.pValue()).isEqualTo(1);
    LikelihoodRatio light =
        test(TailLaw.EXPONENTIAL, TailLaw.TRUNCATED_POWER_LAW, Spectrum.of(1, 2, 3, 4));
    assertThat(light.ratio()).isZero();
    assertThat(light.pValue()).isEqualTo(1);
  }

  @Test
  void chiSquareHasItsQuantiles() {
    // 95 % of chi-square of one degree of freedom is 3.8415.
    Spectrum spectrum = LawSamples.stretched(0.7, 3, 1, 200, 6);
    LikelihoodRatio test = test(TailLaw.STRETCHED_EXPONENTIAL, TailLaw.EXPONENTIAL, spectrum);
    double p = 1 - new ChiSquaredDistribution(null, 1).cumulativeProbability(2 * test.ratio());
    assertThat(test.pValue()).isCloseTo(p, within(1e-12));
    assertThat(test.nested()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "POWER_LAW, TRUNCATED_POWER_LAW",
    "POWER_LAW, LOGNORMAL",
    "POWER_LAW, BOUNDED_POWER_LAW",
    "EXPONENTIAL, TRUNCATED_POWER_LAW",
    "EXPONENTIAL, STRETCHED_EXPONENTIAL"
  })
  void pValuesOfNestedLawsAreUniformUnderTheSmallerOne(TailLaw smaller, TailLaw larger) {
    double[] pValues = new double[300];
    for (int seed = 0; seed < pValues.length; seed++) {
      Spectrum spectrum =
          smaller == TailLaw.POWER_LAW
              ? LawSamples.powerLaw(2.5, 1, 200, seed)
              : LawSamples.exponential(0.5, 1, 200, seed);
      LawFit small = (LawFit) smaller.fit(spectrum, 1);
      pValues[seed] =
          larger.fit(spectrum, 1) instanceof LawFit large
              ? LikelihoodRatio.of(small, large, spectrum).pValue()
              : 1;
    }
    for (double level : new double[] {0.05, 0.2, 0.4}) {
      double rejected = Arrays.stream(pValues).filter(p -> p <= level).count() / 300.0;
      // Three standard deviations of a fraction of 300, and what 200 values lack to infinitely
      // many.
      double margin = 3 * Math.sqrt(level * (1 - level) / pValues.length) + 0.2 * level;
      assertThat(rejected).isCloseTo(level, within(margin));
    }
  }

  @ParameterizedTest
  @CsvSource({"1.3, 10", "2.5, 10", "2.5, 200", "6, 50"})
  void powerLawsOfAnyExponentAndSizeAreTakenForBoundedOnesAtTheLevel(double alpha, int size) {
    int samples = 1000;
    double[] pValues = new double[samples];
    for (int seed = 0; seed < samples; seed++) {
      Spectrum spectrum = LawSamples.powerLaw(alpha, 1, size, 7000 + seed);
      pValues[seed] = test(TailLaw.POWER_LAW, TailLaw.BOUNDED_POWER_LAW, spectrum).pValue();
    }
    // Uniform exactly; 1.95 / sqrt(n) is the 0.1 % point of Kolmogorov's law.
    Arrays.sort(pValues);
    for (int i = 0; i < samples; i++) {
      assertThat((i + 0.5) / samples).isCloseTo(pValues[i], within(1.95 / Math.sqrt(samples)));
    }
  }

  @Test
  void aSharpEndIsFoundAndSaid() {
    Spectrum spectrum = LawSamples.bounded(2, 1, 10, 200, 3);
    LikelihoodRatio test = test(TailLaw.BOUNDED_POWER_LAW, TailLaw.POWER_LAW, spectrum);
    assertThat(test.ratio()).isPositive();
    assertThat(test.pValue()).isLessThan(1e-3);
    assertThat(test.nested()).isTrue();
  }

  @Test
  void aBoundedLawIsComparedOnlyWhereItEndsAtTheLargest() {
    Spectrum spectrum = LawSamples.bounded(2, 1, 10, 50, 3);
    LawFit plain = (LawFit) TailLaw.POWER_LAW.fit(spectrum, 1);
    LawFit given = (LawFit) Tail.fit(spectrum, 1, tail -> BoundedPowerLawFit.of(tail, 10));
    assertThatThrownBy(() -> LikelihoodRatio.of(plain, given, spectrum))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must end at the largest eigenvalue");
  }

  @Test
  void fitsOfDifferentTailsAreNotCompared() {
    Spectrum spectrum = LawSamples.exponential(1, 1, 50, 5);
    LawFit one = (LawFit) TailLaw.EXPONENTIAL.fit(spectrum, 1);
    LawFit other = (LawFit) TailLaw.POWER_LAW.fit(spectrum, 1.5);
    assertThatThrownBy(() -> LikelihoodRatio.of(one, other, spectrum))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both fits must be of the 50 eigenvalues from 1.0 on");
    LawFit same = (LawFit) TailLaw.POWER_LAW.fit(spectrum, 1);
    assertThatThrownBy(() -> LikelihoodRatio.of(one, same, Spectrum.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
