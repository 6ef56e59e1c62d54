package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.DENSE;
import static io.github.weightwatcher4j.model.LayerType.EMBEDDING;
import static io.github.weightwatcher4j.model.LayerType.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class DenseLayersTest {

  @Test
  void denseAndOutputLayersAreOneMatrixEachUnderTheirOwnNames() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(5),
            new DenseLayer.Builder().nOut(7).build(),
            new DenseLayer.Builder().nOut(6).hasLayerNorm(true).name("middle").build(),
            new OutputLayer.Builder(LossFunction.MSE).nOut(3).build());

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactly("layer0", "middle", "layer2");
    assertThat(listed.indices()).containsExactly(0, 1, 2);
    listed
        .hasMatrix("layer0", DENSE, Nets.param(net, 0, "W"))
        .hasMatrix("middle", DENSE, Nets.param(net, 1, "W"))
        .hasMatrix("layer2", DENSE, Nets.param(net, 2, "W"));
  }

  @Test
  void aRecurrentOutputLayerIsOneMatrix() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.recurrent(4), new RnnOutputLayer.Builder(LossFunction.MSE).nOut(3).build());

    Listed.of(net).hasMatrix("layer0", DENSE, Nets.param(net, 0, "W"));
  }

  @Test
  void aCenterLossLayerAlsoHasItsClassCenters() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(4),
            new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(3)
                .name("out")
                .build());

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactly("out.W", "out.cL");
    assertThat(listed.indices()).containsExactly(0, 0);
    listed
        .hasMatrix("out.W", DENSE, Nets.param(net, 0, "W"))
        .hasMatrix("out.cL", OTHER, Nets.param(net, 0, "cL"));
  }

  @Test
  void aOneClassLayerHasOneMatrixBesideItsVectors() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(4),
            new DenseLayer.Builder().nOut(5).build(),
            new OCNNOutputLayer.Builder().nIn(5).hiddenLayerSize(3).name("oc").build());

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactly("layer0", "oc");
    listed.hasMatrix("oc", DENSE, Nets.param(net, 1, "v"));
  }

  @Test
  void embeddingsAreLookupTables() {
    MultiLayerNetwork one =
        Nets.of(
            InputType.feedForward(11),
            new EmbeddingLayer.Builder().nIn(11).nOut(4).build(),
            Nets.loss());
    MultiLayerNetwork sequence =
        Nets.of(
            InputType.recurrent(11),
            new EmbeddingSequenceLayer.Builder().nIn(11).nOut(4).inputLength(3).build(),
            new RnnOutputLayer.Builder(LossFunction.MSE).nOut(2).build());

    Listed.of(one).hasMatrix("layer0", EMBEDDING, Nets.param(one, 0, "W"));
    Listed.of(sequence).hasMatrix("layer0", EMBEDDING, Nets.param(sequence, 0, "W"));
  }

  @Test
  void anAutoencoderIsOneMatrix() {
    MultiLayerNetwork net =
        Nets.of(InputType.feedForward(6), new AutoEncoder.Builder().nOut(4).build(), Nets.loss());

    Listed.of(net).hasMatrix("layer0", DENSE, Nets.param(net, 0, "W"));
  }

  @Test
  void aVariationalAutoencoderHasAllItsLayers() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(6),
            new VariationalAutoencoder.Builder()
                .nOut(2)
                .encoderLayerSizes(5, 4)
                .decoderLayerSizes(3)
                .name("vae")
                .build(),
            Nets.loss());

    Listed listed = Listed.of(net);

    assertThat(listed.names())
        .containsExactly(
            "vae.e0W",
            "vae.e1W",
            "vae.pZXMeanW",
            "vae.pZXLogStd2W",
            "vae.d0W",
            "vae.pXZW",
            "layer1");
    Nets.params(net, 0)
        .forEach(
            (key, array) -> {
              if (key.endsWith("W")) {
                listed.hasMatrix("vae." + key, DENSE, array);
              }
            });
  }

  @Test
  void aLayerOfOneUnitIsAVector() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(4),
            new OutputLayer.Builder(LossFunction.MSE).activation(Activation.TANH).nOut(1).build());

    assertThat(Listed.of(net).reason("layer0"))
        .isEqualTo("output layer carries vectors, no matrix: W [4 x 1], b [1]");
  }
}
