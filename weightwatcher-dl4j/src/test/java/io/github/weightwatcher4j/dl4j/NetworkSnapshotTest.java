package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class NetworkSnapshotTest {

  private static MultiLayerNetwork convolutional() {
    return Nets.of(
        InputType.convolutional(6, 6, 2),
        new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
        new DenseLayer.Builder().nOut(5).build(),
        new OutputLayer.Builder(LossFunction.MSE).activation(Activation.TANH).nOut(2).build());
  }

  private static DataSet images() {
    return new DataSet(Nd4j.rand(DataType.FLOAT, 8, 2, 6, 6), Nd4j.rand(DataType.FLOAT, 8, 2));
  }

  @Test
  void aSnapshotOfAListenerKeepsTheWeightsOfItsStepWhileTrainingGoesOn() {
    MultiLayerNetwork net = convolutional();
    List<NetworkSnapshot> snapshots = new ArrayList<>();
    List<Map<String, double[]>> then = new ArrayList<>();
    net.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            snapshots.add(NetworkSnapshot.of((MultiLayerNetwork) model));
            then.add(Listed.weights(model));
          }
        });

    DataSet data = images();
    for (int step = 0; step < 4; step++) {
      net.fit(data);
    }

    assertThat(snapshots).extracting(ModelSource::revision).containsExactly(0L, 1L, 2L, 3L);
    for (int step = 0; step < 4; step++) {
      Listed.areEqual(Listed.weights(snapshots.get(step)), then.get(step));
    }
    assertThat(then.get(0).get("layer0")).isNotEqualTo(then.get(3).get("layer0"));
    Listed.areEqual(Listed.weights(net), then.get(3));
  }

  @Test
  void aSnapshotHasTheSameLayersAsTheNetwork() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.recurrent(3, 4),
            new LSTM.Builder().nOut(5).build(),
            new RnnOutputLayer.Builder(LossFunction.MSE)
                .activation(Activation.TANH)
                .nOut(2)
                .build());
    NetworkSnapshot snapshot = NetworkSnapshot.of(net);

    assertThat(snapshot.name()).isEqualTo("MultiLayerNetwork");
    assertThat(snapshot.layers())
        .extracting(Layer::toString)
        .containsExactlyElementsOf(Listed.of(net).layers().stream().map(Layer::toString).toList());
    Listed.areEqual(Listed.weights(snapshot), Listed.weights(net));
  }

  @Test
  void aSnapshotOfAGraphIsIndependentOfIt() {
    ComputationGraph net = ComputationGraphTest.twoInputs();
    NetworkSnapshot snapshot = NetworkSnapshot.of(net);
    Map<String, double[]> then = Listed.weights(net);

    net.fit(
        new INDArray[] {Nd4j.rand(DataType.FLOAT, 8, 3), Nd4j.rand(DataType.FLOAT, 8, 4)},
        new INDArray[] {Nd4j.rand(DataType.FLOAT, 8, 2)});

    Listed.areEqual(Listed.weights(snapshot), then);
    assertThat(Listed.weights(net).get("left")).isNotEqualTo(then.get("left"));
  }

  @Test
  void aSnapshotOfARestoredNetworkFindsItsViews() {
    MultiLayerNetwork net = convolutional();
    INDArray larger = Nd4j.rand(DataType.FLOAT, net.numParams() + 20);
    INDArray view = larger.get(NDArrayIndex.interval(10, net.numParams() + 10));
    MultiLayerNetwork over = new MultiLayerNetwork(net.getLayerWiseConfigurations().clone());
    over.init(view, false);
    NetworkSnapshot snapshot = NetworkSnapshot.of(over);
    Map<String, double[]> then = Listed.weights(over);

    larger.assign(0);

    Listed.areEqual(Listed.weights(snapshot), then);
    assertThat(Listed.weights(over).get("layer0")).containsOnly(0);
  }

  @Test
  void aClosedSnapshotIsRefusedAndLeavesTheNetworkAlone() {
    MultiLayerNetwork net = convolutional();
    Map<String, double[]> then = Listed.weights(net);
    NetworkSnapshot snapshot = NetworkSnapshot.of(net);

    snapshot.close();
    snapshot.close();

    assertThatThrownBy(snapshot::layers)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the snapshot is closed");
    Listed.areEqual(Listed.weights(net), then);
    net.fit(images());
  }

  @Test
  void theRevisionIsTheIterationCount() {
    MultiLayerNetwork net = convolutional();
    ModelSource source = new NetworkAdapter().open(net).orElseThrow();

    net.fit(images());
    net.fit(images());

    assertThat(source.revision()).isEqualTo(2);
    assertThat(source.snapshotAdvice()).contains("NetworkSnapshot.of(");
  }

  @Test
  void aSnapshotFromAnotherThreadWaitsForTheStepThatRuns() throws Exception {
    MultiLayerNetwork net = convolutional();
    CountDownLatch inStep = new CountDownLatch(1);
    List<NetworkSnapshot> taken = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              awaitQuietly(inStep);
              taken.add(NetworkSnapshot.of(net));
            });
    net.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            inStep.countDown();
            awaitBlocked(other);
          }
        });
    other.start();

    net.fit(images());
    other.join();

    assertThat(taken.get(0).revision()).isEqualTo(1);
    Listed.areEqual(Listed.weights(taken.get(0)), Listed.weights(net));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }
}
