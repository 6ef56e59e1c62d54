package io.github.weightwatcher4j.dl4j.internal;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J network of either kind: the one place that tells a {@code MultiLayerNetwork} from a {@code
 * ComputationGraph}.
 *
 * <p>Layers go by the index that an analysis gives them: the number in a {@code MultiLayerNetwork};
 * in a {@code ComputationGraph} the place in topological order, which is the row in {@code
 * net.summary()}, where inputs have rows too.
 */
public abstract sealed class Dl4jNetwork {

  /** The network behind DL4J's interface; empty where it is another model, such as one layer. */
  public static Optional<Dl4jNetwork> of(Object model) {
    if (model instanceof MultiLayerNetwork net) {
      return Optional.of(new Layers(net));
    }
    return model instanceof ComputationGraph net ? Optional.of(new Graph(net)) : Optional.empty();
  }

  /**
   * The network.
   *
   * @throws IllegalArgumentException where the model is neither a MultiLayerNetwork nor a
   *     ComputationGraph
   */
  public static Dl4jNetwork require(Model model) {
    return of(model)
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

  /** What updates the parameters. */
  public abstract BaseMultiLayerUpdater<?> updater();

  /** Replaces the updater by one that has the learning rates of now, and no state. */
  public abstract void renewUpdater();

  /** The configuration of a layer that has an updater and regularization of its own. */
  public final Optional<BaseLayer> layer(int index) {
    return configuration(index) instanceof BaseLayer layer ? Optional.of(layer) : Optional.empty();
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
      if (vertex.hasLayer()) {
        return vertex.getLayer().conf().getLayer();
      }
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

    private GraphVertex at(int index) {
      return net.getVertices()[net.topologicalSortOrder()[index]];
    }
  }
}
