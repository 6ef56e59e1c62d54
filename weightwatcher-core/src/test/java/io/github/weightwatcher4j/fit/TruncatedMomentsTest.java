package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Moments are derivatives of the logarithm of the incomplete gamma function, computed otherwise.
 */
class TruncatedMomentsTest {

  private static final double[] T = {1e-12, 1e-6, 1e-3, 0.1, 0.29, 0.31, 1, 3, 30, 500};

  /** ln of the integral of u^-alpha e^(-t (u - 1)) over u from 1 on. */
  private static double logMass(double alpha, double t) {
    return new UpperIncompleteGamma(1 - alpha).logScaled(t) + t;
  }

  /** Central difference of fourth order. */
  private static double derivative(DoubleUnaryOperator function, double at, double step) {
    return (8 * (function.applyAsDouble(at + step) - function.applyAsDouble(at - step))
            - (function.applyAsDouble(at + 2 * step) - function.applyAsDouble(at - 2 * step)))
        / (12 * step);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 1.5, 2, 2.5, 3, 4.2, 7, 10})
  void theMassIsAnIncompleteGammaFunction(double alpha) {
    for (double t : T) {
      assertThat(new TruncatedMoments(alpha, t).logMass())
          .isCloseTo(logMass(alpha, t), within(1e-12 * Math.max(1, t)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 1.5, 2, 2.5, 3, 4.2, 7, 9.9})
  void theMeanOfYIsMinusTheDerivativeByAlpha(double alpha) {
    for (double t : T) {
      double expected = -derivative(a -> logMass(a, t), alpha, 1e-3);
      // The rounding of ln Gamma, some 1e-14 max(1, t), over the step; and the fifth derivative.
      assertThat(new TruncatedMoments(alpha, t).meanY())
          .isCloseTo(expected, within(1e-8 * expected + 1e-11 * Math.max(1, t)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 1.5, 2, 2.5, 3, 4.2, 7, 9})
  void theMeansOfVAndItsSquareAreMassesOfLowerAlpha(double alpha) {
    // E(u) = E_(alpha - 1) / E_alpha, which for alpha < 1 follows from the recurrence.
    for (double t : T) {
      double mass = Math.exp(logMass(alpha, t));
      TruncatedMoments moments = new TruncatedMoments(alpha, t);
      double fromRecurrence = (1 / mass - (alpha - 1)) - t;
      // Digits are lost in the recurrence where t is small and alpha > 1, not in the moments.
      assertThat(moments.meanV()).isCloseTo(fromRecurrence, within(1e-11 * Math.max(1, t)));
      if (alpha >= 1) {
        double mean = Math.exp(logMass(alpha - 1, t) - logMass(alpha, t)) - 1;
        assertThat(moments.meanV() / t).isCloseTo(mean, within(1e-8 * mean + 1e-12 * t));
      }
      if (alpha >= 2) {
        double first = Math.exp(logMass(alpha - 1, t) - logMass(alpha, t));
        double second = Math.exp(logMass(alpha - 2, t) - logMass(alpha, t));
        double variance = second - first * first;
        assertThat(moments.varianceV() / t / t)
            .isCloseTo(variance, within(1e-7 * variance + 1e-11 * first * first));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 2.5, 4, 9})
  void variancesAreDerivativesOfMeans(double alpha) {
    for (double t : new double[] {1e-9, 1e-3, 0.3, 5, 100}) {
      TruncatedMoments moments = new TruncatedMoments(alpha, t);
      double ofY = -derivative(a -> new TruncatedMoments(a, t).meanY(), alpha, 1e-3);
      assertThat(moments.varianceY()).isCloseTo(ofY, within(1e-7 * ofY));
      // d E(v) / d alpha = -Cov(y, v) for a fixed t.
      double mixed = -derivative(a -> new TruncatedMoments(a, t).meanV(), alpha, 1e-3);
      assertThat(moments.covariance()).isCloseTo(mixed, within(1e-6 * mixed));
    }
  }
}
