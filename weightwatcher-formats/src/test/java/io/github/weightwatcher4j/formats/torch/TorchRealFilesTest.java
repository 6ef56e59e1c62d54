package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.compare.internal.Distances;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained networks as PyTorch saved them, against the same ones in safetensors. */
class TorchRealFilesTest {

  /** Python subtracts in float32. */
  private static final double FLOAT32 = 1e-6;

  private static Path shared(String name) {
    return TestFiles.shared().resolve(name);
  }

  private static Map<String, double[]> tensors(WeightFile file) throws IOException {
    Map<String, double[]> all = new HashMap<>();
    for (NamedTensor tensor : file.tensors()) {
      all.put(tensor.name().replaceFirst("^module\\.", ""), values(tensor));
    }
    return all;
  }

  private static void requireEqual(Path torch, Path safetensors) throws IOException {
    Map<String, double[]> found = tensors(open(torch));
    Map<String, double[]> expected = tensors(open(safetensors));
    expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
    assertThat(found).hasSameSizeAs(expected);
  }

  @Tag("shared")
  @ParameterizedTest
  @CsvSource({"mlp.pt", "mlp.legacy.pt", "cnn.pt", "cnn.legacy.pt"})
  void trainedNetworksAreReadBitForBit(String name) throws IOException {
    String model = name.substring(0, 3);
    requireEqual(
        shared("golden/models/" + name), shared("golden/models/" + model + ".safetensors"));
  }

  @Test
  void theNetworkBeforeTrainingHasTheLayersOfTheTrainedOne() {
    requireSameLayers(
        TestFiles.core("golden/models/cnn.init.pt"),
        TestFiles.core("golden/models/cnn.safetensors"));
  }

  @Tag("shared")
  @ParameterizedTest
  @CsvSource({"mlp", "cnn"})
  void theNetworksBeforeTrainingHaveTheSameLayers(String model) {
    requireSameLayers(
        shared("golden/models/" + model + ".init.pt"), shared("golden/models/" + model + ".pt"));
  }

  private static void requireSameLayers(Path initial, Path trained) {
    WeightFile before = open(initial);
    WeightFile after = open(trained);

    assertThat(before.layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .map(Object::toString)
        .isEqualTo(
            after.layers().stream()
                .filter(layer -> layer.weights().isPresent())
                .map(Object::toString)
                .toList());
  }

  /** Numbers that are read wrongly in either file give another distance. */
  @Test
  void trainingMovedTheWeightsAsFarAsPythonFound() throws IOException {
    JsonNode nets = new ObjectMapper().readTree(TestFiles.core("golden/models.json").toFile());
    JsonNode cnn = nets.get(1); // the other is the dense one
    ModelDistances ours =
        Distances.between(
            open(TestFiles.core("golden/models/cnn.safetensors")),
            open(TestFiles.core("golden/models/cnn.init.pt")),
            DistanceMethod.RAW,
            LayerSelector.byName("conv2", "fc1", "fc2"),
            () -> false);

    assertThat(ours.rows()).filteredOn(row -> row.value().isPresent()).hasSize(3);
    for (JsonNode row : cnn.path("distances_raw").path("rows")) {
      double expected = row.path("delta_W").asDouble();
      assertThat(ours.rows())
          .filteredOn(found -> found.layer().name().equals(row.path("longname").asText()))
          .singleElement()
          .satisfies(
              found ->
                  assertThat(found.value()).hasValueCloseTo(expected, within(FLOAT32 * expected)));
    }
  }

  @Tag("shared")
  @Test
  void theOldPickleOfResNet20GivesTheAnalysisOfItsSafetensors() throws IOException {
    Path old = shared("models/resnet20-12fca82f.th");

    Map<String, Metrics> torch = metrics(new WeightWatcher(old).analyze());
    Map<String, Metrics> safetensors =
        metrics(new WeightWatcher(TestFiles.core("models/resnet20.safetensors")).analyze());

    // To the last bit: the numbers are the same, and so is what is done with them.
    assertThat(torch).isEqualTo(safetensors).hasSize(20);
  }

  private static Map<String, Metrics> metrics(Analysis analysis) {
    return analysis.details().rows().stream()
        .collect(Collectors.toMap(LayerReport::name, LayerReport::metrics));
  }
}
