package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of a known power law give its exponent back, within the error that the fit claims. */
class AlphaRecoveryTest {

  private static final int SAMPLES = 300;

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 2, 3.5, 6})
  void alphaAndItsErrorAreRightWhereXMinIsGiven(double alpha) {
    int n = 1000;
    double[] errors =
        errors(
            seed -> {
              double[] x = pareto(new Random(seed), alpha, n);
              PowerLawFit fit = new TailScan(Spectrum.of(x)).fit(0);
              return (fit.alpha() - alpha) / fit.standardError();
            });
    // Taking xMin from the sample shifts the mean by 1 / sqrt(n) = 0.03, half a standard error.
    requireStandardNormal(errors, 4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 3})
  void alphaIsRightWhereXMinIsFoundAboveABody(double alpha) {
    double[] errors =
        errors(
            seed -> {
              Random random = new Random(seed);
              double[] x = new double[2000];
              double[] tail = pareto(random, alpha, 1000);
              // A body with no likeness to a power law: uniform up to where the tail begins.
              Arrays.setAll(x, i -> i < 1000 ? random.nextDouble() : tail[i - 1000]);
              PowerLawFit fit = (PowerLawFit) new PowerLawFitter(2).fit(Spectrum.of(x));
              return (fit.alpha() - alpha) / fit.standardError();
            });
    requireStandardNormal(errors, 4);
  }

  private static double[] errors(LongToDoubleFunction error) {
    double[] errors = new double[SAMPLES];
    Arrays.setAll(errors, seed -> error.applyAsDouble(1000 + seed));
    return errors;
  }

  private static double[] pareto(Random random, double alpha, int n) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> Math.pow(1 - random.nextDouble(), -1 / (alpha - 1)));
    return x;
  }

  /**
   * Mean 0 within some standard errors, and a spread of about 1: the claimed error is the true one.
   */
  private static void requireStandardNormal(double[] errors, double standardErrors) {
    double mean = Arrays.stream(errors).average().orElseThrow();
    double variance =
        Arrays.stream(errors).map(e -> (e - mean) * (e - mean)).sum() / (errors.length - 1);
    double standardError = Math.sqrt(variance / errors.length);
    assertThat(Math.abs(mean)).isLessThan(standardErrors * standardError);
    assertThat(Math.sqrt(variance)).isBetween(0.8, 1.6);
  }
}
