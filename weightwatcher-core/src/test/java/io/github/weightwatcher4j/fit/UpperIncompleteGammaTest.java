package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.RombergIntegrator;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpperIncompleteGammaTest {

  /** Of a logarithm: relative where it is large, absolute (so relative of the value) elsewhere. */
  private static void requireLog(double actual, double expected, double tolerance) {
    assertThat(actual).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
  }

  /** Computed with 40 digits by mpmath 1.3.0, log(gammainc(s, x)). */
  @ParameterizedTest
  @CsvSource({
    "1.0, 1e-12, -9.9999999999999998e-13",
    "1.0, 0.001, -0.001",
    "1.0, 1.0, -1.0",
    "1.0, 1.9999, -1.9999",
    "1.0, 2.0, -2.0",
    "1.0, 7.0, -7.0",
    "1.0, 500.0, -500.0",
    "0.3, 1e-12, 1.0955180705790782",
    "0.3, 0.001, 0.94469313635164126",
    "0.3, 1.0, -1.3772688972315278",
    "0.3, 1.9999, -2.7196081487079361",
    "0.3, 2.0, -2.7197345808862748",
    "0.3, 7.0, -8.4477213287063476",
    "0.3, 500.0, -504.35162190870039",
    "0.0, 1e-12, 3.2978276775059353",
    "0.0, 0.001, 1.8455433920788305",
    "0.0, 1.0, -1.5169319590020456",
    "0.0, 1.9999, -3.0178290596340922",
    "0.0, 2.0, -3.0179674386282179",
    "0.0, 7.0, -9.0663982083881431",
    "0.0, 500.0, -506.21660213280777",
    "-1e-09, 1e-12, 3.2978276915796526",
    "-1e-09, 0.001, 1.8455433956920737",
    "-1e-09, 1.0, -1.5169319594480363",
    "-1e-09, 1.9999, -3.0178290606189104",
    "-1e-09, 2.0, -3.0179674396130765",
    "-1e-09, 7.0, -9.0663982104487202",
    "-1e-09, 500.0, -506.21660213902437",
    "-0.5, 1e-12, 14.508655966069798",
    "-0.5, 0.001, 4.0904014737221018",
    "-0.5, 1.0, -1.725142231348674",
    "-0.5, 1.9999, -3.5031124283141481",
    "-0.5, 2.0, -3.5032714004324688",
    "-0.5, 7.0, -10.095346793954589",
    "-0.5, 500.0, -509.32490171600819",
    "-1.0, 1e-12, 27.631021115900494",
    "-1.0, 0.001, 6.9003972353212327",
    "-1.0, 1.0, -1.9072005785983455",
    "-1.0, 1.9999, -3.9754680110350326",
    "-1.0, 2.0, -3.9756482951420886",
    "-1.0, 7.0, -11.121753985000012",
    "-1.0, 500.0, -512.4332003130083",
    "-2.5000000001, 1e-12, 68.161262060668651",
    "-2.5000000001, 0.001, 16.351431839278656",
    "-2.5000000001, 1.0, -2.3376254104490828",
    "-2.5000000001, 1.9999, -5.3313265482327211",
    "-2.5000000001, 2.0, -5.331573883004831",
    "-2.5000000001, 7.0, -14.1875642917208",
    "-2.5000000001, 500.0, -521.75809020684306",
    "-2.9999999, 1e-12, 81.794448329347262",
    "-2.9999999, 0.001, 19.623153262848966",
    "-2.9999999, 1.0, -2.4526815813973632",
    "-2.9999999, 1.9999, -5.7671372503839205",
    "-2.9999999, 2.0, -5.7674076778729351",
    "-2.9999999, 7.0, -15.205558024473345",
    "-2.9999999, 500.0, -524.86638425614754",
    "-9.0, 1e-12, 246.48196546601959",
    "-9.0, 0.001, 59.971447943546262",
    "-9.0, 1.0, -3.3133515170902092",
    "-9.0, 1.9999, -10.652969172348996",
    "-9.0, 2.0, -10.653528786408057",
    "-9.0, 7.0, -27.312909357520965",
    "-9.0, 500.0, -562.16584531101384"
  })
  void theValuesAreThoseOfAnArbitraryPrecisionLibrary(double s, double x, double expected) {
    requireLog(new UpperIncompleteGamma(s).log(x), expected, 1e-13);
  }

  @Test
  void theDefiningIntegralIsMetForRandomArguments() {
    SplittableRandom random = new SplittableRandom(5);
    RombergIntegrator integrator = new RombergIntegrator(1e-12, 1e-12, 5, 20);
    for (int i = 0; i < 100; i++) {
      double s = -9 + 10 * random.nextDouble();
      double x = Math.exp(-6 + 10 * random.nextDouble());
      // In y = ln(v / x), scaled by the integrand at x; where it ends it is below e^-60.
      UnivariateFunction integrand = y -> Math.exp(s * y - x * Math.expm1(y));
      double integral =
          integrator.integrate(
              100_000, integrand, 0, Math.min(Math.log1p(60 / x), s < 0 ? 60 / -s : 60));
      requireLog(
          new UpperIncompleteGamma(s).log(x), Math.log(integral) + s * Math.log(x) - x, 1e-10);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-4, 0.5, 1.99, 2.01, 30, 300})
  void halfIntegersAreErrorFunctionsAndOneIsAnExponential(double x) {
    double root = Math.sqrt(x);
    double half = Math.sqrt(Math.PI) * Erf.erfc(root);
    assertThat(new UpperIncompleteGamma(1).log(x)).isCloseTo(-x, within(1e-13 * Math.max(1, x)));
    requireLog(new UpperIncompleteGamma(0.5).log(x), Math.log(half), 1e-12);
    if (x < 10) {
      // Cancellation in the closed form, not in ours.
      double minusHalf = 2 * (Math.exp(-x) / root - half);
      requireLog(new UpperIncompleteGamma(-0.5).log(x), Math.log(minusHalf), 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 1.5, 1.9999999, 2, 2.0000001, 8, 60})
  void theRecurrenceInSIsMet(double x) {
    for (double s = -9; s <= 0; s += 0.0625) {
      // Gamma(s + 1, x) = s Gamma(s, x) + x^s e^-x, both sides over x^s e^-x.
      double scale = s * Math.log(x) - x;
      double left = Math.exp(new UpperIncompleteGamma(s + 1).log(x) - scale);
      double right = s * Math.exp(new UpperIncompleteGamma(s).log(x) - scale) + 1;
      assertThat(left).isCloseTo(right, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, -5, -9})
  void nothingJumpsAtThePolesOfTheGammaFunction(double pole) {
    for (double x : new double[] {1e-9, 0.2, 1.5}) {
      double at = new UpperIncompleteGamma(pole).log(x);
      for (double step : new double[] {1e-15, 1e-12, 1e-10}) {
        // The derivative by s is a mean of ln v, at most some 20 here.
        requireLog(new UpperIncompleteGamma(pole + step).log(x), at, 30 * step + 1e-13);
      }
    }
  }

  @Test
  void atZeroItIsTheGammaFunctionAndScaledThePowerLaw() {
    assertThat(new UpperIncompleteGamma(0.3).log(0)).isEqualTo(Gamma.logGamma(0.3));
    assertThat(new UpperIncompleteGamma(-1.5).logScaled(0)).isEqualTo(-Math.log(1.5));
    assertThat(new UpperIncompleteGamma(-1.5).logScaled(1e-200))
        .isCloseTo(-Math.log(1.5), within(1e-15));
    assertThat(new UpperIncompleteGamma(0).logScaled(0)).isInfinite();
    assertThat(new UpperIncompleteGamma(-1.5).log(0)).isInfinite();
  }

  @Test
  void argumentsOutsideTheDomainAreRefused() {
    for (double s : new double[] {-9.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new UpperIncompleteGamma(s))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(s));
    }
    for (double x : new double[] {-1, Double.NaN}) {
      assertThatThrownBy(() -> new UpperIncompleteGamma(0).log(x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(x));
    }
  }
}
