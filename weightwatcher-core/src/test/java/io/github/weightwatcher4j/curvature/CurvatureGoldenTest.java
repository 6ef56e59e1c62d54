package io.github.weightwatcher4j.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two networks whose whole Hessians Python has. */
class CurvatureGoldenTest {

  private static JsonNode golden(String name) throws IOException {
    return new ObjectMapper()
        .readTree(Path.of("src/test/resources/theory/curvature.json").toFile())
        .get(name);
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

  /** As within .02 is asked for, and .05 around 0, where a node stands for many eigenvalues. */
  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void distributionIsThatOfTheWholeHessian(String name) throws IOException {
    SpectralDensity found = curvature(name).density(16, 60);
    JsonNode density = golden(name).get("density");
    double share = 0;
    for (int i = 0; i + 1 < density.get("share").size() - 1; i++) {
      share += density.get("share").get(i).asDouble();
      double edge = density.get("edges").get(i + 1).asDouble();
      double error = Math.abs(edge) < 0.01 ? 0.05 : 0.02;
      if (Math.abs(edge) > 1e-5) {
        assertThat(found.distribution(edge)).as("at %s", edge).isCloseTo(share, within(error));
      }
    }
    double sd = golden(name).get("hutchinson_sd_one_vector").asDouble() / 4; // of 16 vectors
    assertThat(found.moment(1) * found.parameters())
        .isCloseTo(golden(name).get("trace").asDouble(), within(4 * sd));
    assertThat(found.max())
        .isCloseTo(golden(name).get("top").get(0).asDouble(), relative(found.max(), 1e-6));
  }
}
