package io.github.weightwatcher4j.digits;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A perceptron for {@link Digits}, 64 - 512 - 256 - 10. Wide for the task, so that its layers have
 * spectra worth looking at.
 */
public final class DigitsMlp {

  private static final double LEARNING_RATE = 0.2;
  private static final double WEIGHT_DECAY = 1e-3;

  private DigitsMlp() {}

  /** The network with random weights. */
  public static MultiLayerNetwork untrained(long seed) {
    return untrained(seed, new Sgd(LEARNING_RATE), WEIGHT_DECAY, 512, 256);
  }

  /**
   * A network of other hidden layers, fc1, fc2 and so on, with random weights.
   *
   * @param updater how it will learn
   * @param weightDecay factor of the L2 penalty, 0 for none
   * @param widths outputs of each hidden layer
   */
  public static MultiLayerNetwork untrained(
      long seed, IUpdater updater, double weightDecay, int... widths) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(updater)
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.RELU)
            .l2(weightDecay)
            .list();
    for (int i = 0; i < widths.length; i++) {
      layers.layer(new DenseLayer.Builder().name("fc" + (i + 1)).nOut(widths[i]).build());
    }
    layers
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .name("out")
                .nOut(Digits.CLASSES)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.feedForward((long) Digits.SIDE * Digits.SIDE));
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }
}
