package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** Layers in and a are frozen, b and out are trained, with everything that steers a training. */
class FrozenTrainingTest {

  private static final List<String> FROZEN = List.of("in", "a");

  static Stream<Named<Supplier<Model>>> networks() {
    return Stream.of(
        Named.of("wrapped", () -> wrapped(FrozenLayer::new)),
        Named.of("wrapped, with backprop", () -> wrapped(FrozenLayerWithBackprop::new)),
        Named.of("extracted", FrozenTrainingTest::extracted),
        Named.of("extracted with a penalty", FrozenTrainingTest::extractedWithPenalty),
        Named.of("graph of vertices", FrozenTrainingTest::graphOfVertices),
        Named.of("graph, extracted", FrozenTrainingTest::extractedGraph));
  }

  /** A way to freeze a layer. */
  @FunctionalInterface
  private interface Freezer {
    Layer freeze(Layer layer);
  }

  private static DenseLayer dense(String name, int inputs, int outputs) {
    return new DenseLayer.Builder().name(name).nIn(inputs).nOut(outputs).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder()
        .name("out")
        .nIn(16)
        .nOut(SteeredNets.CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static Model wrapped(Freezer freezer) {
    var net =
        new MultiLayerNetwork(
            SteeredNets.builder(new Adam(0.01))
                .list()
                .layer(frozen(freezer, dense("in", 64, 24)))
                .layer(frozen(freezer, dense("a", 24, 20)))
                .layer(dense("b", 20, 16))
                .layer(output())
                .build());
    net.init();
    return net;
  }

  private static Layer frozen(Freezer freezer, DenseLayer layer) {
    Layer frozen = freezer.freeze(layer);
    frozen.setLayerName(layer.getLayerName());
    return frozen;
  }

  private static Model extracted() {
    return new TransferLearning.Builder(SteeredNets.dense(new Adam(0.01)))
        .setFeatureExtractor(1)
        .build();
  }

  private static Model extractedWithPenalty() {
    MultiLayerNetwork net = SteeredNets.dense(new Adam(0.01));
    SpectralRegularizer.of(0.1).addTo(net);
    return new TransferLearning.Builder(net).setFeatureExtractor(1).build();
  }

  private static FrozenVertex frozen(String name, int inputs, int outputs) {
    var conf = SteeredNets.builder(new Adam(0.01)).layer(dense(name, inputs, outputs)).build();
    return new FrozenVertex(new LayerVertex(conf, null));
  }

  private static Model graphOfVertices() {
    var net =
        new ComputationGraph(
            SteeredNets.builder(new Adam(0.01))
                .graphBuilder()
                .addInputs("pixels")
                .addVertex("in", frozen("in", 64, 24), "pixels")
                .addVertex("a", frozen("a", 24, 20), "in")
                .addLayer("b", dense("b", 20, 16), "a")
                .addLayer("out", output(), "b")
                .setOutputs("out")
                .build());
    net.init();
    return net;
  }

  private static Model extractedGraph() {
    return new TransferLearning.GraphBuilder(SteeredNets.graph(new Adam(0.01)))
        .setFeatureExtractor("a")
        .build();
  }

  private static INDArray weights(Model model, String layer) {
    Dl4jNetwork net = Dl4jNetwork.require(model);
    for (int index = 0; index < net.size(); index++) {
      if (net.name(index).equals(layer)) {
        return Objects.requireNonNull(net.parameters(index).get("W"));
      }
    }
    throw new IllegalArgumentException(layer);
  }

  static Stream<Named<Supplier<Model>>> steeredBeforeTheyWereFrozen() {
    return Stream.of(
        Named.of(
            "network",
            () -> {
              MultiLayerNetwork net = steered(SteeredNets.dense(new Adam(0.01)));
              return new TransferLearning.Builder(net).setFeatureExtractor(1).build();
            }),
        Named.of(
            "graph",
            () -> {
              ComputationGraph net = steered(SteeredNets.graph(new Adam(0.01)));
              return new TransferLearning.GraphBuilder(net).setFeatureExtractor("a").build();
            }));
  }

  private static <T extends Model> T steered(T net) {
    SpectralRegularizer.of(0.1).addTo(net);
    BalancedLearningRates.linear().withFirstLayer().withLastLayer().minEigenvalues(4).balance(net);
    return net;
  }

  @ParameterizedTest
  @MethodSource("steeredBeforeTheyWereFrozen")
  void whatSteersIsTakenOutOfFrozenLayersTooAlsoOfWhatIsSaved(Supplier<Model> networks) {
    Model net = networks.get();
    assertThat(saved(net)).contains("weightwatcher4j");

    SpectralRegularizer.removeFrom(net);
    BalancedLearningRates.removeFrom(net);

    assertThat(saved(net)).doesNotContain("weightwatcher4j");
  }

  private static String saved(Model net) {
    return net instanceof MultiLayerNetwork layers
        ? layers.getLayerWiseConfigurations().toJson()
        : ((ComputationGraph) net).getConfiguration().toJson();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void frozenLayersTakeNoPartInSteeringAndDoNotMove(Supplier<Model> networks) {
    Model net = networks.get();
    for (String layer : FROZEN) {
      weights(net, layer).putScalar(3, 4, 9); // an outsized weight, a trap
    }
    List<INDArray> before = new ArrayList<>();
    FROZEN.forEach(layer -> before.add(weights(net, layer).dup()));
    BalancedLearningRates rates =
        BalancedLearningRates.linear().withFirstLayer().withLastLayer().minEigenvalues(4);
    SpectralListener listener =
        SpectralListener.builder()
            .options(o -> o.randomize(true))
            .sharpening(Sharpening.seeded(1))
            .build();

    assertThat(SpectralRegularizer.of(0.1).addTo(net)).containsExactly("b", "out");
    net.setListeners(listener, rates);
    SteeredNets.fit(net, 3);

    for (int i = 0; i < FROZEN.size(); i++) {
      assertThat(weights(net, FROZEN.get(i))).isEqualTo(before.get(i));
    }
    assertThat(listener.cost().failures()).isZero();
    assertThat(rates.rates())
        .filteredOn(rate -> FROZEN.contains(rate.layer()))
        .hasSize(2)
        .allMatch(rate -> rate.factor() == 1 && rate.reason().equals("it is frozen"));
    assertThat(rates.rates())
        .filteredOn(LayerRate::balanced)
        .extracting(LayerRate::layer)
        .containsExactly("b", "out");
  }

  @Test
  void theSameTrapIsSharpenedAwayWhereTheLayerIsNotFrozen() {
    Model net = SteeredNets.dense(new Adam(0.01));
    weights(net, "in").putScalar(3, 4, 9);

    SpectralListener.builder()
        .options(o -> o.randomize(true))
        .sharpening(Sharpening.seeded(1))
        .build()
        .onEpochEnd(net);

    assertThat(weights(net, "in").getDouble(3, 4)).isLessThan(3);
  }
}
