package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.metric.internal.SpectralDistance;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Python finds in randomized weights, from its own permutations, drawn as it draws them. */
class RandomizeGoldenTest {

  /** Of what Python computes in float64 from weights of convolutions rounded to float32. */
  private static final double TOLERANCE = 1e-6;

  /** The root of the rounding errors in a divergence that is 0. */
  private static final double ROUNDING = 1e-7;

  /** Python draws five replicas of layers with fewer eigenvalues than this, one of others. */
  private static final int FEW = 100;

  private final SpectrumSolver solver = new LapackSolver(SpectrumMethod.FAST);

  @TestFactory
  Stream<DynamicTest> permutationsOfPythonGiveItsColumns() {
    return GoldenCase.all(TestData.ours()).stream()
        .filter(golden -> !golden.rows("randomize").isEmpty())
        .map(golden -> dynamicTest(golden.name(), () -> requireAgreement(golden)));
  }

  private void requireAgreement(GoldenCase golden) throws IOException {
    JsonNode python = golden.rows("randomize").get(0);
    int seed = golden.json().at("/settings/randomize/np_random_seed").asInt();
    NumpyRandom draws = new NumpyRandom(seed);
    Layer layer = golden.model().layers().get(0);
    double factor = layer.info().type().isConvolution() ? 0.5 : 1;
    try (LayerMatrices weights = LayerMatrices.open(layer.weights().orElseThrow())) {
      List<WeightMatrix> matrices = weights.matrices();
      Spectrum own = Spectrum.pooled(matrices.stream().map(this::spectrum).toList());
      double largest = 0;
      for (int replica = 0; replica < (own.size() < FEW ? 5 : 1); replica++) {
        largest = Math.max(largest, random(matrices, draws).max() * factor);
      }
      requireClose(python, "max_rand_eval", largest);
      Spectrum another = random(matrices, draws); // Python draws once more for the rest
      requireClose(python, "ww_maxdist", (own.max() - another.max()) * factor, own.max());
      requireDistance(python, SpectralDistance.jensenShannon(own, another));
    }
  }

  private static void requireClose(JsonNode python, String column, double ours) {
    requireClose(python, column, ours, ours);
  }

  private static void requireClose(JsonNode python, String column, double ours, double scale) {
    assertThat(ours)
        .as(column)
        .isCloseTo(python.path(column).asDouble(), within(TOLERANCE * scale));
  }

  private static void requireDistance(JsonNode python, OptionalDouble ours) {
    String distance = python.path("rand_distance").asText();
    if (distance.equals("NaN")) {
      assertThat(ours).isEmpty();
    } else {
      double expected = Double.parseDouble(distance);
      assertThat(ours.orElseThrow()).isCloseTo(expected, within(ROUNDING + TOLERANCE * expected));
    }
  }

  private Spectrum random(List<WeightMatrix> matrices, NumpyRandom draws) {
    List<Spectrum> spectra = new ArrayList<>();
    for (WeightMatrix matrix : matrices) {
      spectra.add(spectrum(shuffled(matrix, draws)));
    }
    return Spectrum.pooled(spectra);
  }

  /** The elements in the order in which they are stored, shuffled. */
  private static WeightMatrix shuffled(WeightMatrix matrix, NumpyRandom draws) {
    double[] elements = new double[matrix.rows() * matrix.columns()];
    matrix.read(0, matrix.rows(), DoubleBuffer.wrap(elements)); // all rows are one block
    draws.shuffle(elements);
    int width = matrix.transposed() ? matrix.rows() : matrix.columns();
    double[][] rows = new double[elements.length / width][width];
    for (int i = 0; i < elements.length; i++) {
      rows[i / width][i % width] = elements[i];
    }
    return Matrices.weights(rows);
  }

  private Spectrum spectrum(WeightMatrix matrix) {
    return solver.eigenvalues(matrix, 1, () -> false);
  }
}
