package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** The penalty in a network whose layer b had 16 outputs and has 10. */
class TransferLearningTest {

  private static final double LAMBDA = 0.5;

  /** How a network is made of one with a penalty. */
  private interface Way extends Supplier<Model> {}

  static Stream<Way> ways() {
    return Stream.of(
        () -> layers(false),
        () -> layers(true),
        () -> graph(true),
        TransferLearningTest::addedAgain);
  }

  /** As the log advises for a graph: DL4J takes the penalty away from one that is not tuned. */
  private static Model addedAgain() {
    Model net = graph(false);
    SpectralRegularizer.of(LAMBDA).addTo(net);
    return net;
  }

  @Test
  void thatAGraphMayLoseItsPenaltyIsTold() throws InterruptedException {
    Thread.sleep(1_100); // other tests copy penalties too, and it is told once a second
    try (ErrorStream log = ErrorStream.captured()) {
      graph(false);

      assertThat(log.text())
          .containsOnlyOnce("SpectralRegularizer.of(0.5).addTo(network) on the new network");
    }
  }

  private static FineTuneConfiguration tuning() {
    return new FineTuneConfiguration.Builder().updater(new Sgd(0.05)).seed(3).build();
  }

  private static Model layers(boolean tuned) {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    SpectralRegularizer.of(LAMBDA).addTo(net);
    TransferLearning.Builder builder =
        new TransferLearning.Builder(net).nOutReplace(2, 10, WeightInit.XAVIER);
    return (tuned ? builder.fineTuneConfiguration(tuning()) : builder).build();
  }

  private static Model graph(boolean tuned) {
    var net =
        new ComputationGraph(
            SteeredNets.builder(new Sgd(0.1))
                .graphBuilder()
                .addInputs("pixels")
                .addLayer("a", new DenseLayer.Builder().nIn(64).nOut(20).build(), "pixels")
                .addLayer("b", new DenseLayer.Builder().nIn(20).nOut(16).build(), "a")
                .addLayer(
                    "out",
                    new OutputLayer.Builder()
                        .nIn(16)
                        .nOut(SteeredNets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "b")
                .setOutputs("out")
                .build());
    net.init();
    SpectralRegularizer.of(LAMBDA).addTo(net);
    TransferLearning.GraphBuilder builder =
        new TransferLearning.GraphBuilder(net).nOutReplace("b", 10, WeightInit.XAVIER);
    return (tuned ? builder.fineTuneConfiguration(tuning()) : builder).build();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void thePenaltyIsThatOfTheNewShapes(Way way) {
    Model net = way.get();
    Model plain = way.get();
    SpectralRegularizer.removeFrom(plain);

    assertThat(score(net) - score(plain))
        .isCloseTo(penalty(net), within(1e-3 * penalty(net))); // single precision, 200 iterations
  }

  @ParameterizedTest
  @MethodSource("ways")
  void trainingIsThatOfAPenaltyAddedAnew(Way way) {
    Model kept = way.get();
    Model anew = way.get();
    SpectralRegularizer.of(LAMBDA).addTo(anew);
    Model without = way.get();
    SpectralRegularizer.removeFrom(without);

    for (Model net : new Model[] {kept, anew, without}) {
      SteeredNets.fit(net, 2);
    }

    assertThat(kept.params()).isEqualTo(anew.params());
    assertThat(kept.params()).isNotEqualTo(without.params());
    assertThat(penalty(kept)).isLessThan(0.9 * penalty(without));
  }

  private static double score(Model model) {
    return model instanceof MultiLayerNetwork net
        ? net.score(SteeredNets.data().next())
        : ((ComputationGraph) model).score(SteeredNets.data().next());
  }

  /** By a singular value decomposition of each matrix. */
  private static double penalty(Model model) {
    Dl4jNetwork net = Dl4jNetwork.require(model);
    double sum = 0;
    for (int index = 0; index < net.size(); index++) {
      Map<String, INDArray> params = net.parameters(index);
      if (params.containsKey("W")) {
        double[][] weights = Objects.requireNonNull(params.get("W")).toDoubleMatrix();
        double sigma = new SingularValueDecomposition(new Array2DRowRealMatrix(weights)).getNorm();
        sum += LAMBDA / 2 * sigma * sigma;
      }
    }
    return sum;
  }
}
