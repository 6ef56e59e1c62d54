package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.change.Smoothing;
import io.github.weightwatcher4j.option.AnalysisOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Changed weights of every kind of layer come to stand where the layer keeps them. */
@SuppressWarnings("deprecation") // the Graves layers are still found in saved networks
class WriteEveryLayerTest {

  private static final InputType IMAGE = InputType.convolutional(8, 8, 3);
  private static final InputType SERIES = InputType.recurrent(6, 5);
  private static final InputType VOLUME =
      InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 4, 4, 4, 2);

  static Stream<Named<MultiLayerNetwork>> plain() {
    return Stream.of(
        net("dense", InputType.feedForward(6), new DenseLayer.Builder().nOut(7).build()),
        net("square", InputType.feedForward(6), new DenseLayer.Builder().nOut(6).build()),
        net(
            "frozen",
            InputType.feedForward(6),
            new FrozenLayer(new DenseLayer.Builder().nOut(6).build())),
        net(
            "embedding",
            InputType.feedForward(11),
            new EmbeddingLayer.Builder().nIn(11).nOut(4).build()),
        net(
            "variational autoencoder",
            InputType.feedForward(6),
            new VariationalAutoencoder.Builder()
                .nOut(2)
                .encoderLayerSizes(5, 4)
                .decoderLayerSizes(3)
                .build()));
  }

  static Stream<Named<MultiLayerNetwork>> recurrent() {
    return Stream.of(
        net("LSTM", SERIES, new LSTM.Builder().nOut(6).build()),
        net("Graves LSTM", SERIES, new GravesLSTM.Builder().nOut(5).build()),
        net("two Graves LSTM", SERIES, new GravesBidirectionalLSTM.Builder().nOut(5).build()),
        net("recurrent", SERIES, new SimpleRnn.Builder().nOut(5).build()),
        net(
            "last step of two LSTM",
            SERIES,
            new LastTimeStep(new Bidirectional(new LSTM.Builder().nOut(5).build()))),
        attention(
            new SelfAttentionLayer.Builder().nHeads(2).headSize(3).nOut(6).projectInput(true)),
        attention(
            new LearnedSelfAttentionLayer.Builder()
                .nHeads(2)
                .headSize(4)
                .nQueries(3)
                .nOut(7)
                .projectInput(true)),
        attention(
            new RecurrentAttentionLayer.Builder()
                .nHeads(2)
                .headSize(4)
                .nOut(7)
                .projectInput(true)));
  }

  static Stream<Named<MultiLayerNetwork>> convolutions() {
    return Stream.of(
        net("2 axes", IMAGE, new ConvolutionLayer.Builder(3, 2).nOut(5).build()),
        net("as many in as out", IMAGE, new ConvolutionLayer.Builder(3, 2).nOut(3).build()),
        net("1 axis", InputType.recurrent(3, 9), new Convolution1DLayer.Builder(4).nOut(5).build()),
        net("3 axes", VOLUME, new Convolution3D.Builder(3, 2, 4).nOut(5).build()),
        net("2 axes, transposed", IMAGE, new Deconvolution2D.Builder(3, 2).nOut(5).build()),
        net(
            "3 axes, transposed",
            VOLUME,
            new Deconvolution3D.Builder().kernelSize(3, 2, 4).nOut(5).build()),
        net(
            "depthwise",
            IMAGE,
            new DepthwiseConvolution2D.Builder(3, 2).depthMultiplier(4).build()),
        net(
            "separable",
            IMAGE,
            new SeparableConvolution2D.Builder(3, 2).nOut(5).depthMultiplier(4).build()),
        net(
            "locally connected, 1 axis",
            InputType.recurrent(3, 9),
            new LocallyConnected1D.Builder().kernelSize(2).nOut(5).build()),
        net(
            "locally connected, 2 axes",
            InputType.convolutional(5, 5, 2),
            new LocallyConnected2D.Builder().kernelSize(3, 2).nOut(4).build()));
  }

  static Stream<Named<MultiLayerNetwork>> outputs() {
    return Stream.of(
        named(
            "center loss",
            Nets.of(
                InputType.feedForward(4),
                new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .nOut(3)
                    .build())),
        named(
            "capsules",
            Nets.of(
                IMAGE,
                new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).build(),
                new CapsuleLayer.Builder(5, 6, 2).build())));
  }

  private static Named<MultiLayerNetwork> net(String name, InputType input, Layer layer) {
    return named(name, Nets.of(input, layer, Nets.loss()));
  }

  private static Named<MultiLayerNetwork> attention(Layer.Builder<?> layer) {
    Layer built = layer.build();
    MultiLayerNetwork net = Nets.of(SERIES, built, new RnnLossLayer());
    return named(built.getClass().getSimpleName(), net);
  }

  @ParameterizedTest
  @MethodSource({"plain", "recurrent", "convolutions", "outputs"})
  void theCopyHasTheChangedWeightsAndTheOriginalItsOwn(MultiLayerNetwork net) {
    INDArray before = net.params().dup();
    ChangedModel changed = firstComponent(net);
    assertThat(changed.changed()).isNotEmpty();
    assertThat(changed.changed()).anyMatch(layer -> layer.relativeChange() > 0.1);

    MultiLayerNetwork copy = ChangedNetwork.copyOf(net, changed);

    assertThat(net.params()).isEqualTo(before);
    Map<String, double[]> written = Listed.weights(copy);
    Listed.areEqual(written, Listed.weights(changed));
    assertThat(copy.params().equals(before)).isFalse();
    ChangedNetwork.writeInto(net, changed);
    assertThat(net.params()).isEqualTo(copy.params());
  }

  @ParameterizedTest
  @MethodSource({"plain", "recurrent", "convolutions", "outputs"})
  void whatIsInNoMatrixStays(MultiLayerNetwork net) {
    INDArray before = net.params().dup();
    Set<Integer> inMatrices = placesInMatrices(net);

    ChangedNetwork.writeInto(net, firstComponent(net));

    for (int i = 0; i < before.length(); i++) {
      if (!inMatrices.contains(i)) {
        assertThat(net.params().getFloat(i)).as("%d", i).isEqualTo(before.getFloat(i));
      }
    }
  }

  /** Parameters that are their own places show which of them the layers list. */
  private static Set<Integer> placesInMatrices(MultiLayerNetwork net) {
    MultiLayerNetwork places = net.clone();
    places.params().assign(Nd4j.arange((double) net.numParams()).reshape(1, net.numParams()));
    return Listed.weights(places).values().stream()
        .flatMapToDouble(Arrays::stream)
        .mapToObj(place -> (int) place)
        .collect(Collectors.toSet());
  }

  private static ChangedModel firstComponent(MultiLayerNetwork net) {
    AnalysisOptions all = AnalysisOptions.builder().minEvals(1).build();
    return new WeightWatcher(net).change(Smoothing.keep(Components.count(1)), all);
  }
}
