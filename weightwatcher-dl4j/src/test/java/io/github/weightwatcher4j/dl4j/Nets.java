package io.github.weightwatcher4j.dl4j;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks. */
final class Nets {

  private Nets() {}

  /** The layers one after the other, initialized. */
  static MultiLayerNetwork of(InputType input, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(input).build());
    net.init();
    return net;
  }

  static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(new Sgd(0.1))
        .activation(Activation.TANH);
  }

  static GraphBuilder graph() {
    return builder().graphBuilder();
  }

  static ComputationGraph init(GraphBuilder graph) {
    ComputationGraph net = new ComputationGraph(graph.build());
    net.init();
    return net;
  }

  static LossLayer loss() {
    return new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
  }

  /** One parameter array of a layer. */
  static INDArray param(MultiLayerNetwork net, int layer, String key) {
    return Objects.requireNonNull(params(net, layer).get(key));
  }

  /** Parameters of one layer. */
  static Map<String, INDArray> params(MultiLayerNetwork net, int layer) {
    return net.getLayer(layer).paramTable();
  }
}
