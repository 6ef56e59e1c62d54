package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.internal.IndArrayTensor;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Weights are read where the network keeps them. */
class LiveWeightsTest {

  /** Lists the layers, opens the tensors, changes the parameters: what is read must be new. */
  private static void readsWhatIsChangedLater(MultiLayerNetwork net) throws Exception {
    Listed listed = Listed.of(net);
    for (String name : listed.names()) {
      if (listed.layer(name).weights().isEmpty()) {
        continue;
      }
      net.params().assign(1);
      try (WeightTensor tensor = listed.weights(name).opener().open()) {
        net.params().assign(42);
        int size = Math.toIntExact(tensor.shape().size());
        DoubleBuffer values = DoubleBuffer.allocate(size);
        tensor.read(
            0,
            Math.toIntExact(tensor.shape().rows()),
            0,
            Math.toIntExact(tensor.shape().rowLength()),
            values);
        assertThat(values.array()).as(name).containsOnly(42);
      }
    }
  }

  @Test
  void aChangeOfAWeightIsSeenInAnOpenTensor() throws Exception {
    readsWhatIsChangedLater(
        Nets.of(
            InputType.convolutional(6, 6, 2),
            new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
            new DepthwiseConvolution2D.Builder(3, 2).depthMultiplier(2).build(),
            new DenseLayer.Builder().nOut(5).build(),
            Nets.loss()));
  }

  @Test
  void aChangeOfAWeightIsSeenInGatesAndProjections() throws Exception {
    readsWhatIsChangedLater(
        Nets.of(
            InputType.recurrent(3, 4),
            new LSTM.Builder().nOut(5).build(),
            new SelfAttentionLayer.Builder()
                .nHeads(2)
                .headSize(4)
                .nOut(5)
                .projectInput(true)
                .build(),
            new RnnLossLayer()));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE", "HALF", "BFLOAT16"})
  void viewsOfViewsAreReadRightInEveryType(DataType type) {
    INDArray flat = Nd4j.arange(0, 240).castTo(type);
    INDArray columns =
        flat.get(NDArrayIndex.interval(30, 230))
            .reshape('f', 10, 20)
            .get(NDArrayIndex.all(), NDArrayIndex.interval(5, 15));
    INDArray kernel = flat.get(NDArrayIndex.interval(60, 180)).reshape('c', 2, 3, 4, 5);
    List<INDArray> views =
        List.of(
            columns,
            columns.get(NDArrayIndex.interval(2, 9), NDArrayIndex.interval(1, 4)),
            columns.get(NDArrayIndex.interval(0, 2, 10), NDArrayIndex.interval(0, 3, 10)),
            columns.transpose(),
            kernel,
            kernel.permute(2, 3, 1, 0),
            kernel.reshape('c', 6, 20),
            kernel.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.point(2),
                NDArrayIndex.point(1)));

    for (INDArray view : views) {
      INDArray expected = view;
      TensorShape shape = IndArrayTensor.weights(view, Slicing.TRAILING).shape();
      if (view.rank() == 2 && view.stride(0) == 1) {
        expected = view.transpose();
      }
      assertThat(shape).isEqualTo(TensorShape.of(expected.shape()));
      DoubleBuffer values = DoubleBuffer.allocate(Math.toIntExact(shape.size()));
      IndArrayTensor.of(view)
          .read(0, Math.toIntExact(shape.rows()), 0, Math.toIntExact(shape.rowLength()), values);
      assertThat(values.array()).containsExactly(Listed.elements(expected));
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void layersAreListedWhileAnotherThreadHoldsTheNetwork() throws Exception {
    MultiLayerNetwork net =
        Nets.of(InputType.feedForward(3), new DenseLayer.Builder().nOut(4).build(), Nets.loss());
    List<String>[] names = newList();
    synchronized (net) { // as fit() does
      Thread other = new Thread(() -> names[0] = Listed.of(net).names());
      other.start();
      other.join();
    }

    assertThat(names[0]).containsExactly("layer0", "layer1");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<String>[] newList() {
    return new List[1];
  }
}
