package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.LayerVectors;
import io.github.weightwatcher4j.metric.internal.VectorStatistics;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Statistics of eigenvectors as Python finds them, wherever eigenvectors are well defined. */
class VectorsGoldenTest {

  /** Of means and variances; Python rounds the weights of convolutions to float32. */
  private static final double TOLERANCE = 1e-6;

  /** Python adds 1e-10 to the density of each bin, which moves an entropy by up to 3e-9. */
  private static final double SMALLEST = 1e-8;

  /**
   * Layers of which Python counts the vector of xMin itself to the bulk: it compares xMin with
   * eigenvalues of another decomposition, and loses it by a rounding error.
   */
  private static final Set<String> BOUNDARY_LOST =
      Set.of(
          "gauss_300x300",
          "pareto_mu5_500x250",
          "spikes5_600x400",
          "rankdef_r60_100x200_float64",
          "tiny_12x20",
          "tiny_10x10",
          "zero_cols_80x60",
          "mlp fc1",
          "mlp fc2",
          "mlp fc3",
          "cnn conv2",
          "cnn fc1");

  /** Several zero eigenvalues, all in the bulk: any basis of their space will do. */
  private static final Set<String> NULL_SPACE_IN_BULK =
      Set.of(
          "rankdef_r60_100x200_float32",
          "rankdef_r60_100x200_float64",
          "zero_cols_80x60",
          "const_cols_80x60",
          "dup_cols_80x60");

  /** One weight of 1e30: all eigenvalues but one, xMin too, are rounding errors of it. */
  private static final Set<String> MEANINGLESS = Set.of("huge_80x60");

  private final SpectrumSolver solver = new LapackSolver(SpectrumMethod.FAST);

  @TestFactory
  Stream<DynamicTest> statisticsOfVectorsAreThoseOfPython() throws IOException {
    Path data = TestData.ours();
    Stream<DynamicTest> matrices =
        GoldenCase.all(data).stream()
            .filter(golden -> !golden.rows("vectors").isEmpty())
            .filter(golden -> row(golden).path("xmin").asDouble() > 0) // a failed fit has no tail
            .filter(golden -> !MEANINGLESS.contains(golden.name()))
            .map(
                golden ->
                    dynamicTest(
                        golden.name(),
                        () -> requireAgreement(golden.name(), golden.model(), "w", row(golden))));
    return Stream.concat(matrices, nets(data.resolve("golden")));
  }

  private static JsonNode row(GoldenCase golden) {
    return golden.rows("vectors").get(0);
  }

  private Stream<DynamicTest> nets(Path folder) throws IOException {
    JsonNode nets = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode net : nets) {
      String name = net.path("name").asText();
      ModelSource model = Safetensors.model(folder.resolve("models/" + name + ".safetensors"));
      for (JsonNode row : net.path("settings").path("vectors").path("rows")) {
        String layer = row.path("longname").asText();
        String id = name + " " + layer;
        tests.add(dynamicTest(id, () -> requireAgreement(id, model, layer, row)));
      }
    }
    return tests.stream();
  }

  private void requireAgreement(String name, ModelSource model, String layer, JsonNode python)
      throws IOException {
    Layer wanted =
        model.layers().stream()
            .filter(l -> l.info().name().equals(layer))
            .findFirst()
            .orElseThrow();
    LayerVectors vectors = vectors(wanted);
    double xMin = python.path("xmin").asDouble();
    int tail = (int) vectors.spectrum().values().filter(x -> x > xMin * (1 - TOLERANCE)).count();
    int pythons = BOUNDARY_LOST.contains(name) ? tail - 1 : tail;
    Map<Metric, Double> ours = VectorStatistics.of(vectors.metrics(), pythons).metrics().asMap();
    assertThat(ours).isNotEmpty();
    ours.forEach(
        (metric, value) -> {
          String column = metric.key();
          double expected = python.path(column).asDouble();
          if (!(column.startsWith("bulk") && NULL_SPACE_IN_BULK.contains(name))) {
            assertThat(value)
                .as(column)
                .isCloseTo(expected, within(Math.max(SMALLEST, TOLERANCE * expected)));
          }
        });
  }

  private LayerVectors vectors(Layer layer) throws IOException {
    double factor = layer.info().type().isConvolution() ? 0.5 : 1;
    List<LayerVectors> slices = new ArrayList<>();
    try (LayerMatrices matrices = LayerMatrices.open(layer.weights().orElseThrow())) {
      for (WeightMatrix matrix : matrices.matrices()) {
        // Of a square matrix Python takes the vectors on the left.
        boolean square = matrix.rows() == matrix.columns();
        WeightMatrix side = square ? matrix.transpose() : matrix;
        try (EigenSystem system = solver.eigenvectors(side, () -> false)) {
          slices.add(LayerVectors.of(system, factor));
        }
      }
    }
    return LayerVectors.pooled(slices);
  }
}
