package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained networks as PyTorch saved them, against the same ones in safetensors. */
class TorchRealFilesTest {

  private static Path shared(String name) {
    assumeTrue(TestFiles.shared().isPresent(), "the large files are not here");
    return TestFiles.shared().orElseThrow().resolve(name);
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

  @ParameterizedTest
  @CsvSource({"mlp.pt", "mlp.legacy.pt", "cnn.pt", "cnn.legacy.pt"})
  void trainedNetworksAreReadBitForBit(String name) throws IOException {
    String model = name.substring(0, 3);
    requireEqual(
        shared("golden/models/" + name), shared("golden/models/" + model + ".safetensors"));
  }

  @ParameterizedTest
  @CsvSource({"mlp", "cnn"})
  void theNetworksBeforeTrainingHaveTheSameLayers(String model) {
    WeightFile before = open(shared("golden/models/" + model + ".init.pt"));
    WeightFile after = open(shared("golden/models/" + model + ".pt"));

    assertThat(before.layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .map(Object::toString)
        .isEqualTo(
            after.layers().stream()
                .filter(layer -> layer.weights().isPresent())
                .map(Object::toString)
                .toList());
  }

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
