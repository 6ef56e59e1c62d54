package io.github.weightwatcher4j.dl4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A copy of a network in float64, to take losses and gradients of and to move its parameters: the
 * network itself is only read. Without dropout, weight noise, penalties and listeners, so that the
 * loss is the mean over the examples and the same each time. Of networks with one input and one
 * output.
 */
public final class DoubleCopy {

  private final Model model;
  private final Dl4jNetwork network;
  private final INDArray parameters;

  private DoubleCopy(Model model) {
    this.model = model;
    this.network = Dl4jNetwork.require(model);
    this.parameters = model.params();
    for (int i = 0; i < network.size(); i++) {
      withoutChance(i);
    }
  }

  /**
   * Copies a network, holding its monitor like {@code fit()}.
   *
   * @throws IllegalArgumentException where the model is no MultiLayerNetwork or ComputationGraph,
   *     is not initialized, has no parameters, or a parameter is NaN or infinite
   */
  public static DoubleCopy of(Model net) {
    Dl4jNetwork network = Dl4jNetwork.require(net);
    if (!network.isInitialized() || net.numParams() == 0) {
      throw new IllegalArgumentException(
          "the " + network.kind() + " has no parameters; call its init() first");
    }
    synchronized (net) {
      DoubleCopy copy =
          new DoubleCopy(
              net instanceof MultiLayerNetwork layers
                  ? copyOf(layers)
                  : copyOf((ComputationGraph) net));
      copy.requireFinite();
      return copy;
    }
  }

  private static Model copyOf(MultiLayerNetwork net) {
    MultiLayerConfiguration configuration = net.getLayerWiseConfigurations().clone();
    configuration.setDataType(DataType.DOUBLE);
    configuration.getConfs().forEach(conf -> conf.setMiniBatch(true));
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(net.params().castTo(DataType.DOUBLE).dup(), false);
    return copy;
  }

  /** Not by clone(), which gives the copy the listeners of the original. */
  private static Model copyOf(ComputationGraph net) {
    ComputationGraphConfiguration configuration = net.getConfiguration().clone();
    configuration.setDataType(DataType.DOUBLE);
    configuration.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .forEach(vertex -> ((LayerVertex) vertex).getLayerConf().setMiniBatch(true));
    ComputationGraph copy = new ComputationGraph(configuration);
    copy.init(net.params().castTo(DataType.DOUBLE).dup(), false);
    if (copy.getNumInputArrays() != 1 || copy.getNumOutputArrays() != 1) {
      throw new IllegalArgumentException(
          "expected a ComputationGraph of one input and one output but it has %d and %d"
              .formatted(copy.getNumInputArrays(), copy.getNumOutputArrays()));
    }
    return copy;
  }

  private void withoutChance(int index) {
    if (Dl4jNetwork.unwrapped(network.configuration(index)) instanceof Layer layer) {
      layer.setIDropout(null);
    }
    for (BaseLayer layer : network.configurations(index)) {
      layer.setIDropout(null);
      layer.setWeightNoise(null);
      layer.setRegularization(new ArrayList<>());
      layer.setRegularizationBias(new ArrayList<>());
    }
  }

  private void requireFinite() {
    for (int i = 0; i < network.size(); i++) {
      int index = i;
      network
          .parameters(i)
          .forEach(
              (key, values) -> {
                if (!Double.isFinite(values.sumNumber().doubleValue())) {
                  throw new IllegalArgumentException(
                      "parameter %s of layer %d (%s) has NaN or infinite values"
                          .formatted(key, index, network.name(index)));
                }
              });
    }
  }

  /** The copy, a network of the same class; its parameters may be moved. */
  public Model model() {
    return model;
  }

  /** The copy by its layers. */
  public Dl4jNetwork network() {
    return network;
  }

  /** All parameters, in the order of {@code net.params()}; writing into them moves the copy. */
  public INDArray parameters() {
    return parameters;
  }

  /** Mean loss over the examples in inference. */
  public double loss(DataSet data) {
    return model instanceof MultiLayerNetwork net
        ? net.score(data)
        : ((ComputationGraph) model).score(data);
  }

  /**
   * Gradient of the mean loss by all parameters, in their order, as DL4J trains: batch
   * normalization takes the mean and variance of the batch.
   *
   * @param lossThere the mean loss of this forward pass; differs from {@link #loss} where the
   *     network computes otherwise while it trains
   * @param values of length {@code parameters().length()}, an array of its own
   */
  public record Gradient(double lossThere, INDArray values) {}

  /** The gradient at the copy's parameters. */
  public Gradient gradient(DataSet data) {
    INDArray sums;
    if (model instanceof MultiLayerNetwork net) {
      net.setInput(data.getFeatures());
      net.setLabels(data.getLabels());
      net.computeGradientAndScore();
      sums = net.getFlattenedGradients();
    } else {
      ComputationGraph net = (ComputationGraph) model;
      net.setInputs(data.getFeatures());
      net.setLabels(data.getLabels());
      net.computeGradientAndScore();
      sums = net.getFlattenedGradients();
    }
    return new Gradient(model.score(), sums.div(data.numExamples()));
  }

  /** What the network answers in inference. */
  public INDArray output(INDArray features) {
    return model instanceof MultiLayerNetwork net
        ? net.output(features, false)
        : ((ComputationGraph) model).outputSingle(false, features);
  }

  /** What goes into the activation function of the last layer, such as logits into a softmax. */
  public INDArray scores(INDArray features) {
    Optional<BaseLayer> last = last();
    IActivation before = last.map(BaseLayer::getActivationFn).orElseGet(ActivationIdentity::new);
    last.ifPresent(layer -> layer.setActivationFn(new ActivationIdentity()));
    try {
      return output(features);
    } finally {
      last.ifPresent(layer -> layer.setActivationFn(before));
    }
  }

  private Optional<BaseLayer> last() {
    int index = network.size() - 1;
    if (model instanceof ComputationGraph net) {
      String name = net.getConfiguration().getNetworkOutputs().get(0);
      while (!network.name(index).equals(name)) {
        index--;
      }
    }
    return Dl4jNetwork.unwrapped(network.configuration(index)) instanceof BaseLayer layer
        ? Optional.of(layer)
        : Optional.empty();
  }

  /** Data in float64. */
  public static DataSet widened(DataSet data) {
    UnaryOperator<INDArray> widen = array -> array.castTo(DataType.DOUBLE);
    return new DataSet(widen.apply(data.getFeatures()), widen.apply(data.getLabels()));
  }

  /** The keys of a layer's weights, without biases and the statistics of normalization. */
  public List<String> weightKeys(int index) {
    return network.configuration(index) instanceof Layer layer
        ? network.parameters(index).keySet().stream()
            .filter(layer.initializer().weightKeys(layer)::contains)
            .toList()
        : network.parameters(index).entrySet().stream()
            .filter(each -> each.getValue().rank() > 1 && each.getValue().size(0) > 1)
            .map(Map.Entry::getKey)
            .toList();
  }
}
