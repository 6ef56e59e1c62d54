package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.ode.ContinuousOutputModel;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracyWidomTest {

  /** Published percentiles: Bejan 2005, Tables of the Tracy-Widom law, beta = 1. */
  @ParameterizedTest
  @CsvSource({
    "0.01, -3.8954",
    "0.05, -3.1804",
    "0.10, -2.7824",
    "0.30, -1.9104",
    "0.50, -1.2686",
    "0.70, -0.5923",
    "0.90, 0.4501",
    "0.95, 0.9793",
    "0.99, 2.0234"
  })
  void percentilesAreThePublishedOnes(double p, double s) {
    // Four digits are printed.
    assertThat(TracyWidom.exceededWith(1 - p)).isCloseTo(s, within(6e-5));
    assertThat(TracyWidom.cdf(s)).isCloseTo(p, within(3e-5));
  }

  /** Published moments: Bornemann 2010, On the numerical evaluation of distributions, table 10. */
  @Test
  void momentsAreThePublishedOnes() {
    double mean = moment(s -> s);
    double variance = moment(s -> (s - mean) * (s - mean));
    double skewness = moment(s -> Math.pow(s - mean, 3)) / Math.pow(variance, 1.5);
    double kurtosis = moment(s -> Math.pow(s - mean, 4)) / (variance * variance) - 3;
    // The spline's own error; higher moments weigh the tails.
    assertThat(mean).isCloseTo(-1.2065335745820, within(1e-6));
    assertThat(variance).isCloseTo(1.607781034581, within(1e-5));
    assertThat(skewness).isCloseTo(0.29346452408, within(1e-5));
    assertThat(kurtosis).isCloseTo(0.1652429384, within(1e-4));
  }

  private static double moment(UnivariateFunction f) {
    double sum = 0;
    double step = 1e-3;
    for (double s = -10; s < 14; s += step) {
      double mass = TracyWidom.cdf(s + step) - TracyWidom.cdf(s);
      sum += f.value(s + step / 2) * mass;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-4.1, -2.7, -1.3, 0.2, 1.9, 3.3})
  void cdfIsTheFredholmDeterminantOfTheAiryKernel(double s) {
    ContinuousOutputModel airy = airy(s);
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(40, 0, 14);
    RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(rule.getNumberOfPoints());
    for (int i = 0; i < rule.getNumberOfPoints(); i++) {
      for (int j = 0; j < rule.getNumberOfPoints(); j++) {
        double root = Math.sqrt(rule.getWeight(i) * rule.getWeight(j));
        matrix.addToEntry(i, j, -root * airy(airy, rule.getPoint(i) + rule.getPoint(j) + s));
      }
    }
    double determinant = new LUDecomposition(matrix).getDeterminant();
    assertThat(TracyWidom.cdf(s)).isCloseTo(determinant, within(1e-6));
  }

  /** Ai from y'' = x y, from the right, where it decays, to the left. */
  private static ContinuousOutputModel airy(double to) {
    double from = 16;
    double zeta = 2 * Math.pow(from, 1.5) / 3;
    double value = Math.exp(-zeta) / (2 * Math.sqrt(Math.PI) * Math.pow(from, 0.25));
    // Three terms of each series (DLMF 9.7.5 and 9.7.6).
    double slope = -value * Math.sqrt(from);
    double[] state = {
      value * (1 - (5.0 / 72 - 385.0 / 10368 / zeta) / zeta),
      slope * (1 + (7.0 / 72 - 455.0 / 10368 / zeta) / zeta)
    };
    ContinuousOutputModel output = new ContinuousOutputModel();
    DormandPrince853Integrator integrator = new DormandPrince853Integrator(1e-9, 0.5, 1e-30, 1e-12);
    integrator.addStepHandler(output);
    integrator.integrate(new AiryEquation(), from, state, to, new double[2]);
    return output;
  }

  private static double airy(ContinuousOutputModel output, double x) {
    if (x > 16) {
      return 0;
    }
    output.setInterpolatedTime(x);
    return output.getInterpolatedState()[0];
  }

  private static final class AiryEquation implements FirstOrderDifferentialEquations {
    @Override
    public int getDimension() {
      return 2;
    }

    @Override
    public void computeDerivatives(double x, double[] y, double[] derivative) {
      derivative[0] = y[1];
      derivative[1] = x * y[0];
    }
  }

  /** 1 - F1 by the same determinant in 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "5.25, 1.257242735081e-5",
    "7.0, 1.3648820512778160e-7",
    "9.25, 1.849688771175808e-10",
    "11.75, 4.749545932707316e-14",
    "13.25, 2.168056706360012e-16",
    "16.0, 5.1374250160504342e-21"
  })
  void farTailIsRelativelyAccurate(double s, double survival) {
    assertThat(TracyWidom.survival(s)).isCloseTo(survival, within(3e-5 * survival));
  }

  @Test
  void probabilitiesAreMonotoneAndAddUpToOneEverywhere() {
    double last = 0;
    for (double s = -20; s < 20; s += 0.01) {
      double cdf = TracyWidom.cdf(s);
      assertThat(cdf).isGreaterThanOrEqualTo(last);
      assertThat(cdf + TracyWidom.survival(s)).isCloseTo(1, within(1e-14));
      last = cdf;
    }
    assertThat(TracyWidom.survival(100)).isBetween(1e-300, 1e-280);
    assertThat(TracyWidom.survival(1e6)).isZero();
    assertThat(TracyWidom.cdf(-100)).isZero();
  }

  @Test
  void argumentsOutsideOfTheDomainAreRefused() {
    assertThatThrownBy(() -> TracyWidom.cdf(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> TracyWidom.survival(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> TracyWidom.exceededWith(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> TracyWidom.exceededWith(Double.NaN)).hasMessageContaining("NaN");
  }
}
