package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedExponentialTest {

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(20, 0, 1);
  private static final int PANELS = 200;

  private static double integral(DoubleUnaryOperator function, double from) {
    double sum = 0;
    double width = (1 - from) / PANELS;
    for (int panel = 0; panel < PANELS; panel++) {
      double start = from + panel * width;
      sum += RULE.integrate(v -> width * function.applyAsDouble(start + v * width));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        -900, -40, -3, -0.31, -0.29, -1e-3, -1e-12, 0, 1e-12, 1e-3, 0.29, 0.31, 3, 40, 900
      })
  void momentsAndSurvivalAreIntegralsOfTheDensity(double theta) {
    BoundedExponential law = new BoundedExponential(theta);
    DoubleUnaryOperator density = u -> Math.exp(law.logDensity(u));
    // Twenty values in each panel, over which the density changes by e^5 at most.
    assertThat(integral(density, 0)).isCloseTo(1, within(1e-12));
    double mean = integral(u -> u * density.applyAsDouble(u), 0);
    assertThat(law.mean()).isCloseTo(mean, within(1e-12));
    double variance = integral(u -> (u - mean) * (u - mean) * density.applyAsDouble(u), 0);
    assertThat(law.variance()).isCloseTo(variance, within(1e-10 * variance));
    for (double u : new double[] {0, 0.1, 0.5, 0.99, 1}) {
      assertThat(law.survival(u)).isCloseTo(integral(density, u), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {1e-12, 1e-4, 0.02, 0.3, 0.475, 0.476, 0.49999999, 0.5, 0.5000001, 0.7, 0.999})
  void theLawOfAMeanHasThatMean(double mean) {
    // A mean within 1e-13 of one that theta changes by 1/12 and less each unit.
    assertThat(BoundedExponential.ofMean(mean).mean()).isCloseTo(mean, within(1e-13));
    BoundedExponential turned = BoundedExponential.ofMean(1 - mean);
    assertThat(turned.mean()).isCloseTo(1 - mean, within(1e-13));
  }

  @Test
  void theFlatLawIsTheLimitFromBothSides() {
    BoundedExponential flat = new BoundedExponential(0);
    assertThat(flat.mean()).isEqualTo(0.5);
    assertThat(flat.variance()).isEqualTo(1 / 12.0);
    assertThat(flat.logDensity(0.3)).isZero();
    assertThat(flat.survival(0.3)).isEqualTo(0.7);
    for (double theta : new double[] {1e-9, -1e-9, Double.MIN_NORMAL, -Double.MIN_NORMAL}) {
      BoundedExponential near = new BoundedExponential(theta);
      assertThat(near.mean()).isCloseTo(0.5, within(1e-9));
      assertThat(near.variance()).isCloseTo(1 / 12.0, within(1e-15));
      assertThat(near.logDensity(0.3)).isCloseTo(0, within(1e-9));
      assertThat(near.survival(0.3)).isCloseTo(0.7, within(1e-9));
    }
  }

  @Test
  void seriesAndClosedFormsMeet() {
    for (double sign : new double[] {-1, 1}) {
      BoundedExponential series = new BoundedExponential(sign * Math.nextDown(0.3));
      BoundedExponential closed = new BoundedExponential(sign * 0.3);
      assertThat(series.mean()).isCloseTo(closed.mean(), within(1e-14));
      assertThat(series.variance()).isCloseTo(closed.variance(), within(1e-13));
    }
  }
}
