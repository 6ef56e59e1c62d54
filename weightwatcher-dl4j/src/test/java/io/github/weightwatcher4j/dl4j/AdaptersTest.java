package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;

class AdaptersTest {

  private static Layer dense() {
    return new DenseLayer.Builder().nIn(2).nOut(2).build();
  }

  @Test
  void adaptersAreFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(ModelAdapter.class))
        .extracting(adapter -> adapter.getClass().getSimpleName())
        .contains("NetworkAdapter", "WeightFileAdapter");
  }

  @Test
  void whatIsNoNetworkIsLeftToOtherAdapters() {
    assertThat(new NetworkAdapter().open("text")).isEmpty();
  }

  @Test
  void aConfigurationIsRefusedWithTheWayToItsNetwork() {
    assertThatThrownBy(() -> new WeightWatcher(Nets.builder().list(dense(), dense()).build()))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageEndingWith(
            "Give the network itself, not what it is made from or what trains it");
  }

  @Test
  void anUninitializedNetworkIsRefusedWithAdvice() {
    MultiLayerNetwork net = new MultiLayerNetwork(Nets.builder().list(dense(), dense()).build());

    assertThatIllegalStateException()
        .isThrownBy(() -> new NetworkAdapter().open(net))
        .withMessage("the MultiLayerNetwork has no parameters yet: call net.init() first");
    assertThatIllegalStateException().isThrownBy(() -> NetworkSnapshot.of(net));
  }

  @Test
  void anUninitializedGraphIsRefusedWithAdvice() {
    ComputationGraph net =
        new ComputationGraph(
            Nets.graph()
                .addInputs("in")
                .addLayer("a", dense(), "in")
                .addLayer("loss", Nets.loss(), "a")
                .setOutputs("loss")
                .build());

    assertThatIllegalStateException()
        .isThrownBy(() -> new NetworkAdapter().open(net))
        .withMessage("the ComputationGraph has no parameters yet: call net.init() first");
    assertThatIllegalStateException().isThrownBy(() -> NetworkSnapshot.of(net));
  }

  @Test
  void anEmptyGraphHasNoLayers() {
    assertThat(Listed.of(SameDiff.create()).layers()).isEmpty();
  }

  @Test
  void everyOneOfManyLayersIsListed() {
    Layer[] layers = IntStream.range(0, 500).mapToObj(i -> dense()).toArray(Layer[]::new);
    MultiLayerNetwork net = Nets.of(InputType.feedForward(2), layers);

    assertThat(Listed.of(net).names())
        .hasSize(500)
        .doesNotHaveDuplicates()
        .last()
        .isEqualTo("layer499");
  }

  @Test
  void layersOfOneNameAreToldApartByTheirIndex() {
    Layer first = new DenseLayer.Builder().nIn(2).nOut(2).name("same").build();
    Layer second = new DenseLayer.Builder().nIn(2).nOut(2).name("same").build();
    MultiLayerNetwork net = Nets.of(InputType.feedForward(2), first, second, Nets.loss());

    assertThat(Listed.of(net).names()).containsExactly("same", "same#1", "layer2");
  }
}
