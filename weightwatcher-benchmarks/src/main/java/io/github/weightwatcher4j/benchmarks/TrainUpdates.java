package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.WeightWatcher;
import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Trains a perceptron on batches of 32 and prints the seconds of its updates, after as many again
 * divided by four to warm up.
 *
 * <p>Arguments: sizes such as 64-256-128-4, updates, and whether an analysis goes before. Without
 * one no class of ours is loaded, and none needs to be there.
 */
public final class TrainUpdates {

  private static final int BATCH = 32;

  private TrainUpdates() {}

  /** Trains and prints. */
  public static void main(String[] args) {
    int[] sizes = Arrays.stream(args[0].split("-")).mapToInt(Integer::parseInt).toArray();
    int updates = Integer.parseInt(args[1]);
    MultiLayerNetwork net = perceptron(sizes);
    INDArray inputs = Nd4j.rand(DataType.FLOAT, BATCH, sizes[0]);
    int classes = sizes[sizes.length - 1];
    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, classes);
    for (int row = 0; row < BATCH; row++) {
      labels.putScalar(row, row % classes, 1);
    }
    if (Boolean.parseBoolean(args[2])) {
      OurAnalysis.run(net);
    }
    train(net, inputs, labels, Math.max(2, updates / 4));
    System.out.printf(Locale.ROOT, "%.4f%n", train(net, inputs, labels, updates));
  }

  /** Apart, so that a class path without us does not miss it. */
  private static final class OurAnalysis {

    static void run(MultiLayerNetwork net) {
      new WeightWatcher(net).analyze();
    }
  }

  private static MultiLayerNetwork perceptron(int... sizes) {
    var layers = new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.01)).list();
    for (int i = 0; i + 2 < sizes.length; i++) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(sizes[i])
              .nOut(sizes[i + 1])
              .activation(Activation.RELU)
              .build());
    }
    layers.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(sizes[sizes.length - 2])
            .nOut(sizes[sizes.length - 1])
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork net = new MultiLayerNetwork(layers.build());
    net.init();
    return net;
  }

  private static double train(
      MultiLayerNetwork net, INDArray inputs, INDArray labels, int updates) {
    long start = System.nanoTime();
    for (int i = 0; i < updates; i++) {
      net.fit(inputs, labels);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
