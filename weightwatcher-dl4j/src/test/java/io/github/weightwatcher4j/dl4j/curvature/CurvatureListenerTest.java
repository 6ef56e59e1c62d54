package io.github.weightwatcher4j.dl4j.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.curvature.CurvatureOptions;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class CurvatureListenerTest {

  private static final int EPOCHS = 4;

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(new Adam(0.01))
        .activation(Activation.TANH);
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nIn(8).nOut(10).dropOut(0.8).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MSE)
        .activation(Activation.IDENTITY)
        .nIn(10)
        .nOut(3)
        .dropOut(0.9)
        .build();
  }

  private static MultiLayerNetwork layers() {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            builder()
                .list()
                .layer(dense())
                .layer(new BatchNormalization.Builder().nIn(10).nOut(10).build())
                .layer(output())
                .build());
    net.init();
    Nd4j.getRandom().setSeed(11);
    return net;
  }

  private static ComputationGraph graph() {
    ComputationGraph net =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("fc", dense(), "in")
                .addLayer("out", output(), "fc")
                .setOutputs("out")
                .build());
    net.init();
    Nd4j.getRandom().setSeed(11);
    return net;
  }

  private static DataSet data() {
    Random random = new Random(3);
    INDArray inputs = Nd4j.createFromArray(random.doubles(32 * 8).toArray()).reshape(32, 8);
    INDArray labels = Nd4j.createFromArray(random.doubles(32 * 3).toArray()).reshape(32, 3);
    return new DataSet(inputs.castTo(DataType.FLOAT), labels.castTo(DataType.FLOAT));
  }

  private static ListDataSetIterator<DataSet> batches() {
    return new ListDataSetIterator<>(data().asList(), 8);
  }

  /** Parameters, and state of the updater, after a training; then a draw from the generator. */
  private static float[] left(MultiLayerNetwork net, TrainingListener... listeners) {
    net.setListeners(listeners);
    net.fit(batches(), EPOCHS);
    INDArray state = net.getUpdater().getStateViewArray().dup();
    return all(net.params().dup(), state);
  }

  private static float[] left(ComputationGraph net, TrainingListener... listeners) {
    net.setListeners(listeners);
    net.fit(batches(), EPOCHS);
    INDArray state = net.getUpdater().getStateViewArray().dup();
    return all(net.params().dup(), state);
  }

  private static float[] all(INDArray params, INDArray state) {
    INDArray draw = Nd4j.rand(DataType.FLOAT, 1, 5);
    return Nd4j.concat(1, params.reshape(1, -1), state.reshape(1, -1), draw).toFloatVector();
  }

  @Test
  void layersAreTrainedToTheSameBits() {
    CurvatureListener listener = CurvatureListener.everyEpochs(1, data(), 2, 3);
    assertThat(left(layers(), listener)).containsExactly(left(layers()));
    assertThat(listener.steps()).hasSize(EPOCHS);
    assertThat(listener.failures()).isZero();
  }

  @Test
  void graphsAreTrainedToTheSameBits() {
    CurvatureListener listener = CurvatureListener.everyEpochs(2, data(), 1, 0);
    assertThat(left(graph(), listener)).containsExactly(left(graph()));
    assertThat(listener.steps()).extracting(CurvatureStep::epoch).containsExactly(2, 4);
    assertThat(listener.steps()).extracting(CurvatureStep::iteration).containsExactly(8, 16);
  }

  @Test
  void stepsAreWhatTheNetworkHasThen() {
    CurvatureListener listener = CurvatureListener.everyEpochs(4, data(), 2, 5);
    MultiLayerNetwork net = layers();
    left(net, listener);

    CurvatureStep last = listener.steps().get(0);
    NetworkLoss loss = NetworkLoss.of(net, data());
    double[] now = loss.curvature(CurvatureOptions.defaults()).eigenvalues(2, 0).topValues();
    assertThat(last.top()).containsExactly(now[0], now[1]);
    assertThat(last.loss()).isCloseTo(net.score(data()), within(1e-5));
    assertThat(last.trace()).isPresent();
    assertThat(last.converged()).isTrue();
    assertThat(last.cost().gradients()).isGreaterThan(10);
  }

  @Test
  void failuresAreCountedAndTrainingGoesOn() {
    DataSet wrong = new DataSet(Nd4j.zeros(4, 5), Nd4j.zeros(4, 3));
    CurvatureListener listener = CurvatureListener.everyEpochs(1, wrong, 1, 0);
    assertThat(left(layers(), listener)).containsExactly(left(layers()));
    assertThat(listener.failures()).isEqualTo(EPOCHS);

    CurvatureListener cancelled =
        CurvatureListener.everyEpochs(1, data(), 1, 0)
            .with(CurvatureOptions.defaults().withCancelled(() -> true));
    assertThat(left(layers(), cancelled)).containsExactly(left(layers()));
    assertThat(cancelled.failures()).isEqualTo(EPOCHS);
    assertThat(cancelled.steps()).isEmpty();
  }

  @Test
  void nothingToRecordAndZeroEpochsAreRefused() {
    assertThatThrownBy(() -> CurvatureListener.everyEpochs(1, data(), 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CurvatureListener.everyEpochs(0, data(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
