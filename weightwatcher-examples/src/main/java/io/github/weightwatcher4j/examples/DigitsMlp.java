package io.github.weightwatcher4j.examples;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
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
    MultiLayerConfiguration layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Sgd(LEARNING_RATE))
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.RELU)
            .l2(WEIGHT_DECAY)
            .list()
            .layer(new DenseLayer.Builder().name("fc1").nOut(512).build())
            .layer(new DenseLayer.Builder().name("fc2").nOut(256).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .name("out")
                    .nOut(Digits.CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.feedForward((long) Digits.SIDE * Digits.SIDE))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(layers);
    network.init();
    return network;
  }
}
