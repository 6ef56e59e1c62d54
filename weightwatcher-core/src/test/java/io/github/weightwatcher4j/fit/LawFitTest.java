package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the fit of every law to spectra of every kind. */
class LawFitTest {

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(16, 0, 1);
  private static final int PANELS = 16;

  /** Every law on every kind of spectrum, from an eigenvalue on and from between two of them. */
  static Stream<Arguments> fits() {
    return Stream.of(Spectra.values())
        .flatMap(
            kind -> {
              Spectrum spectrum = Spectrum.of(kind.sample(11, 400));
              double between = 0.3 * spectrum.eigenvalue(120) + 0.7 * spectrum.eigenvalue(121);
              return Stream.of(spectrum.min(), between, spectrum.eigenvalue(300))
                  .flatMap(xMin -> Stream.of(TailLaw.values()).map(law -> fit(law, spectrum, xMin)))
                  .filter(LawFit.class::isInstance)
                  .map(fit -> Arguments.of(kind, fit, spectrum));
            });
  }

  static TailFit fit(TailLaw law, Spectrum spectrum, double xMin) {
    return law.fit(spectrum, xMin);
  }

  private static double integral(DoubleUnaryOperator function, double from, double to) {
    double sum = 0;
    double width = (to - from) / PANELS;
    for (int panel = 0; panel < PANELS; panel++) {
      double start = from + panel * width;
      sum += RULE.integrate(u -> width * function.applyAsDouble(start + u * width));
    }
    return sum;
  }

  /** The y = ln(x / xMin) beyond which there is a billionth of the law, or as far as doubles go. */
  private static double end(LawFit fit) {
    if (fit instanceof BoundedPowerLawFit law) {
      return Math.log(law.end() / law.xMin());
    }
    double y = 1e-6;
    while (fit.survival(fit.xMin() * Math.exp(y)) > 1e-9 && y < 300) {
      y *= 1.3;
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("fits")
  void theDensityHasIntegralOneAndSurvivalIsWhatIsLeft(Spectra kind, LawFit fit) {
    double end = end(fit);
    DoubleUnaryOperator inLog =
        y -> Math.exp(fit.logDensity(fit.xMin() * Math.exp(y)) + y) * fit.xMin();
    double half = integral(inLog, 0, end / 2);
    double rest = integral(inLog, end / 2, end);
    double atHalf = fit.survival(fit.xMin() * Math.exp(end / 2));
    double atEnd = fit.survival(fit.xMin() * Math.exp(end));
    // What 256 values of a density that bends once or twice leave.
    assertThat(half).isCloseTo(1 - atHalf, within(1e-8));
    assertThat(rest).isCloseTo(atHalf - atEnd, within(1e-8));
  }

  @ParameterizedTest
  @MethodSource("fits")
  void theLikelihoodIsTheSumOfTheLogDensities(Spectra kind, LawFit fit, Spectrum spectrum) {
    double[] logs = spectrum.values().filter(x -> x >= fit.xMin()).map(fit::logDensity).toArray();
    double sum = 0;
    double size = 0;
    for (double log : logs) {
      sum += log;
      size += Math.abs(log);
    }
    assertThat(fit.tailSize()).isEqualTo(logs.length);
    assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-11 * size));
  }

  @ParameterizedTest
  @MethodSource("fits")
  void theDistanceIsThatOfItsOwnSurvivalFunction(Spectra kind, LawFit fit, Spectrum spectrum) {
    double[] x = spectrum.values().filter(v -> v >= fit.xMin()).toArray();
    double largest = 0;
    for (double value : x) {
      double below = Arrays.stream(x).filter(v -> v < value).count();
      largest = Math.max(largest, Math.abs(1 - fit.survival(value) - below / x.length));
    }
    assertThat(fit.distance()).isCloseTo(largest, within(1e-12));
    assertThat(fit.xMax()).isEqualTo(spectrum.max());
  }

  @ParameterizedTest
  @MethodSource("fits")
  void survivalFallsFromOneAndBelowXMinThereIsNothing(Spectra kind, LawFit fit) {
    double xMin = fit.xMin();
    assertThat(fit.survival(xMin)).isCloseTo(1, within(1e-13));
    assertThat(fit.survival(0.5 * xMin)).isEqualTo(1);
    assertThat(fit.logDensity(0.5 * xMin)).isEqualTo(Double.NEGATIVE_INFINITY);
    double last = 1 + 1e-13;
    for (double y = 0; y < 40; y += 0.05) {
      double survival = fit.survival(xMin * Math.exp(y));
      assertThat(survival).isBetween(0.0, last);
      last = survival * (1 + 1e-12);
      assertThat(fit.logDensity(xMin * Math.exp(y))).isNotNaN();
    }
  }

  @ParameterizedTest
  @EnumSource(TailLaw.class)
  void theFitDoesNotDependOnTheUnit(TailLaw law) {
    Spectrum spectrum = LawSamples.truncated(1.7, 0.05, 1, 300, 3);
    LawFit fit = (LawFit) fit(law, spectrum, 1);
    for (double scale : new double[] {1e-100, 1e-9, 1e7, 1e100}) {
      LawFit scaled = (LawFit) fit(law, spectrum.scaled(scale), scale);
      assertThat(scaled.distance()).isCloseTo(fit.distance(), within(1e-9));
      // A density is in the inverse of the unit.
      assertThat(scaled.logLikelihood() + fit.tailSize() * Math.log(scale))
          .isCloseTo(fit.logLikelihood(), within(1e-9 * fit.tailSize()));
      assertThat(scaled.survival(3 * scale)).isCloseTo(fit.survival(3), within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(TailLaw.class)
  void aTailThatSaysNothingIsAFailureWithItsReason(TailLaw law) {
    assertThat(fit(law, Spectrum.of(1, 2, 3), 2.5))
        .isEqualTo(new FailedFit("1 eigenvalues from 2.50000 on, a law needs 2"));
    assertThat(fit(law, Spectrum.of(), 1))
        .isEqualTo(new FailedFit("0 eigenvalues from 1.00000 on, a law needs 2"));
    assertThat(fit(law, Spectrum.of(1, 4, 4, 4), 3))
        .isEqualTo(new FailedFit("all 3 eigenvalues equal 4.00000"));
    assertThat(fit(law, Spectrum.of(1e-200, 1e-100, 1), 1e-200).succeeded()).isFalse();
  }

  @Test
  void everyLawFitsATailThatHasAShape() {
    Spectrum spectrum = LawSamples.truncated(1.7, 0.05, 1, 300, 3);
    for (TailLaw law : TailLaw.values()) {
      assertThat(fit(law, spectrum, 1))
          .isInstanceOfSatisfying(LawFit.class, fit -> assertThat(fit.law()).isEqualTo(law));
    }
  }

  @Test
  void twoEigenvaluesAreATail() {
    for (TailLaw law : TailLaw.values()) {
      // Those that tend to the power law here say so; the others have a fit.
      assertThat(fit(law, Spectrum.of(1, 2), 1)).isNotNull();
      assertThat(fit(law, Spectrum.of(1, 1 + 2e-5), 1)).isNotNull();
    }
  }
}
