package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.LayerType;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class LayersWithoutMatrixTest {

  @Test
  void everyLayerIsListedWithAReason() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.convolutional(8, 8, 3),
            new ZeroPaddingLayer(1, 1),
            new BatchNormalization(),
            new LocalResponseNormalization(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).build(),
            new Upsampling2D.Builder(2).build(),
            new ActivationLayer(Activation.RELU),
            new PReLULayer.Builder().inputShape(3, 10, 10).build(),
            new DropoutLayer(0.5),
            new GlobalPoolingLayer(),
            new ElementWiseMultiplicationLayer.Builder().nIn(3).nOut(3).build(),
            new LossLayer());

    Listed listed = Listed.of(net);

    assertThat(listed.layers())
        .extracting(layer -> layer.reason())
        .containsExactly(
            "zero padding layer has no weights",
            "batch normalization carries vectors, no matrix",
            "local response normalization has no weights",
            "pooling has no weights",
            "upsampling 2d has no weights",
            "activation has no weights",
            "PReLU works element by element, no matrix: W [3 x 10 x 10]",
            "dropout has no weights",
            "pooling has no weights",
            "element-wise multiplication works element by element, no matrix: W [1 x 3], b [3]",
            "loss layer has no weights");
    assertThat(listed.layers()).allMatch(layer -> layer.weights().isEmpty());
  }

  @Test
  void onlyNormalizationsHaveThatType() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.convolutional(4, 4, 3),
            new BatchNormalization(),
            new LocalResponseNormalization(),
            new LossLayer());

    assertThat(Listed.of(net).layers())
        .extracting(layer -> layer.info().type())
        .containsExactly(LayerType.NORM, LayerType.NORM, LayerType.OTHER);
  }

  @Test
  void aNetworkWithoutWeightsIsListedAllTheSame() {
    MultiLayerNetwork net =
        Nets.of(InputType.feedForward(3), new ActivationLayer(Activation.RELU), new LossLayer());

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactly("layer0", "layer1");
    assertThat(listed.reason("layer0")).isEqualTo("activation has no weights");
    assertThat(NetworkSnapshot.of(net).layers()).hasSize(2);
  }

  @Test
  void theReasonIsTheWrappedLayersOwn() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.recurrent(1, 4),
            new LastTimeStep(new SimpleRnn.Builder().nOut(1).build()),
            new DenseLayer.Builder().nOut(2).build(),
            new LossLayer());
    MultiLayerNetwork both =
        Nets.of(
            InputType.recurrent(1, 4),
            new LastTimeStep(new Bidirectional(new SimpleRnn.Builder().nOut(1).build())),
            new LossLayer());

    assertThat(List.of(Listed.of(net).reason("layer0"), Listed.of(both).reason("layer0")))
        .containsExactly(
            "simple rnn carries vectors, no matrix: W [1 x 1], RW [1 x 1], b [1]",
            "bidirectional carries vectors, no matrix: fW [1 x 1], fRW [1 x 1], fb [1],"
                + " bW [1 x 1], bRW [1 x 1], bb [1]");
  }
}
