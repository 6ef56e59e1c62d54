package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TailComparisonTest {

  /** A sample whose law the others cannot imitate. */
  private static Spectrum typical(TailLaw law) {
    return switch (law) {
      case POWER_LAW -> LawSamples.powerLaw(2.5, 1, 1000, 1);
      case TRUNCATED_POWER_LAW -> LawSamples.truncated(1.8, 0.03, 1, 3000, 1);
      case EXPONENTIAL -> LawSamples.exponential(2, 1, 1000, 1);
      case STRETCHED_EXPONENTIAL -> LawSamples.stretched(3, 0.5, 1, 1000, 1);
      case LOGNORMAL -> LawSamples.lognormal(2, 1, 1, 1000, 1);
      case BOUNDED_POWER_LAW -> LawSamples.bounded(1.5, 1, 20, 1000, 1);
    };
  }

  @ParameterizedTest
  @EnumSource(TailLaw.class)
  void theLawThatASampleIsOfIsTheBest(TailLaw law) {
    TailComparison comparison = TailComparison.of(typical(law), 1);
    assertThat(comparison.best().orElseThrow().law()).as(comparison.reason()).isEqualTo(law);
    assertThat(comparison.reason()).startsWith(law.label() + ": ");
    assertThat(comparison).hasToString(comparison.reason());
  }

  @Test
  void theReasonHasTheNumbersOfEveryTest() {
    TailComparison comparison =
        TailComparison.of(Spectrum.of(0.5, 1, 1.01, 1.02, 1.03, 1.5, 4, 1e4), 1);
    assertThat(comparison.reason())
        .isEqualTo(
            "power law: the likelier law of one parameter, and none of two is significantly better"
                + " than both; ln likelihood -0.00 against truncated power law (p = 1.0), "
                + "+36.59 against exponential (p = 4.7e-07), -0.02 against bounded power law "
                + "(p = 1.0); no stretched exponential: the "
                + "likelihood grows towards the limit of beta = 0, the power law; no lognormal: the "
                + "likelihood grows with sigma without end, towards the power law");
  }

  @Test
  void aLawWithAnEndHasToBeBetterThanEveryOther() {
    int undecided = 0;
    for (long seed = 0; seed < 40; seed++) {
      TailComparison comparison =
          TailComparison.of(LawSamples.truncated(1.8, 0.05, 1, 200, seed), 1);
      LawFit bounded = (LawFit) comparison.fit(TailLaw.BOUNDED_POWER_LAW);
      boolean isBest = comparison.best().orElseThrow().equals(bounded);
      assertThat(isBest)
          .isEqualTo(comparison.laws().stream().allMatch(it -> isBetter(comparison, it)));
      boolean beatsSimple =
          comparison.laws().stream()
              .filter(it -> it.law().parameters() == 1)
              .allMatch(it -> isBetter(comparison, it));
      String told = "but for the bounded power law, which is not significantly better";
      assertThat(comparison.reason().contains(told)).isEqualTo(beatsSimple && !isBest);
      undecided += beatsSimple && !isBest ? 1 : 0;
    }
    // Most tails of 200 values that a cutoff bends could as well have a sharp end.
    assertThat(undecided).isGreaterThan(20);
  }

  private static boolean isBetter(TailComparison comparison, LawFit other) {
    return other.law() == TailLaw.BOUNDED_POWER_LAW
        || comparison
            .test(TailLaw.BOUNDED_POWER_LAW, other.law())
            .filter(test -> test.ratio() > 0 && test.pValue() < 0.1)
            .isPresent();
  }

  @Test
  void everyTwoLawsAreTestedInBothOrders() {
    TailComparison comparison = TailComparison.of(typical(TailLaw.LOGNORMAL), 1);
    assertThat(comparison.tests()).hasSize(15);
    assertThat(comparison.laws()).hasSize(6);
    for (TailLaw first : TailLaw.values()) {
      for (TailLaw second : TailLaw.values()) {
        if (first == second) {
          assertThatThrownBy(() -> comparison.test(first, second))
              .isInstanceOf(IllegalArgumentException.class);
          continue;
        }
        LikelihoodRatio test = comparison.test(first, second).orElseThrow();
        assertThat(test.first()).isEqualTo(first);
        assertThat(test.second()).isEqualTo(second);
        double difference =
            ((LawFit) comparison.fit(first)).logLikelihood()
                - ((LawFit) comparison.fit(second)).logLikelihood();
        assertThat(test.ratio()).isCloseTo(difference, within(1e-9));
      }
    }
  }

  @Test
  void aLawWithoutFitHasNoTest() {
    TailComparison comparison = TailComparison.of(Spectrum.of(1, 1.01, 1.02, 1.03, 1e4), 1);
    assertThat(comparison.fit(TailLaw.LOGNORMAL)).isInstanceOf(FailedFit.class);
    assertThat(comparison.test(TailLaw.LOGNORMAL, TailLaw.POWER_LAW)).isEmpty();
    assertThat(comparison.aicc(TailLaw.LOGNORMAL)).isEmpty();
    assertThat(comparison.aicc(TailLaw.POWER_LAW)).isPresent();
  }

  @Test
  void equalEigenvaluesHaveNoBestLaw() {
    TailComparison comparison = TailComparison.of(Spectrum.of(1, 2, 2, 2), 1.5);
    assertThat(comparison.best()).isEmpty();
    assertThat(comparison.reason()).isEqualTo("all 3 eigenvalues equal 2.00000");
    assertThat(comparison.tests()).isEmpty();
  }

  @Test
  void theInformationCriterionIsThatOfHurvichAndTsai() {
    TailComparison comparison = TailComparison.of(Spectrum.of(1, 2, 3, 6), 1);
    // k = 1, m = 4, ln L = 4 ln(1/2) - 4.
    assertThat(comparison.aicc(TailLaw.EXPONENTIAL).orElseThrow())
        .isCloseTo(2 + 8 * Math.log(2) + 8 + 2, within(1e-12));
    assertThat(TailComparison.of(Spectrum.of(1, 2), 1).aicc(TailLaw.EXPONENTIAL)).isEmpty();
  }

  @Test
  void comparisonsOfOneTailAreEqualAndWhatIsBelowDoesNotCount() {
    Spectrum tail = Spectrum.of(1, 2, 3, 6);
    TailComparison comparison = TailComparison.of(tail, 1);
    TailComparison same = TailComparison.of(Spectrum.of(0, 0.3, 1, 2, 3, 6), 1);
    assertThat(same).isEqualTo(comparison).hasSameHashCodeAs(comparison);
    assertThat(same.laws()).isEqualTo(comparison.laws());
    assertThat(same.tests()).isEqualTo(comparison.tests());
    assertThat(TailComparison.of(tail, 0.9)).isNotEqualTo(comparison);
    assertThat(comparison.xMin()).isEqualTo(1);
  }

  @Test
  void theTailMustBeginSomewhere() {
    for (double xMin : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> TailComparison.of(Spectrum.of(1, 2), xMin))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("xMin must be finite and > 0 but was " + xMin);
    }
  }
}
