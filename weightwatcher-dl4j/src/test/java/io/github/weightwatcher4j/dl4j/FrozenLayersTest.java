package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.CONV2D;
import static io.github.weightwatcher4j.model.LayerType.DENSE;
import static io.github.weightwatcher4j.model.Slicing.TRAILING;
import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;

class FrozenLayersTest {

  @Test
  void aFrozenLayerHasNameTypeAndWeightsOfTheLayerItWraps() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.convolutional(6, 6, 2),
            new FrozenLayer(new ConvolutionLayer.Builder(3, 3).nOut(4).name("conv").build()),
            new FrozenLayerWithBackprop(new DenseLayer.Builder().nOut(5).build()),
            Nets.loss());

    Listed listed = Listed.of(net);

    listed
        .has("layer0", CONV2D, TRAILING, Nets.param(net, 0, "W"))
        .hasMatrix("layer1", DENSE, Nets.param(net, 1, "W"));
  }

  @Test
  void layersFrozenByTransferLearningKeepTheirNames() {
    MultiLayerNetwork original =
        Nets.of(
            InputType.feedForward(4),
            new DenseLayer.Builder().nOut(5).name("a").build(),
            new DenseLayer.Builder().nOut(6).name("b").build(),
            Nets.loss());

    MultiLayerNetwork net = new TransferLearning.Builder(original).setFeatureExtractor(0).build();

    Listed.of(net)
        .hasMatrix("a", DENSE, Nets.param(original, 0, "W"))
        .hasMatrix("b", DENSE, Nets.param(original, 1, "W"));
  }

  @Test
  void layersOfAGraphFrozenByTransferLearningKeepTheirNames() {
    ComputationGraph original =
        Nets.init(
            Nets.graph()
                .addInputs("in")
                .addLayer("a", new DenseLayer.Builder().nIn(4).nOut(5).build(), "in")
                .addLayer("b", new DenseLayer.Builder().nIn(5).nOut(6).build(), "a")
                .addLayer("loss", Nets.loss(), "b")
                .setOutputs("loss"));

    ComputationGraph net =
        new TransferLearning.GraphBuilder(original).setFeatureExtractor("a").build();

    Listed listed = Listed.of(net);
    assertThat(listed.names()).containsExactly("a", "b", "loss");
    listed
        .hasMatrix("a", DENSE, original.getLayer("a").getParam("W"))
        .hasMatrix("b", DENSE, original.getLayer("b").getParam("W"));
  }

  @Test
  void aFrozenVertexIsSeenThrough() {
    DenseLayer layer = new DenseLayer.Builder().nIn(4).nOut(5).name("a").build();
    var dense = Nets.builder().layer(layer).build();
    ComputationGraph net =
        Nets.init(
            Nets.graph()
                .addInputs("in")
                .addVertex("a", new FrozenVertex(new LayerVertex(dense, null)), "in")
                .addLayer("loss", Nets.loss(), "a")
                .setOutputs("loss"));

    Listed.of(net).hasMatrix("a", DENSE, net.getLayer("a").getParam("W"));
  }
}
