package io.github.weightwatcher4j.digits;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A convolutional network for {@link Digits}: 32 kernels of 5 x 5, 64 of 3 x 3, each followed by 2
 * x 2 pooling, then 256 - 128 - 10.
 */
public final class DigitsConvNet {

  private static final double LEARNING_RATE = 0.2;
  private static final double WEIGHT_DECAY = 1e-3;

  private DigitsConvNet() {}

  /** The network with random weights. */
  public static MultiLayerNetwork untrained(long seed) {
    MultiLayerConfiguration layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Sgd(LEARNING_RATE))
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.RELU)
            .l2(WEIGHT_DECAY)
            .convolutionMode(ConvolutionMode.Same)
            .list()
            .layer(new ConvolutionLayer.Builder(5, 5).name("conv1").nOut(32).build())
            .layer(pooling("pool1"))
            .layer(new ConvolutionLayer.Builder(3, 3).name("conv2").nOut(64).build())
            .layer(pooling("pool2"))
            .layer(new DenseLayer.Builder().name("fc").nOut(128).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .name("out")
                    .nOut(Digits.CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutionalFlat(Digits.SIDE, Digits.SIDE, 1))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(layers);
    network.init();
    return network;
  }

  private static SubsamplingLayer pooling(String name) {
    return new SubsamplingLayer.Builder(PoolingType.MAX)
        .name(name)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }
}
