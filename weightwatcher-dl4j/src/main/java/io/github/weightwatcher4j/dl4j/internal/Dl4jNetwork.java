package io.github.weightwatcher4j.dl4j.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J network of either kind: the one place that tells a {@code MultiLayerNetwork} from a {@code
 * ComputationGraph}. Also one layer by itself, which is what listeners are given while {@code
 * pretrain} trains layer by layer.
 *
 * <p>Layers go by the index that an analysis gives them: the number in a {@code MultiLayerNetwork};
 * in a {@code ComputationGraph} the place in topological order, which is the row in {@code
 * net.summary()}, where inputs have rows too.
 */
public abstract sealed class Dl4jNetwork {

  /** The network behind DL4J's interface, or the layer; empty where it is another model. */
  public static Optional<Dl4jNetwork> of(Object model) {
    if (model instanceof MultiLayerNetwork net) {
      return Optional.of(new Layers(net));
    }
    if (model instanceof ComputationGraph net) {
      return Optional.of(new Graph(net));
    }
    return model instanceof Layer layer ? Optional.of(new OneLayer(layer)) : Optional.empty();
  }

  /** Whether it is a whole network, which has an updater, and epochs. */
  public static boolean isNetwork(Object model) {
    return model instanceof MultiLayerNetwork || model instanceof ComputationGraph;
  }

  /**
   * The network.
   *
   * @throws IllegalArgumentException where the model is neither a MultiLayerNetwork nor a
   *     ComputationGraph
   */
  public static Dl4jNetwork require(Model model) {
    return of(model)
        .filter(net -> isNetwork(model))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a MultiLayerNetwork or a ComputationGraph but was given a "
                        + model.getClass().getName()));
  }

  /** The class of the network, as messages and results name it. */
  public abstract String kind();

  /** Whether the network has parameters. */
  public abstract boolean isInitialized();

  /** DL4J's count of epochs; while an epoch ends it is not counted yet. */
  public abstract int epochs();

  /** DL4J's count of updates; while an update is announced it is not counted yet. */
  public abstract int iterations();

  /** Number of layers, or of vertices with the inputs. */
  public abstract int size();

  /** Whether the index is that of an input, which is no layer. */
  public abstract boolean isInput(int index);

  /** The layer's or the vertex' name; empty where it has none. */
  public abstract String name(int index);

  /** The configuration of the layer, or of a vertex that is no layer. */
  public abstract Object configuration(int index);

  /** The parameters by key, in the network's own arrays; none where there are none. */
  public abstract Map<String, INDArray> parameters(int index);

  /** What updates the parameters; of a whole network only. */
  public abstract BaseMultiLayerUpdater<?> updater();

  /** Replaces the updater by one that has the learning rates of now, and no state. */
  public abstract void renewUpdater();

  /**
   * Whether the layer is kept as it is while the network trains. Its configuration does not tell:
   * transfer learning leaves that of the layer inside.
   */
  public abstract boolean isFrozen(int index);

  /** The configuration of a layer that has an updater and regularization of its own. */
  public final Optional<BaseLayer> layer(int index) {
    return !isFrozen(index) && configuration(index) instanceof BaseLayer layer
        ? Optional.of(layer)
        : Optional.empty();
  }

  /**
   * The configurations with an updater and regularization of their own that a layer has, frozen or
   * not: the one that it works with, and the one that is saved. Transfer learning makes them two.
   */
  public final List<BaseLayer> configurations(int index) {
    return Stream.of(configuration(index), savedConfiguration(index))
        .map(Dl4jNetwork::unwrapped)
        .filter(BaseLayer.class::isInstance)
        .map(BaseLayer.class::cast)
        .toList();
  }

  /** The configuration of the layer or the vertex that is saved with the network. */
  abstract Object savedConfiguration(int index);

  /** A configuration out of its vertex, its wrappers, its frozenness. */
  public static Object unwrapped(Object conf) {
    if (conf instanceof LayerVertex vertex) {
      return unwrapped(vertex.getLayerConf().getLayer());
    }
    if (conf instanceof org.deeplearning4j.nn.conf.graph.FrozenVertex vertex) {
      return unwrapped(vertex.getUnderlying());
    }
    if (conf instanceof org.deeplearning4j.nn.conf.layers.misc.FrozenLayer layer) {
      return unwrapped(layer.getLayer());
    }
    if (conf instanceof org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer layer) {
      return unwrapped(layer.getUnderlying());
    }
    return conf;
  }

  /** Whether the layer, or one that it wraps, is frozen. */
  private static boolean frozen(Layer layer) {
    return layer instanceof FrozenLayer
        || layer instanceof FrozenLayerWithBackprop
        || (layer instanceof BaseWrapperLayer wrapper && frozen(wrapper.getUnderlying()));
  }

  private static Map<String, INDArray> orNone(@Nullable Map<String, INDArray> parameters) {
    return Objects.requireNonNullElse(parameters, Map.of());
  }

  private static final class Layers extends Dl4jNetwork {

    private final MultiLayerNetwork net;

    Layers(MultiLayerNetwork net) {
      this.net = net;
    }

    @Override
    public String kind() {
      return "MultiLayerNetwork";
    }

    @Override
    public boolean isInitialized() {
      return net.isInitCalled();
    }

    @Override
    public int epochs() {
      return net.getEpochCount();
    }

    @Override
    public int iterations() {
      return net.getIterationCount();
    }

    @Override
    public int size() {
      return net.getnLayers();
    }

    @Override
    public boolean isInput(int index) {
      return false;
    }

    @Override
    public String name(int index) {
      return Objects.requireNonNullElse(at(index).conf().getLayer().getLayerName(), "");
    }

    @Override
    public Object configuration(int index) {
      return at(index).conf().getLayer();
    }

    @Override
    Object savedConfiguration(int index) {
      return net.getLayerWiseConfigurations().getConf(index).getLayer();
    }

    @Override
    public Map<String, INDArray> parameters(int index) {
      return orNone(at(index).paramTable());
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
      return (MultiLayerUpdater) net.getUpdater();
    }

    @Override
    public void renewUpdater() {
      net.setUpdater(new MultiLayerUpdater(net));
    }

    @Override
    public boolean isFrozen(int index) {
      return frozen(at(index));
    }

    /** Not by getLayers(): that waits for a running fit(). */
    private Layer at(int index) {
      return net.getLayer(index);
    }
  }

  private static final class Graph extends Dl4jNetwork {

    private final ComputationGraph net;

    Graph(ComputationGraph net) {
      this.net = net;
    }

    @Override
    public String kind() {
      return "ComputationGraph";
    }

    @Override
    public boolean isInitialized() {
      return net.getVertices() != null;
    }

    @Override
    public int epochs() {
      return net.getEpochCount();
    }

    @Override
    public int iterations() {
      return net.getIterationCount();
    }

    @Override
    public int size() {
      return net.getVertices().length;
    }

    @Override
    public boolean isInput(int index) {
      return at(index).isInputVertex();
    }

    @Override
    public String name(int index) {
      return at(index).getVertexName();
    }

    @Override
    public Object configuration(int index) {
      GraphVertex vertex = at(index);
      return vertex.hasLayer() ? vertex.getLayer().conf().getLayer() : savedConfiguration(index);
    }

    @Override
    Object savedConfiguration(int index) {
      GraphVertex vertex = at(index);
      // Inputs have no configuration.
      Map<String, ?> configurations = net.getConfiguration().getVertices();
      return Objects.requireNonNullElse(configurations.get(vertex.getVertexName()), vertex);
    }

    @Override
    public Map<String, INDArray> parameters(int index) {
      GraphVertex vertex = at(index);
      return orNone(vertex.hasLayer() ? vertex.getLayer().paramTable() : vertex.paramTable(false));
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
      return net.getUpdater();
    }

    @Override
    public void renewUpdater() {
      net.setUpdater(new ComputationGraphUpdater(net));
    }

    @Override
    public boolean isFrozen(int index) {
      GraphVertex vertex = at(index);
      return vertex instanceof FrozenVertex || (vertex.hasLayer() && frozen(vertex.getLayer()));
    }

    private GraphVertex at(int index) {
      return net.getVertices()[net.topologicalSortOrder()[index]];
    }
  }

  private static final class OneLayer extends Dl4jNetwork {

    private final Layer layer;

    OneLayer(Layer layer) {
      this.layer = layer;
    }

    @Override
    public String kind() {
      return "layer";
    }

    @Override
    public boolean isInitialized() {
      return layer.paramTable() != null;
    }

    @Override
    public int epochs() {
      return layer.getEpochCount();
    }

    @Override
    public int iterations() {
      return layer.getIterationCount();
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public boolean isInput(int index) {
      return false;
    }

    /** As the network that the layer is part of calls it. */
    @Override
    public String name(int index) {
      String name = layer.conf().getLayer().getLayerName();
      return name == null ? "layer" + layer.getIndex() : name;
    }

    @Override
    public Object configuration(int index) {
      return layer.conf().getLayer();
    }

    @Override
    Object savedConfiguration(int index) {
      return configuration(index);
    }

    @Override
    public Map<String, INDArray> parameters(int index) {
      return orNone(layer.paramTable());
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
      throw new UnsupportedOperationException("a layer has no updater of its own");
    }

    @Override
    public void renewUpdater() {
      throw new UnsupportedOperationException("a layer has no updater of its own");
    }

    @Override
    public boolean isFrozen(int index) {
      return frozen(layer);
    }
  }
}
