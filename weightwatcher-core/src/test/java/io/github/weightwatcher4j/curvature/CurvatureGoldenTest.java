package io.github.weightwatcher4j.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.golden.Theory;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two networks whose whole Hessians Python has. */
class CurvatureGoldenTest {

  private static JsonNode golden(String name) throws IOException {
    return Theory.of("curvature").get(name);
  }

  private static Curvature curvature(String name) throws IOException {
    return Curvature.of(
        Perceptron.of(name),
        Perceptron.theta(name),
        CurvatureOptions.defaults().withTolerance(1e-6));
  }

  private static Offset<Double> relative(double value, double error) {
    return within(Math.abs(value) * error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void lossAndGradientAreThoseOfPython(String name) throws IOException {
    assertThat(Perceptron.of(name).parameters()).isEqualTo(golden(name).get("parameters").asInt());
    assertThat(curvature(name).loss())
        .isCloseTo(golden(name).get("loss").asDouble(), relative(0.06, 1e-10));
    assertThat(curvature(name).gradientNorm())
        .isCloseTo(golden(name).get("gradient_norm").asDouble(), relative(0.04, 1e-10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void endsOfTheSpectrumAreThoseOfTheWholeHessian(String name) throws IOException {
    HessianEigenvalues found = curvature(name).eigenvalues(6, 4);

    assertThat(found.converged()).isTrue();
    assertThat(found.cost().isSmooth()).isTrue();
    assertThat(golden(name).get("top")).hasSize(6);
    assertThat(golden(name).get("bottom")).hasSize(4);
    for (int i = 0; i < 6; i++) {
      double exact = golden(name).get("top").get(i).asDouble();
      assertThat(found.topValues()[i]).isCloseTo(exact, relative(exact, 1e-5));
    }
    for (int i = 0; i < 4; i++) {
      double exact = golden(name).get("bottom").get(i).asDouble();
      assertThat(found.bottomValues()[i]).isCloseTo(exact, relative(exact, 1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void traceAndNormAreThoseOfTheWholeHessianUpToTheirErrors(String name) throws IOException {
    TraceEstimate found = curvature(name).trace(100);
    double sd = golden(name).get("hutchinson_sd_one_vector").asDouble();

    assertThat(found.standardError()).isCloseTo(sd / 10, relative(sd / 10, 0.25));
    assertThat(found.trace())
        .isCloseTo(golden(name).get("trace").asDouble(), within(3 * found.standardError()));
    assertThat(found.squaredNorm())
        .isCloseTo(golden(name).get("frobenius2").asDouble(), within(3 * found.squaredNormError()));
  }

  /** Within .02, and .04 around 0, where a node stands for many eigenvalues. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void distributionIsThatOfTheWholeHessian(String name) throws IOException {
    SpectralDensity found = curvature(name).density(16, 60);
    JsonNode golden = golden(name);
    double[] shares = Theory.numbers(golden.get("density").get("share"));
    assertThat(shares).hasSize(8);
    assertThat(golden.get("slq_cdf_error")).hasSize(5);
    double share = 0;
    for (int i = 0; i < 7; i++) {
      share += shares[i];
      double edge = golden.get("density").get("edges").get(i + 1).asDouble();
      if (Math.abs(edge) > 1e-5) {
        double error = Math.abs(edge) < 0.01 ? 0.04 : 0.02;
        assertThat(found.distribution(edge)).as("at %s", edge).isCloseTo(share, within(error));
        assertThat(found.distribution(edge))
            .as("Python's Lanczos quadrature at %s", edge)
            .isCloseTo(
                share + golden.get("slq_cdf_error").get(Double.toString(edge)).asDouble(),
                within(error + 0.02));
      }
    }
    // What lies below 0, and at it, is between what lies below -0.001 and below 0.001.
    double negative = golden.get("negative_share").asDouble();
    double zero = golden.get("zero_share").asDouble();
    assertThat(found.distribution(-0.001)).isLessThan(negative + 0.02);
    assertThat(found.distribution(0.001)).isGreaterThan(negative + zero - 0.02);
    double sd = golden.get("hutchinson_sd_one_vector").asDouble() / 4; // of 16 vectors
    assertThat(found.moment(1) * found.parameters())
        .isCloseTo(golden.get("trace").asDouble(), within(4 * sd));
    assertThat(found.max())
        .isCloseTo(golden.get("top").get(0).asDouble(), relative(found.max(), 1e-6));
    assertThat(found.max())
        .isCloseTo(golden.get("slq_top").asDouble(), relative(found.max(), 1e-6));
  }

  /** sd of one vector's {@code v^T H^k v / n}: at most {@code sqrt(2 tr H^2k) / n}. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void momentsAreThoseOfTheWholeHessianUpToTheirErrors(String name) throws IOException {
    int vectors = 32;
    SpectralDensity found = curvature(name).density(vectors, 12);
    SpectralDensity smaller = curvature(name).density(20, 40);
    JsonNode moments = golden(name).get("moments");
    JsonNode pythons = golden(name).get("slq_20x40_moments");
    assertThat(moments).hasSize(4);
    assertThat(pythons).hasSize(4);
    double largest = golden(name).get("top").get(0).asDouble();
    for (int k = 1; k <= 4; k++) {
      double ofTwiceTheOrder =
          k == 1
              ? moments.get(1).asDouble()
              : moments.get(3).asDouble() * Math.pow(largest, 2 * k - 4);
      double sd = Math.sqrt(2 * ofTwiceTheOrder / found.parameters() / vectors);
      assertThat(found.moment(k))
          .as("moment %d", k)
          .isCloseTo(moments.get(k - 1).asDouble(), within(3 * sd));
      double ofBoth = sd * Math.sqrt(2.0 * vectors / 20);
      assertThat(smaller.moment(k))
          .as("moment %d of 20 vectors", k)
          .isCloseTo(pythons.get(k - 1).asDouble(), within(3 * ofBoth));
    }
  }

  /** Where a step crosses kinks, a difference of gradients is no product with the Hessian. */
  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void gradientDifferencesErrByTheStepAsPythons(String name) throws IOException {
    Curvature curvature =
        Curvature.of(
            Perceptron.of(name),
            Perceptron.theta(name),
            CurvatureOptions.defaults().withTolerance(1e-9));
    Eigenpair top = curvature.eigenvalues(1, 0).top().get(0);
    JsonNode errors = golden(name).get("fd").get("rel_error");

    for (String step : List.of("0.1", "0.03", "0.01", "0.003", "0.001", "0.0001")) {
      double expected = errors.get("top float64 " + step).asDouble();
      // rounding and the error of the vector leave 1e-8 or so
      assertThat(error(name, top, Double.parseDouble(step)))
          .as("step %s", step)
          .isCloseTo(expected, within(1e-3 * expected + 1e-7));
    }
    assertThat(error(name, top, 1e-5)).isLessThan(1e-7);
  }

  private static double error(String name, Eigenpair pair, double step) throws IOException {
    Perceptron loss = Perceptron.of(name);
    double[] direction = pair.direction();
    double[] ahead = gradient(loss, Perceptron.theta(name), direction, step);
    double[] behind = gradient(loss, Perceptron.theta(name), direction, -step);
    double squares = 0;
    for (int i = 0; i < ahead.length; i++) {
      double product = (ahead[i] - behind[i]) / (2 * step);
      squares += Math.pow(product - pair.value() * direction[i], 2);
    }
    return Math.sqrt(squares) / Math.abs(pair.value());
  }

  private static double[] gradient(
      Perceptron loss, double[] theta, double[] direction, double step) {
    for (int i = 0; i < theta.length; i++) {
      theta[i] += step * direction[i];
    }
    double[] gradient = new double[theta.length];
    loss.evaluate(theta, gradient);
    return gradient;
  }
}
