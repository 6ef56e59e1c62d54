package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exponential, the stretched exponential and the lognormal law. */
class OtherLawsTest {

  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static double logLikelihood(LawFit law, Spectrum spectrum) {
    return spectrum.values().filter(x -> x >= law.xMin()).map(law::logDensity).sum();
  }

  private static StretchedExponentialFit stretched(double beta, double rate, double xMin) {
    return new StretchedExponentialFit(beta, rate, NONE, NONE, xMin, 2 * xMin, 0, 2, 0);
  }

  private static LognormalFit lognormal(double mu, double sigma, double xMin) {
    return new LognormalFit(mu, sigma, NONE, NONE, xMin, 2 * xMin, 0, 2, 0);
  }

  @Test
  void theExponentialRateIsOneOverTheMeanExcess() {
    ExponentialFit fit = (ExponentialFit) TailLaw.EXPONENTIAL.fit(Spectrum.of(1, 2, 3, 6), 1);
    assertThat(fit.lambda()).isEqualTo(0.5);
    assertThat(fit.lambdaError()).isEqualTo(0.25);
    assertThat(fit.logLikelihood()).isCloseTo(4 * Math.log(0.5) - 4, within(1e-14));
    assertThat(fit.survival(3)).isCloseTo(Math.exp(-1), within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void noStepFromTheStretchedExponentialIsABetterOne(Spectra kind) {
    for (int seed = 0; seed < 10; seed++) {
      Spectrum spectrum = Spectrum.of(kind.sample(seed, 60));
      double xMin = spectrum.eigenvalue(10 * (seed % 5));
      TailFit tailFit = TailLaw.STRETCHED_EXPONENTIAL.fit(spectrum, xMin);
      if (!(tailFit instanceof StretchedExponentialFit fit)) {
        requireHeavierThanPowerLaw(spectrum, xMin);
        continue;
      }
      double best = logLikelihood(fit, spectrum);
      for (double step : new double[] {1e-4, 0.1, 1}) {
        for (int i = 0; i < 8; i++) {
          double angle = i * Math.PI / 4;
          LawFit other =
              stretched(
                  fit.beta() * Math.exp(step * Math.cos(angle)),
                  fit.rate() * Math.exp(step * Math.sin(angle)),
                  xMin);
          assertThat(logLikelihood(other, spectrum)).isLessThanOrEqualTo(best + 1e-10);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void noStepFromTheLognormalIsABetterOne(Spectra kind) {
    for (int seed = 0; seed < 10; seed++) {
      Spectrum spectrum = Spectrum.of(kind.sample(seed, 60));
      double xMin = spectrum.eigenvalue(10 * (seed % 5));
      TailFit tailFit = TailLaw.LOGNORMAL.fit(spectrum, xMin);
      if (!(tailFit instanceof LognormalFit fit)) {
        requireHeavierThanPowerLaw(spectrum, xMin);
        continue;
      }
      double best = logLikelihood(fit, spectrum);
      for (double step : new double[] {1e-4, 0.1, 1}) {
        for (int i = 0; i < 8; i++) {
          double angle = i * Math.PI / 4;
          LawFit other =
              lognormal(
                  fit.mu() + step * fit.sigma() * Math.cos(angle),
                  fit.sigma() * Math.exp(step * Math.sin(angle)),
                  xMin);
          assertThat(logLikelihood(other, spectrum))
              .isLessThanOrEqualTo(best + 1e-9 * Math.max(1, fit.sigma()));
        }
      }
    }
  }

  /**
   * Both laws tend to the power law, where the derivative of the likelihood towards them is {@code
   * mean(y)^2 - mean(y^2) / 2} but for a positive factor.
   */
  private static void requireHeavierThanPowerLaw(Spectrum spectrum, double xMin) {
    double[] y = spectrum.values().filter(x -> x >= xMin).map(x -> Math.log(x / xMin)).toArray();
    double sum = 0;
    double squares = 0;
    for (double value : y) {
      sum += value;
      squares += value * value;
    }
    assertThat(squares * y.length).isGreaterThanOrEqualTo(2 * sum * sum * (1 - 1e-8));
  }

  @Test
  void aTailHeavierThanAPowerLawHasNoFitOfEither() {
    Spectrum heavy = Spectrum.of(1, 1.01, 1.02, 1.03, 1e6);
    assertThat(TailLaw.LOGNORMAL.fit(heavy, 1))
        .isEqualTo(
            new FailedFit("the likelihood grows with sigma without end, towards the power law"));
    assertThat(TailLaw.STRETCHED_EXPONENTIAL.fit(heavy, 1))
        .isEqualTo(
            new FailedFit("the likelihood grows towards the limit of beta = 0, the power law"));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 2, 3", "1, 1, 0.1", "3, 0.2, 1"})
  void theStretchedExponentialIsThatOfTheTextbook(double beta, double lambda, double xMin) {
    double rate = beta * Math.pow(lambda * xMin, beta);
    StretchedExponentialFit law = stretched(beta, rate, xMin);
    assertThat(law.logLambda()).isCloseTo(Math.log(lambda), within(1e-13));
    for (double x : new double[] {xMin, 1.1 * xMin, 2 * xMin}) {
      double survival = Math.exp(Math.pow(lambda * xMin, beta) - Math.pow(lambda * x, beta));
      double density = beta * lambda * Math.pow(lambda * x, beta - 1) * survival;
      assertThat(law.survival(x)).isCloseTo(survival, within(1e-13));
      assertThat(Math.exp(law.logDensity(x))).isCloseTo(density, within(1e-12 * density));
    }
  }

  @Test
  void aStretchedExponentialOfSmallBetaIsNearlyAPowerLaw() {
    StretchedExponentialFit law = stretched(1e-9, 1.5, 2);
    PowerLawFit powerLaw = new PowerLawFit(2.5, 0.1, 2, 50, 0.1, 10);
    assertThat(law.survival(40)).isCloseTo(powerLaw.survival(40), within(1e-8));
    assertThat(law.logLambda()).isFinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-40, -5, -1, 0, 1, 2.9, 3, 3.1, 5})
  void theCutNormalLawIsThatOfTheNormalDistribution(double bound) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    TruncatedNormal law = new TruncatedNormal(bound);
    double above = normal.cumulativeProbability(-bound);
    for (double w : new double[] {0, 0.01, 0.5, 1, 2}) {
      assertThat(law.logDensity(w))
          .isCloseTo(normal.logDensity(w + bound) - Math.log(above), within(1e-12));
      assertThat(law.logSurvivalOf(w))
          .isCloseTo(Math.log(normal.cumulativeProbability(-w - bound) / above), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-30, -3, 0, 2, 2.999, 3, 3.001, 10, 1e3})
  void theMomentsOfTheCutNormalLawAreIntegralsOfItsDensity(double bound) {
    TruncatedNormal law = new TruncatedNormal(bound);
    double[] moments = new double[5];
    // The trapezium rule on 1e5 steps where all of the density is.
    double from = Math.max(0, -bound - 10);
    double to = bound > 1 ? 40 / bound : 10 - bound;
    double step = (to - from) / 100_000;
    for (int i = 0; i <= 100_000; i++) {
      double w = from + i * step;
      double density = Math.exp(law.logDensity(w)) * step * (i % 100_000 == 0 ? 0.5 : 1);
      for (int k = 0; k < moments.length; k++) {
        moments[k] += density * Math.pow(w, k);
      }
    }
    double mean = moments[1];
    assertThat(moments[0]).isCloseTo(1, within(1e-7));
    assertThat(law.mean()).isCloseTo(mean, within(1e-7 * mean));
    assertThat(law.momentRatio()).isCloseTo(moments[2] / mean / mean, within(1e-6));
    // The sums here lose digits where mean and bound are large.
    double scale = 1e-6 * (1 + moments[2]) * Math.min(1, moments[2]);
    assertThat(law.variance()).isCloseTo(moments[2] - mean * mean, within(scale));
    assertThat(law.covariance())
        .isCloseTo(moments[3] - mean * moments[2], within(scale * Math.max(1, mean)));
    assertThat(law.varianceOfSquare())
        .isCloseTo(moments[4] - moments[2] * moments[2], within(scale * Math.max(1, moments[2])));
  }

  @Test
  void aLognormalTailFarOutNeitherUnderflowsNorJumps() {
    // 1e4 sigma beyond the mean: a power law of alpha = 1 + 1e4 / sigma.
    LognormalFit law = lognormal(-1e4 * 5e3, 5e3, 1);
    assertThat(Math.log(law.survival(Math.exp(3)))).isCloseTo(-6, within(1e-5));
    assertThat(law.logDensity(1)).isCloseTo(Math.log(2), within(1e-7));
  }

  @Test
  void aFitOutOfItsDomainCannotBeMade() {
    assertThatThrownBy(() -> stretched(0, 1, 1))
        .hasMessage("beta must be finite and > 0 but was 0.0");
    assertThatThrownBy(() -> stretched(1, Double.NaN, 1))
        .hasMessage("rate must be finite and > 0 but was NaN");
    assertThatThrownBy(() -> lognormal(Double.NaN, 1, 1))
        .hasMessage("mu must be finite but was NaN");
    assertThatThrownBy(() -> lognormal(0, 0, 1))
        .hasMessage("sigma must be finite and > 0 but was 0.0");
    assertThatThrownBy(() -> new ExponentialFit(0, 1, 1, 2, 0.1, 5, 0))
        .hasMessage("lambda must be finite and > 0 but was 0.0");
    assertThatThrownBy(() -> new LognormalFit(0, 1, OptionalDouble.of(0), NONE, 1, 2, 0.1, 5, 0))
        .hasMessage("muError must be finite and > 0 but was 0.0");
  }
}
