package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.CONV1D;
import static io.github.weightwatcher4j.model.LayerType.CONV2D;
import static io.github.weightwatcher4j.model.LayerType.CONV3D;
import static io.github.weightwatcher4j.model.LayerType.DECONV;
import static io.github.weightwatcher4j.model.LayerType.DEPTHWISE_CONV;
import static io.github.weightwatcher4j.model.LayerType.LOCALLY_CONNECTED;
import static io.github.weightwatcher4j.model.LayerType.OTHER;
import static io.github.weightwatcher4j.model.Slicing.LEADING;
import static io.github.weightwatcher4j.model.Slicing.TRAILING;
import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ConvolutionLayersTest {

  private static final InputType IMAGE = InputType.convolutional(8, 8, 3);

  @Test
  void aConvolutionIsAStackOfChannelMatricesWithKernelAxesLast() {
    MultiLayerNetwork net =
        Nets.of(IMAGE, new ConvolutionLayer.Builder(3, 2).nOut(5).name("c").build(), Nets.loss());
    INDArray weights = Nets.param(net, 0, "W");

    assertThat(weights.shape()).containsExactly(5, 3, 3, 2);
    Listed.of(net).has("c", CONV2D, TRAILING, weights);
  }

  @Test
  void aConvolutionOfChannelsLastImagesHasTheSameLayout() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.convolutional(8, 8, 3, CNN2DFormat.NHWC),
            new ConvolutionLayer.Builder(3, 2).nOut(5).dataFormat(CNN2DFormat.NHWC).build(),
            Nets.loss());
    INDArray weights = Nets.param(net, 0, "W");

    assertThat(weights.shape()).containsExactly(5, 3, 3, 2);
    Listed.of(net).has("layer0", CONV2D, TRAILING, weights);
  }

  @Test
  void aConvolutionOverOneAxisHasAnAxisOfLengthOneAtTheEnd() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.recurrent(3, 9),
            new Convolution1DLayer.Builder(4).nOut(5).build(),
            Nets.loss());
    INDArray weights = Nets.param(net, 0, "W");

    assertThat(weights.shape()).containsExactly(5, 3, 4, 1);
    Listed.of(net).has("layer0", CONV1D, TRAILING, weights);
  }

  @Test
  void aConvolutionOverThreeAxesHasKernelAxesLast() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 6, 6, 6, 2),
            new Convolution3D.Builder(3, 2, 4).nOut(5).build(),
            Nets.loss());
    INDArray weights = Nets.param(net, 0, "W");

    assertThat(weights.shape()).containsExactly(5, 2, 3, 2, 4);
    Listed.of(net).has("layer0", CONV3D, TRAILING, weights);
  }

  @Test
  void deconvolutionsHaveInputsFirstOverTwoAxesAndKernelFirstOverThree() {
    MultiLayerNetwork two =
        Nets.of(IMAGE, new Deconvolution2D.Builder(3, 2).nOut(5).build(), Nets.loss());
    MultiLayerNetwork three =
        Nets.of(
            InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 4, 4, 4, 2),
            new Deconvolution3D.Builder().kernelSize(3, 2, 4).nOut(5).build(),
            Nets.loss());

    assertThat(Nets.param(two, 0, "W").shape()).containsExactly(3, 5, 3, 2);
    assertThat(Nets.param(three, 0, "W").shape()).containsExactly(3, 2, 4, 5, 2);
    Listed.of(two).has("layer0", DECONV, TRAILING, Nets.param(two, 0, "W"));
    Listed.of(three).has("layer0", DECONV, LEADING, Nets.param(three, 0, "W"));
  }

  @Test
  void aDepthwiseConvolutionIsUnfoldedToKernelTimesChannels() {
    MultiLayerNetwork net =
        Nets.of(
            IMAGE,
            new DepthwiseConvolution2D.Builder(3, 2).depthMultiplier(4).build(),
            Nets.loss());
    INDArray weights = Nets.param(net, 0, "W");

    assertThat(weights.shape()).containsExactly(3, 2, 3, 4);
    Listed.of(net).has("layer0", DEPTHWISE_CONV, TRAILING, weights.dup('c').reshape('c', 6, 12));
  }

  @Test
  void aSeparableConvolutionHasTwoParts() {
    MultiLayerNetwork net =
        Nets.of(
            IMAGE,
            new SeparableConvolution2D.Builder(3, 2).nOut(5).depthMultiplier(4).name("sep").build(),
            Nets.loss());
    INDArray depthwise = Nets.param(net, 0, "W");
    INDArray pointwise = Nets.param(net, 0, "pW");

    Listed listed = Listed.of(net);

    assertThat(depthwise.shape()).containsExactly(4, 3, 3, 2);
    assertThat(pointwise.shape()).containsExactly(5, 12, 1, 1);
    assertThat(listed.names()).startsWith("sep.depthwise", "sep.pointwise");
    listed
        .has("sep.depthwise", DEPTHWISE_CONV, TRAILING, depthwise.dup('c').reshape('c', 12, 6))
        .has("sep.pointwise", CONV2D, TRAILING, pointwise);
  }

  @Test
  void aLocallyConnectedLayerHasAMatrixForEveryPosition() {
    MultiLayerNetwork one =
        Nets.of(
            InputType.recurrent(3, 9),
            new LocallyConnected1D.Builder().kernelSize(2).nOut(5).build(),
            Nets.loss());
    MultiLayerNetwork two =
        Nets.of(
            InputType.convolutional(5, 5, 2),
            new LocallyConnected2D.Builder().kernelSize(3, 2).nOut(4).build(),
            Nets.loss());

    assertThat(Nets.param(one, 0, "W").shape()).containsExactly(9, 6, 5);
    assertThat(Nets.param(two, 0, "W").shape()).containsExactly(25, 12, 4);
    Listed.of(one).has("layer0", LOCALLY_CONNECTED, LEADING, Nets.param(one, 0, "W"));
    Listed.of(two).has("layer0", LOCALLY_CONNECTED, LEADING, Nets.param(two, 0, "W"));
  }

  @Test
  void capsulesAreAConvolutionAndThenAMatrixForEveryInputCapsule() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.convolutional(8, 8, 3),
            new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).build(),
            new CapsuleLayer.Builder(5, 6, 2).build());
    INDArray primary = Nets.param(net, 0, "weight");
    INDArray routed = Nets.param(net, 1, "weight");

    assertThat(primary.shape()).containsExactly(3, 3, 3, 8);
    assertThat(routed.shape()).containsExactly(1, 18, 30, 4, 1);
    Listed.of(net)
        .has("layer0", CONV2D, LEADING, primary)
        .has("layer1", OTHER, LEADING, routed.dup('c').reshape('c', 18, 30, 4));
  }
}
