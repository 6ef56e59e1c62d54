package io.github.weightwatcher4j.dl4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.jspecify.annotations.Nullable;
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
    configuration.setBackpropType(BackpropType.Standard);
    configuration.getConfs().forEach(DoubleCopy::makeSteady);
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(net.params().castTo(DataType.DOUBLE).dup(), false);
    return copy;
  }

  /** Not by clone(), which gives the copy the listeners of the original. */
  private static Model copyOf(ComputationGraph net) {
    ComputationGraphConfiguration configuration = net.getConfiguration().clone();
    configuration.setDataType(DataType.DOUBLE);
    configuration.setBackpropType(BackpropType.Standard);
    configuration
        .getVertices()
        .replaceAll(
            (name, vertex) ->
                vertex instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertex);
    configuration.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .forEach(vertex -> makeSteady(((LayerVertex) vertex).getLayerConf()));
    ComputationGraph copy = new ComputationGraph(configuration);
    copy.init(net.params().castTo(DataType.DOUBLE).dup(), false);
    if (copy.getNumInputArrays() != 1 || copy.getNumOutputArrays() != 1) {
      throw new IllegalArgumentException(
          "expected a ComputationGraph of one input and one output but it has %d and %d"
              .formatted(copy.getNumInputArrays(), copy.getNumOutputArrays()));
    }
    return copy;
  }

  /** The loss is a mean; no layer is frozen, and none computes otherwise while it trains. */
  private static void makeSteady(NeuralNetConfiguration conf) {
    conf.setMiniBatch(true);
    while (conf.getLayer() instanceof FrozenLayer frozen) {
      conf.setLayer(frozen.getLayer());
    }
    while (conf.getLayer() instanceof FrozenLayerWithBackprop frozen) {
      conf.setLayer(frozen.getUnderlying());
    }
    if (conf.getLayer() instanceof BatchNormalization normalization) {
      conf.setLayer(new FixedNormalization(normalization));
    }
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
   * Gradient of the mean loss by all parameters, in their order, in inference: batch normalization
   * takes the mean and variance that it has stored, and its gradient by these is 0.
   *
   * @param lossThere the mean loss of this forward pass
   * @param values of length {@code parameters().length()}, an array of its own
   */
  public record Gradient(double lossThere, INDArray values) {}

  /** The gradient at the copy's parameters; masks of the data are used. */
  public Gradient gradient(DataSet data) {
    INDArray sums;
    if (model instanceof MultiLayerNetwork net) {
      net.setInput(data.getFeatures());
      net.setLabels(data.getLabels());
      net.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
      net.computeGradientAndScore();
      sums = net.getFlattenedGradients();
      net.clearLayerMaskArrays();
    } else {
      ComputationGraph net = (ComputationGraph) model;
      net.setInputs(data.getFeatures());
      net.setLabels(data.getLabels());
      net.setLayerMaskArrays(masks(data.getFeaturesMaskArray()), masks(data.getLabelsMaskArray()));
      net.computeGradientAndScore();
      sums = net.getFlattenedGradients();
      net.clearLayerMaskArrays();
    }
    return new Gradient(model.score(), sums.div(data.numExamples()));
  }

  private static INDArray @Nullable [] masks(@Nullable INDArray mask) {
    return mask == null ? null : new INDArray[] {mask};
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

  /** A copy of data in float64, with their masks; of float64 data too. */
  public static DataSet widened(DataSet data) {
    INDArray features = widened(data.getFeatures());
    INDArray labels = widened(data.getLabels());
    @Nullable INDArray featuresMask = data.getFeaturesMaskArray();
    @Nullable INDArray labelsMask = data.getLabelsMaskArray();
    return new DataSet(
        features,
        labels,
        featuresMask == null ? null : widened(featuresMask),
        labelsMask == null ? null : widened(labelsMask));
  }

  /** castTo() alone gives float64 arrays themselves. */
  private static INDArray widened(INDArray values) {
    return values.dataType() == DataType.DOUBLE ? values.dup() : values.castTo(DataType.DOUBLE);
  }

  /** Whether a parameter of a layer is a statistic that batch normalization has gathered. */
  public boolean isStatistic(int index, String key) {
    return Dl4jNetwork.unwrapped(network.configuration(index)) instanceof BatchNormalization
        && !key.equals(BatchNormalizationParamInitializer.GAMMA)
        && !key.equals(BatchNormalizationParamInitializer.BETA);
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
