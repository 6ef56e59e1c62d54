package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.report.TrainingStep;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Truncated backpropagation through time: a sequence of 12 makes three updates of 4 steps each. */
class RecurrentTrainingTest {

  private static final int TRUNCATED = 4;

  private static LSTM lstm() {
    return new LSTM.Builder().name("lstm").nIn(12).nOut(16).build();
  }

  private static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .name("out")
        .activation(Activation.IDENTITY)
        .nIn(16)
        .nOut(12)
        .build();
  }

  private static MultiLayerNetwork layers() {
    var net =
        new MultiLayerNetwork(
            SteeredNets.builder(new Adam(0.01))
                .list()
                .layer(lstm())
                .layer(output())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(TRUNCATED)
                .build());
    net.init();
    return net;
  }

  private static ComputationGraph graph() {
    var net =
        new ComputationGraph(
            SteeredNets.builder(new Adam(0.01))
                .graphBuilder()
                .addInputs("in")
                .addLayer("lstm", lstm(), "in")
                .addLayer("out", output(), "lstm")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(12))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTForwardLength(TRUNCATED)
                .tBPTTBackwardLength(TRUNCATED)
                .build());
    net.init();
    return net;
  }

  static Stream<Supplier<Model>> networks() {
    return Stream.of(RecurrentTrainingTest::layers, RecurrentTrainingTest::graph);
  }

  private static INDArray trained(Model model) {
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(3);
    INDArray sequences = Nd4j.rand(random, new long[] {5, 12, 12}).castTo(DataType.FLOAT);
    DataSet data = new DataSet(sequences, sequences.dup());
    for (int i = 0; i < 2; i++) {
      if (model instanceof MultiLayerNetwork net) {
        net.fit(data);
      } else {
        ((ComputationGraph) model).fit(data);
      }
    }
    return model.params();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyUpdateIsAnalysedAndTheWeightsAreTheSame(Supplier<Model> networks) {
    INDArray without = trained(networks.get());
    Model net = networks.get();
    SpectralListener listener = SpectralListener.builder().everyIterations(1).build();
    net.setListeners(listener);

    assertThat(trained(net)).isEqualTo(without);

    assertThat(listener.history().steps())
        .extracting(TrainingStep::iteration)
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(listener.history().steps())
        .extracting(step -> step.analysis().details())
        .doesNotHaveDuplicates();
    assertThat(listener.cost().failures()).isZero();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatSteersTrainsToTheEnd(Supplier<Model> networks) {
    Model net = networks.get();
    assertThat(SpectralRegularizer.of(0.05).addTo(net)).containsExactly("out");
    BalancedLearningRates rates =
        BalancedLearningRates.linear().withFirstLayer().withLastLayer().everyIterations(2);
    net.setListeners(rates);

    assertThat(trained(net).toFloatVector()).doesNotContain(Float.NaN);
    assertThat(rates.rates()).filteredOn(LayerRate::balanced).hasSize(2);
  }
}
