package io.github.weightwatcher4j.dl4j.training;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** A network in double precision, and its weights as matrices. */
final class PenalizedNets {

  private PenalizedNets() {}

  /** Two convolutional and two dense layers in double precision, with L2 and layer norm. */
  static MultiLayerNetwork precise() {
    var net =
        new MultiLayerNetwork(
            SteeredNets.builder(new Sgd(1))
                .dataType(DataType.DOUBLE)
                .l2(0.01)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 2).name("c1").nOut(3).build())
                .layer(new ConvolutionLayer.Builder(2, 2).name("c2").nOut(4).build())
                .layer(new DenseLayer.Builder().name("d").nOut(5).hasLayerNorm(true).build())
                .layer(new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutionalFlat(8, 8, 1))
                .build());
    net.init();
    return net;
  }

  /** Weights of a layer with a row for each index of their first axis. */
  static RealMatrix weights(MultiLayerNetwork net, int layer) {
    INDArray weights = net.getLayer(layer).getParam("W");
    long rows = weights.size(0);
    return new Array2DRowRealMatrix(
        weights.dup('c').reshape('c', rows, weights.length() / rows).toDoubleMatrix());
  }

  static double norm(Model net, int layer) {
    return new SingularValueDecomposition(weights((MultiLayerNetwork) net, layer)).getNorm();
  }
}
