package io.github.weightwatcher4j.dl4j.generalization;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The path norm of a network, for which a copy of it is changed for good. */
final class PathNorm {

  /** Linear between activations; subclasses, such as other convolutions, are not known to be. */
  private static final Set<Class<?>> LINEAR =
      Set.of(
          DenseLayer.class,
          OutputLayer.class,
          ConvolutionLayer.class,
          LossLayer.class,
          ActivationLayer.class,
          DropoutLayer.class,
          SubsamplingLayer.class,
          GlobalPoolingLayer.class,
          ZeroPaddingLayer.class,
          MergeVertex.class,
          PreprocessorVertex.class);

  private PathNorm() {}

  /** The first layer that has no path norm, in words; empty where all have. */
  static Optional<String> obstacle(DoubleCopy net) {
    Dl4jNetwork network = net.network();
    for (int i = 0; i < network.size(); i++) {
      Object layer = Dl4jNetwork.unwrapped(network.configuration(i));
      if (!network.isInput(i) && !isLinear(layer)) {
        return Optional.of("layer %d is a %s, which has no path norm".formatted(i, kind(layer)));
      }
    }
    return Optional.empty();
  }

  private static String kind(Object layer) {
    // The copy has a normalization of its own.
    Class<?> type =
        layer instanceof BatchNormalization ? BatchNormalization.class : layer.getClass();
    return type.getSimpleName();
  }

  private static boolean isLinear(Object conf) {
    if (conf instanceof ElementWiseVertex vertex) {
      return vertex.getOp() == ElementWiseVertex.Op.Add;
    }
    if (conf instanceof DenseLayer dense && dense.hasLayerNorm()) {
      return false;
    }
    return LINEAR.contains(conf.getClass());
  }

  /**
   * The path norm for examples of the given shape. Where parameters and inputs are not negative,
   * nothing that a ReLU sees is, so that all activations are the identity.
   */
  static double of(DoubleCopy net, INDArray oneExample) {
    Dl4jNetwork network = net.network();
    for (int i = 0; i < network.size(); i++) {
      for (BaseLayer layer : network.configurations(i)) {
        layer.setActivationFn(new ActivationIdentity());
      }
      if (Dl4jNetwork.unwrapped(network.configuration(i)) instanceof ActivationLayer layer) {
        layer.setActivationFn(new ActivationIdentity());
      }
    }
    net.parameters().muli(net.parameters().dup());
    return net.output(Nd4j.onesLike(oneExample)).sumNumber().doubleValue();
  }
}
