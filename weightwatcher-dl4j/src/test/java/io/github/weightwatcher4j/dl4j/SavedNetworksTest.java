package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A saved network is read, without DL4J, as the network itself is. */
class SavedNetworksTest {

  @TempDir Path folder;

  private WeightFile saved(Model net) throws IOException {
    Path file = folder.resolve("model.zip");
    ModelSerializer.writeModel(net, file.toFile(), true);
    return (WeightFile) new WeightFileAdapter().open(file).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource({
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#plain",
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#recurrent",
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#convolutions",
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#outputs",
    "io.github.weightwatcher4j.dl4j.SavedNets#dense",
    "io.github.weightwatcher4j.dl4j.SavedNets#recurrent",
    "io.github.weightwatcher4j.dl4j.SavedNets#images",
    "io.github.weightwatcher4j.dl4j.SavedNets#types",
    "io.github.weightwatcher4j.dl4j.SavedNets#graphs"
  })
  void aSavedNetworkHasTheTableAndTheWeightsOfTheNetworkToTheBit(Model net) throws IOException {
    Listed live = Listed.of(net);

    Listed file = Listed.of(saved(net));

    assertThat(table(file)).isEqualTo(table(live));
    Listed.areEqual(values(file), values(live));
  }

  private static List<String> table(Listed listed) {
    return listed.layers().stream().map(SavedNetworksTest::row).toList();
  }

  private static String row(Layer layer) {
    String weights =
        layer
            .weights()
            .map(it -> it.precision() + " " + it.slicing() + " " + it.transposed())
            .orElse("");
    return layer + " " + layer.absence() + " " + layer.reason() + " " + weights;
  }

  private static Map<String, double[]> values(Listed listed) {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Layer layer : listed.layers()) {
      String name = layer.info().name();
      layer.weights().ifPresent(it -> values.put(name, listed.values(name)));
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource({
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#plain",
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#recurrent",
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#convolutions",
    "io.github.weightwatcher4j.dl4j.WriteEveryLayerTest#outputs",
    "io.github.weightwatcher4j.dl4j.SavedNets#dense",
    "io.github.weightwatcher4j.dl4j.SavedNets#recurrent",
    "io.github.weightwatcher4j.dl4j.SavedNets#images",
    "io.github.weightwatcher4j.dl4j.SavedNets#graphs"
  })
  void everyParameterStandsWhereTheNetworkHasIt(Model net) throws IOException {
    net.params().assign(SavedNets.counting(net.params()));
    Map<String, String> expected = new LinkedHashMap<>();
    Dl4jNetwork network = Dl4jNetwork.require(net);
    for (int index = 0; index < network.size(); index++) {
      String name = network.name(index).isBlank() ? "layer" + index : network.name(index);
      network
          .parameters(index)
          .forEach((key, array) -> expected.put(name + "." + key, shown(array)));
    }

    Map<String, String> actual = new LinkedHashMap<>();
    for (NamedTensor tensor : saved(net).tensors()) {
      try (var weights = tensor.view().orElseThrow().open(tensor.name())) {
        actual.put(
            tensor.name(),
            tensor.shape()
                + " "
                + List.of(weights.toArray()[0], last(weights.toArray()))
                + sum(weights.toArray()));
      }
    }

    assertThat(actual).isEqualTo(expected);
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  private static String shown(INDArray array) {
    double[] values = Listed.elements(array);
    return TensorShape.of(array.shape()) + " " + List.of(values[0], last(values)) + sum(values);
  }

  /** Depends on the order. */
  private static double sum(double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (i + 1) * values[i];
    }
    return sum;
  }
}
