package io.github.weightwatcher4j.dl4j.training;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What steering needs of a network; layers go by the index that an analysis gives them. */
sealed interface SteeredNetwork {

  /**
   * The network.
   *
   * @throws IllegalArgumentException where the model is neither a MultiLayerNetwork nor a
   *     ComputationGraph
   */
  static SteeredNetwork of(Model model) {
    if (model instanceof MultiLayerNetwork net) {
      return new MultiLayer(net);
    }
    if (model instanceof ComputationGraph net) {
      return new Graph(net);
    }
    throw new IllegalArgumentException(
        "expected a MultiLayerNetwork or a ComputationGraph but was given a "
            + model.getClass().getName());
  }

  /** Epochs finished. */
  int epoch();

  /** Number of layers, or of vertices with the inputs. */
  int size();

  /** The layer's or the vertex' name. */
  String name(int index);

  /** The layer's configuration, or a vertex that is no layer. */
  Object configuration(int index);

  /** A layer's parameters by key. */
  Map<String, INDArray> parameters(int index);

  /** What updates the parameters. */
  BaseMultiLayerUpdater<?> updater();

  /** Replaces the updater by one that has the learning rates of now, and no state. */
  void renewUpdater();

  /** The configuration of a layer that has an updater and regularization of its own. */
  default Optional<BaseLayer> layer(int index) {
    return configuration(index) instanceof BaseLayer layer ? Optional.of(layer) : Optional.empty();
  }

  /** Layers in a row. */
  record MultiLayer(MultiLayerNetwork net) implements SteeredNetwork {

    @Override
    public int epoch() {
      return net.getEpochCount();
    }

    @Override
    public int size() {
      return net.getnLayers();
    }

    @Override
    public String name(int index) {
      return net.getLayer(index).conf().getLayer().getLayerName();
    }

    @Override
    public Object configuration(int index) {
      return net.getLayer(index).conf().getLayer();
    }

    @Override
    public Map<String, INDArray> parameters(int index) {
      return net.getLayer(index).paramTable();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
      return (MultiLayerUpdater) net.getUpdater();
    }

    @Override
    public void renewUpdater() {
      net.setUpdater(new MultiLayerUpdater(net));
    }
  }

  /** A graph of vertices, in topological order. */
  record Graph(ComputationGraph net) implements SteeredNetwork {

    @Override
    public int epoch() {
      return net.getEpochCount();
    }

    @Override
    public int size() {
      return net.getVertices().length;
    }

    @Override
    public String name(int index) {
      return vertex(index).getVertexName();
    }

    @Override
    public Object configuration(int index) {
      GraphVertex vertex = vertex(index);
      return vertex.hasLayer() ? vertex.getLayer().conf().getLayer() : vertex;
    }

    @Override
    public Map<String, INDArray> parameters(int index) {
      return vertex(index).getLayer().paramTable();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
      return net.getUpdater();
    }

    @Override
    public void renewUpdater() {
      net.setUpdater(new ComputationGraphUpdater(net));
    }

    private GraphVertex vertex(int index) {
      return net.getVertices()[net.topologicalSortOrder()[index]];
    }
  }
}
