package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedOptimumTest {

  /** The two means that the likelihood depends on. */
  private record Means(double log, double excess) {

    static Means of(double[] x, int from) {
      double log = 0;
      double excess = 0;
      for (int j = from; j < x.length; j++) {
        log += Math.log(x[j] / x[from]);
        excess += (x[j] - x[from]) / x[from];
      }
      return new Means(log / (x.length - from), excess / (x.length - from));
    }

    TruncatedOptimum optimum() {
      return TruncatedOptimum.of(log, excess, TruncatedOptimum.start(excess));
    }

    /** ln likelihood per value, by the incomplete gamma function. */
    double likelihood(double alpha, double t) {
      return new TruncatedPowerLaw(alpha, t, 1).logLikelihood(1, log, excess);
    }
  }

  /**
   * The likelihood is concave: a point from which it falls in every direction is the optimum. Tried
   * are steps of both parameters and of each, up and down.
   */
  private static void requireOptimum(Means means, TruncatedOptimum optimum) {
    double alpha = optimum.alpha();
    double t = optimum.t();
    double best = means.likelihood(alpha, t);
    for (double step : new double[] {1e-4, 0.03, 0.7}) {
      for (int inAlpha = -1; inAlpha <= 1; inAlpha++) {
        for (int inT = -1; inT <= 1; inT++) {
          double nextAlpha = Math.min(10, Math.max(0, alpha + inAlpha * step));
          double nextT = t > 0 ? t * Math.exp(inT * step) : Math.max(0, inT * step);
          if (nextT > 0 || nextAlpha > 1) {
            assertThat(means.likelihood(nextAlpha, nextT))
                .as("from %s by %d and %d of %s", optimum, inAlpha, inT, step)
                .isLessThanOrEqualTo(best + 1e-12 * Math.max(1, Math.max(t, Math.abs(best))));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void noStepFromTheOptimumOfAnyTailIsABetterOne(Spectra kind) {
    double[] x = kind.sample(17, 200);
    for (int from = 0; from < x.length - 1; from++) {
      if (!TailScan.areEqual(x[from], x[x.length - 1])) {
        Means means = Means.of(x, from);
        requireOptimum(means, means.optimum());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.05, 1.5, 2, 2.5, 3, 4, 8})
  void noStepIsABetterOneForPowerLawsOfFewValues(double alpha) {
    // Where lambda is 0, or nearly, and the likelihood is least like a quadratic form.
    for (int seed = 0; seed < 300; seed++) {
      double[] x = LawSamples.powerLaw(alpha, 1, 3 + seed % 30, seed).toArray();
      Means means = Means.of(x, 0);
      requireOptimum(means, means.optimum());
    }
  }

  @Test
  void theStartDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(4);
    List<Means> tails =
        List.of(
            Means.of(LawSamples.truncated(0.5, 0.3, 1, 50, 1).toArray(), 0),
            Means.of(LawSamples.truncated(1.8, 0.01, 1, 200, 2).toArray(), 0),
            Means.of(LawSamples.powerLaw(2.2, 1, 100, 3).toArray(), 0),
            Means.of(LawSamples.exponential(40, 1, 100, 4).toArray(), 0));
    for (Means means : tails) {
      TruncatedOptimum expected = means.optimum();
      for (int i = 0; i < 200; i++) {
        TruncatedOptimum start =
            new TruncatedOptimum(
                10 * random.nextDouble(), Math.exp(-40 + 50 * random.nextDouble()));
        TruncatedOptimum optimum = TruncatedOptimum.of(means.log(), means.excess(), start);
        assertThat(optimum.alpha()).isCloseTo(expected.alpha(), within(1e-6));
        assertThat(optimum.t()).isCloseTo(expected.t(), within(1e-6 * expected.t()));
      }
    }
  }

  @Test
  void aGeneralOptimizerFromSeveralStartsFindsNothingBetter() {
    for (int seed = 0; seed < 20; seed++) {
      Means means = Means.of(LawSamples.truncated(1.5, 0.1, 1, 40, seed).toArray(), 0);
      TruncatedOptimum ours = means.optimum();
      double best = Double.NEGATIVE_INFINITY;
      for (double alpha : new double[] {0.1, 2, 6}) {
        best =
            Math.max(
                best,
                new SimplexOptimizer(1e-12, 1e-14)
                    .optimize(
                        GoalType.MAXIMIZE,
                        new MaxEval(5000),
                        new InitialGuess(new double[] {alpha, -1}),
                        new NelderMeadSimplex(2, 0.5),
                        new ObjectiveFunction(
                            p -> means.likelihood(Math.min(10, Math.max(0, p[0])), Math.exp(p[1]))))
                    .getValue());
      }
      assertThat(means.likelihood(ours.alpha(), ours.t())).isGreaterThanOrEqualTo(best - 1e-13);
      assertThat(best).isCloseTo(means.likelihood(ours.alpha(), ours.t()), within(1e-7));
    }
  }

  @Test
  void aTailHeavierThanAnyCutoffIsAPowerLaw() {
    // At alpha = 1 + 1 / meanLog = 3, the mean excess of the power law is 1.
    TruncatedOptimum optimum = TruncatedOptimum.of(0.5, 1, TruncatedOptimum.start(1));
    assertThat(optimum).isEqualTo(new TruncatedOptimum(3, 0));
    assertThat(optimum.alphaError(100)).hasValue(0.2);
    assertThat(optimum.errorOfT(100)).isEmpty();
    TruncatedOptimum bent = TruncatedOptimum.of(0.5, 0.99, TruncatedOptimum.start(1));
    assertThat(bent.t()).isPositive();
  }

  @Test
  void aTailLighterThanExponentialIsExponential() {
    // Uniform on [1, 2]: mean excess 1/2, mean log 2 ln 2 - 1.
    double meanLog = 2 * Math.log(2) - 1;
    TruncatedOptimum optimum = TruncatedOptimum.of(meanLog, 0.5, TruncatedOptimum.start(0.5));
    assertThat(optimum.alpha()).isZero();
    assertThat(optimum.t()).isCloseTo(2, within(1e-9));
    assertThat(optimum.alphaError(100)).isEmpty();
    // That of a rate: t / sqrt(m).
    assertThat(optimum.errorOfT(100).orElseThrow()).isCloseTo(0.2, within(1e-9));
  }
}
