package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples of a known law give its parameters back, within the errors that the fits claim. */
class LawRecoveryTest {

  private static final int SAMPLES = 200;
  private static final int SIZE = 400;
  private static final double X_MIN = 1;

  /** A parameter of a law: its true value, how samples are drawn, what the fit says of it. */
  private record Parameter(
      String name,
      double value,
      TailLaw law,
      LongFunction<Spectrum> sample,
      Function<TailFit, Double> estimate,
      Function<TailFit, OptionalDouble> error) {

    @Override
    public String toString() {
      return name + " = " + value;
    }
  }

  static Stream<Arguments> parameters() {
    LongFunction<Spectrum> truncated = seed -> LawSamples.truncated(1.6, 0.4, X_MIN, SIZE, seed);
    LongFunction<Spectrum> light = seed -> LawSamples.truncated(0.6, 0.05, X_MIN, SIZE, seed);
    LongFunction<Spectrum> heavy = seed -> LawSamples.truncated(2.5, 0.2, X_MIN, SIZE, seed);
    LongFunction<Spectrum> exponential = seed -> LawSamples.exponential(3, X_MIN, SIZE, seed);
    LongFunction<Spectrum> stretched = seed -> LawSamples.stretched(0.5, 4, X_MIN, SIZE, seed);
    LongFunction<Spectrum> weibull = seed -> LawSamples.stretched(2, 0.5, X_MIN, SIZE, seed);
    LongFunction<Spectrum> lognormal = seed -> LawSamples.lognormal(0.5, 0.7, X_MIN, SIZE, seed);
    LongFunction<Spectrum> whole = seed -> LawSamples.lognormal(12, 1.5, X_MIN, SIZE, seed);
    return Stream.of(
            alpha(1.6, truncated),
            lambda(0.4, truncated),
            alpha(0.6, light),
            lambda(0.05, light),
            alpha(2.5, heavy),
            lambda(0.2, heavy),
            new Parameter(
                "rate of the exponential",
                3,
                TailLaw.EXPONENTIAL,
                exponential,
                fit -> ((ExponentialFit) fit).lambda(),
                fit -> OptionalDouble.of(((ExponentialFit) fit).lambdaError())),
            beta(0.5, stretched),
            rate(0.5 * Math.sqrt(4), stretched),
            beta(2, weibull),
            rate(2 * 0.25, weibull),
            mu(0.5, lognormal),
            sigma(0.7, lognormal),
            mu(12, whole),
            sigma(1.5, whole))
        .map(Arguments::of);
  }

  private static Parameter alpha(double value, LongFunction<Spectrum> sample) {
    return new Parameter(
        "alpha",
        value,
        TailLaw.TRUNCATED_POWER_LAW,
        sample,
        fit -> ((TruncatedPowerLawFit) fit).alpha(),
        fit -> ((TruncatedPowerLawFit) fit).alphaError());
  }

  private static Parameter lambda(double value, LongFunction<Spectrum> sample) {
    return new Parameter(
        "lambda",
        value,
        TailLaw.TRUNCATED_POWER_LAW,
        sample,
        fit -> ((TruncatedPowerLawFit) fit).lambda(),
        fit -> ((TruncatedPowerLawFit) fit).lambdaError());
  }

  private static Parameter beta(double value, LongFunction<Spectrum> sample) {
    return new Parameter(
        "beta",
        value,
        TailLaw.STRETCHED_EXPONENTIAL,
        sample,
        fit -> ((StretchedExponentialFit) fit).beta(),
        fit -> ((StretchedExponentialFit) fit).betaError());
  }

  private static Parameter rate(double value, LongFunction<Spectrum> sample) {
    return new Parameter(
        "rate",
        value,
        TailLaw.STRETCHED_EXPONENTIAL,
        sample,
        fit -> ((StretchedExponentialFit) fit).rate(),
        fit -> ((StretchedExponentialFit) fit).rateError());
  }

  private static Parameter mu(double value, LongFunction<Spectrum> sample) {
    return new Parameter(
        "mu",
        value,
        TailLaw.LOGNORMAL,
        sample,
        fit -> ((LognormalFit) fit).mu(),
        fit -> ((LognormalFit) fit).muError());
  }

  private static Parameter sigma(double value, LongFunction<Spectrum> sample) {
    return new Parameter(
        "sigma",
        value,
        TailLaw.LOGNORMAL,
        sample,
        fit -> ((LognormalFit) fit).sigma(),
        fit -> ((LognormalFit) fit).sigmaError());
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void theEstimateIsRightAndItsErrorIsItsSpread(Parameter parameter) {
    double sum = 0;
    double squares = 0;
    double errors = 0;
    int within95 = 0;
    for (int i = 0; i < SAMPLES; i++) {
      TailFit fit = parameter.law().fit(parameter.sample().apply(500 + i), X_MIN);
      double deviation = parameter.estimate().apply(fit) - parameter.value();
      double error = parameter.error().apply(fit).orElseThrow();
      sum += deviation;
      squares += deviation * deviation;
      errors += error;
      within95 += Math.abs(deviation) < 1.96 * error ? 1 : 0;
    }
    double spread = Math.sqrt(squares / SAMPLES);
    // Of 200 samples, the mean is known to 0.07 spreads and the spread to 5 %; the bias of a
    // maximum
    // likelihood estimate is some 1 / sqrt(n) = 0.03 spreads times a skewness of a few.
    assertThat(sum / SAMPLES).isCloseTo(0, within(0.3 * spread));
    assertThat(errors / SAMPLES).isCloseTo(spread, within(0.2 * spread));
    assertThat((double) within95 / SAMPLES).isBetween(0.90, 0.99);
  }
}
