package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Unsupervised training, where DL4J tells listeners of a layer and not of its network. */
class PretrainingTest {

  private static AutoEncoder encoder() {
    return new AutoEncoder.Builder().name("encoder").nIn(20).nOut(15).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder()
        .name("out")
        .activation(Activation.SOFTMAX)
        .nIn(15)
        .nOut(12)
        .build();
  }

  private static MultiLayerNetwork layers() {
    var net =
        new MultiLayerNetwork(
            SteeredNets.builder(new Sgd(0.1)).list().layer(encoder()).layer(output()).build());
    net.init();
    return net;
  }

  private static ComputationGraph graph() {
    var net =
        new ComputationGraph(
            SteeredNets.builder(new Sgd(0.1))
                .graphBuilder()
                .addInputs("in")
                .addLayer("encoder", encoder(), "in")
                .addLayer("out", output(), "encoder")
                .setOutputs("out")
                .build());
    net.init();
    return net;
  }

  static Stream<Supplier<Model>> networks() {
    return Stream.of(PretrainingTest::layers, PretrainingTest::graph);
  }

  private static INDArray pretrained(Model model) {
    Nd4j.getRandom().setSeed(11); // the encoder corrupts its input
    if (model instanceof MultiLayerNetwork net) {
      net.pretrain(Trained.data());
    } else {
      ((ComputationGraph) model).pretrain(Trained.data());
    }
    return model.params();
  }

  @ParameterizedTest
  @MethodSource("networks")
  @SuppressWarnings("try") // closed early, to have all steps
  void eachUpdateOfALayerIsAnalysedAndTheWeightsAreTheSame(Supplier<Model> networks) {
    INDArray without = pretrained(networks.get());
    Model net = networks.get();
    try (SpectralListener listener =
        SpectralListener.builder().everyIterations(1).inBackground().queue(9).build()) {
      net.setListeners(listener);

      assertThat(pretrained(net)).isEqualTo(without);
      listener.close();

      assertThat(listener.history().steps())
          .extracting(TrainingStep::iteration)
          .containsExactly(1, 2, 3, 4);
      assertThat(listener.history().layers()).containsExactly("encoder");
      assertThat(alpha(listener.latest().orElseThrow().details().get("encoder")))
          .isEqualTo(alpha(new WeightWatcher(net).analyze().details().get("encoder")));
      assertThat(listener.cost().failures()).isZero();
    }
  }

  private static double alpha(LayerReport row) {
    return row.alpha().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aListenerThatWaitsForEpochsIsToldThatThereAreNone(Supplier<Model> networks) {
    Model net = networks.get();
    SpectralListener listener = SpectralListener.builder().build();
    BalancedLearningRates rates = BalancedLearningRates.linear().everyIterations(1);
    net.setListeners(listener, rates);
    try (ErrorStream stream = ErrorStream.captured()) {
      pretrained(net);

      assertThat(stream.text())
          .containsOnlyOnce("as by pretrain(), tell listeners of no epochs: use everyIterations(n)")
          .containsOnlyOnce("learning rates are not balanced while layers are trained one by one");
    }
    assertThat(listener.history().steps()).isEmpty();
    assertThat(rates.rates()).isEmpty();
  }
}
