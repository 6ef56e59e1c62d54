package io.github.weightwatcher4j.dl4j.training;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks with dropout, and data to train them with; the same at every call. */
final class Trained {

  /** Updates in an epoch of {@link #data}. */
  static final int BATCHES = 4;

  private static final int INPUTS = 20;

  private Trained() {}

  /** fc 20 - 30, out 30 - 12, with the random state that training starts from. */
  static MultiLayerNetwork layers() {
    MultiLayerNetwork net =
        new MultiLayerNetwork(builder().list().layer(dense()).layer(output()).build());
    net.init();
    Nd4j.getRandom().setSeed(11);
    return net;
  }

  /** The same layers as a graph. */
  static ComputationGraph graph() {
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

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(new Adam(0.01))
        .activation(Activation.TANH);
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().name("fc").nIn(INPUTS).nOut(30).dropOut(0.8).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MSE)
        .name("out")
        .activation(Activation.IDENTITY)
        .nIn(30)
        .nOut(12)
        .dropOut(0.9)
        .build();
  }

  /** Four batches of eight. */
  static DataSetIterator data() {
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(3);
    INDArray inputs = Nd4j.rand(random, 8L * BATCHES, INPUTS).castTo(DataType.FLOAT);
    INDArray labels = Nd4j.rand(random, 8L * BATCHES, 12).castTo(DataType.FLOAT);
    return new ListDataSetIterator<>(new DataSet(inputs, labels).asList(), 8);
  }
}
