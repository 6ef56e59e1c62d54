package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.LayerDistance;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.compare.internal.Deltas;
import io.github.weightwatcher4j.compare.internal.Distances;
import io.github.weightwatcher4j.compare.internal.StackedLayers;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trained nets against their own initial weights, and their layers stacked. */
class ComparisonsGoldenTest {

  /** Python subtracts and multiplies in float32. */
  private static final double FLOAT32 = 1e-6;

  /** Where {@code torch.save} put the weights of each layer: its storages are numbered. */
  private static final Map<String, Map<String, Integer>> STORAGE =
      Map.of(
          "mlp", Map.of("fc1", 0, "fc2", 2, "fc3", 4),
          "cnn", Map.of("conv1", 0, "conv2", 2, "fc1", 9, "fc2", 11));

  /** Python leaves out conv1, which has 9 eigenvalues. */
  private static final LayerSelector OF_PYTHON = LayerSelector.byName("conv1").negate();

  @ParameterizedTest
  @EnumSource(names = {"RAW", "EUCLIDEAN", "CKA"})
  void distancesOfTheConvolutionalNetFromItsInitialWeightsArePythons(DistanceMethod method)
      throws IOException {
    requireDistances("cnn", TestData.ours(), method);
  }

  @Tag("shared")
  @ParameterizedTest
  @EnumSource(names = {"RAW", "EUCLIDEAN", "CKA"})
  void distancesOfTheDenseNetFromItsInitialWeightsArePythons(DistanceMethod method)
      throws IOException {
    requireDistances("mlp", TestData.shared(), method);
  }

  private static void requireDistances(String net, Path data, DistanceMethod method)
      throws IOException {
    JsonNode python = json(net).path("distances_" + method.key());
    ModelDistances ours =
        Distances.between(trained(net), initial(net, data), method, OF_PYTHON, () -> false);
    List<LayerDistance> rows = ours.rows().stream().filter(row -> row.value().isPresent()).toList();
    assertThat(rows).hasSize(python.path("rows").size());
    for (LayerDistance row : rows) {
      JsonNode expected =
          GoldenCase.stream(python.path("rows"))
              .filter(r -> r.path("longname").asText().equals(row.layer().name()))
              .findFirst()
              .orElseThrow();
      double value = expected.path("delta_W").asDouble();
      assertThat(row.value()).hasValueCloseTo(value, within(FLOAT32 * value));
      // Of raw kernels Python writes the longest and the shortest of all four axes.
      if (method != DistanceMethod.RAW || row.shape().orElseThrow().rf() == 1) {
        assertThat(row.shape().orElseThrow().n()).isEqualTo(expected.path("N").asLong());
        assertThat(row.shape().orElseThrow().m()).isEqualTo(expected.path("M").asLong());
      }
    }
    double mean = python.path("avg_dW").asDouble();
    assertThat(ours.mean()).hasValueCloseTo(mean, within(FLOAT32 * mean));
  }

  @Test
  void whatTrainingChangedInTheConvolutionalNetGivesPythonsTableAndSummary() throws IOException {
    requireChange("cnn", TestData.ours());
  }

  @Tag("shared")
  @Test
  void whatTrainingChangedInTheDenseNetGivesPythonsTableAndSummary() throws IOException {
    requireChange("mlp", TestData.shared());
  }

  private static void requireChange(String net, Path data) throws IOException {
    JsonNode python = json(net).path("settings").path("base_model_init");
    List<PythonRow> rows = GoldenCase.stream(python.path("rows")).map(PythonRow::of).toList();
    Analysis ours =
        new WeightWatcher(Deltas.of(trained(net), initial(net, data)))
            .analyze(AnalysisOptions.pythonCompatible());
    assertThat(PythonSummary.differences(rows, ours)).isEmpty();
    assertThat(PythonSummary.differences(python.path("summary"), ours)).isEmpty();
  }

  @Test
  void theStackedConvolutionalNetGivesPythonsRow() throws IOException {
    JsonNode python = json("cnn").path("settings").path("stacked").path("rows").path(0);
    LayerReport ours = stacked("cnn");
    assertThat(PythonRow.of(python).differences(ours, List.of())).isEmpty();
  }

  /** Of the other net Python keeps the 64 largest of 512 eigenvalues, as many as fc1 has. */
  @Test
  void theLargestEigenvaluesOfTheStackedDenseNetArePythons() throws IOException {
    JsonNode python = json("mlp").path("settings").path("stacked").path("rows").path(0);
    LayerReport ours = stacked("mlp");
    assertThat(ours.metric(Metric.N)).hasValue(python.path("N").asInt());
    assertThat(ours.metric(Metric.M)).hasValue(python.path("M").asInt());
    Spectrum spectrum = ours.spectrum();
    assertThat(spectrum.size()).isEqualTo(512);
    double largest = python.path("lambda_max").asDouble();
    assertThat(spectrum.max()).isCloseTo(largest, within(FLOAT32 * largest));
    double norm = python.path("norm").asDouble();
    assertThat(spectrum.values().skip(512 - 64).sum()).isCloseTo(norm, within(FLOAT32 * norm));
  }

  private static LayerReport stacked(String net) throws IOException {
    return new WeightWatcher(StackedLayers.of(trained(net), OF_PYTHON))
        .analyze(AnalysisOptions.pythonCompatible())
        .details()
        .get(StackedLayers.NAME);
  }

  private static Path folder() {
    return TestData.ours().resolve("golden");
  }

  private static JsonNode json(String net) throws IOException {
    JsonNode nets = new ObjectMapper().readTree(folder().resolve("models.json").toFile());
    return GoldenCase.stream(nets)
        .filter(candidate -> candidate.path("name").asText().equals(net))
        .findFirst()
        .orElseThrow();
  }

  private static ModelSource trained(String net) throws IOException {
    return Safetensors.model(folder().resolve("models/" + net + ".safetensors"));
  }

  /** The weights before training, of the shapes of the trained ones. */
  private static ModelSource initial(String net, Path data) throws IOException {
    List<Layer> layers = new ArrayList<>();
    Path path = data.resolve("golden/models/" + net + ".init.pt");
    try (ZipFile file = new ZipFile(path.toFile())) {
      for (Layer layer : trained(net).layers()) {
        Integer storage = Objects.requireNonNull(STORAGE.get(net)).get(layer.info().name());
        if (storage != null) {
          TensorShape shape = layer.weights().orElseThrow().shape();
          byte[] bytes =
              file.getInputStream(file.getEntry(net + ".init/data/" + storage)).readAllBytes();
          NdArray array = NdArray.decode(shape, Precision.FLOAT32, ByteBuffer.wrap(bytes));
          layers.add(Layer.of(layer.info(), Weights.of(array, Slicing.TRAILING)));
        }
      }
    }
    return ModelSource.of(net + ".init", layers);
  }
}
