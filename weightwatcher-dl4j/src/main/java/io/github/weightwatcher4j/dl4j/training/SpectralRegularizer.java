package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the largest singular value sigma of layers' weights small while they are trained: adds
 * {@code lambda / 2 sigma^2} for each layer to the loss, and its gradient {@code lambda sigma u v'}
 * to the gradient (Yoshida &amp; Miyato 2017, "Spectral Norm Regularization for Improving the
 * Generalizability of Deep Learning").
 *
 * <pre>{@code
 * network.init();
 * SpectralRegularizer.of(0.01).addTo(network);
 * }</pre>
 *
 * <p>u and v are the singular vectors of sigma, found by power iteration: up to 200 iterations at
 * first, then three a step from the vectors of the step before (one in the paper). Where weights
 * change fast, sigma is found about 1 % too small. A kernel {@code [out, in, height, width]} is
 * taken as one matrix of {@code out} rows, as in the paper; elsewhere too the first axis stands
 * against all the others. Other regularization, such as L2, stays as it is.
 *
 * <p>The penalty is DL4J's own {@code Regularization}: part of the score, independent of the size
 * of minibatches, not clipped with the gradient, and saved with the network. A saved network needs
 * this library to be read, unless {@link #removeFrom} was called. A network that is read again
 * begins the power iteration anew, so that its training goes on with slightly other numbers.
 *
 * <p><b>Transfer learning.</b> Layers keep their penalty, also those whose outputs or inputs {@code
 * nOutReplace} and {@code nInReplace} change; but in a graph without a {@code
 * FineTuneConfiguration} DL4J takes it from these, which a line at WARN says. Layers that are added
 * have none, and a {@code FineTuneConfiguration} with regularization of its own replaces it in
 * every layer that is not frozen. In each case call {@link #addTo} on the new network. Frozen
 * layers neither pay the penalty nor move.
 */
public final class SpectralRegularizer {

  private static final Logger LOG = LoggerFactory.getLogger(SpectralRegularizer.class);

  private final double lambda;
  private final LayerSelector selected;

  private SpectralRegularizer(double lambda, LayerSelector selected) {
    this.lambda = lambda;
    this.selected = selected;
  }

  /**
   * A regularizer of all layers.
   *
   * @param lambda weight of the penalty, positive; published settings are about 0.01
   */
  public static SpectralRegularizer of(double lambda) {
    if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda must be > 0 but was " + lambda);
    }
    return new SpectralRegularizer(lambda, LayerSelector.all());
  }

  /** A regularizer of the selected layers. */
  public SpectralRegularizer layers(LayerSelector selector) {
    return new SpectralRegularizer(lambda, Objects.requireNonNull(selector, "selector"));
  }

  /**
   * Adds the penalty to a network, in place of one it may have. Layers that have no weight matrix
   * or more than one (recurrent layers, separable convolutions), and layers inside wrappers or
   * frozen, are left out.
   *
   * @param model a MultiLayerNetwork or ComputationGraph, initialized
   * @return names of the layers that have it now
   * @throws IllegalArgumentException where the model is of another kind, or a layer is selected by
   *     a name or index that is not there
   */
  public List<String> addTo(Model model) {
    Dl4jNetwork network = Dl4jNetwork.require(model);
    List<LayerInfo> infos =
        ModelAdapters.open(model).layers().stream()
            .filter(layer -> layer.weights().isPresent())
            .map(Layer::info)
            .toList();
    selected.requireMatches(infos);
    List<String> names = new ArrayList<>();
    infos.stream()
        .filter(selected)
        .mapToInt(LayerInfo::index)
        .distinct()
        .filter(index -> addTo(network, index))
        .forEach(index -> names.add(network.name(index)));
    LOG.info("spectral penalty {} on the layers {}", lambda, names);
    return List.copyOf(names);
  }

  private boolean addTo(Dl4jNetwork network, int index) {
    Optional<BaseLayer> layer = network.layer(index);
    List<INDArray> matrices =
        layer.stream()
            .flatMap(conf -> conf.initializer().weightKeys(conf).stream())
            .map(key -> Objects.requireNonNull(network.parameters(index).get(key)))
            .filter(SpectralPenalty::isMatrix)
            .toList();
    if (matrices.size() != 1) {
      return false;
    }
    List<Regularization> all = without(layer.orElseThrow());
    all.add(SpectralPenalty.of(lambda, matrices.get(0)));
    layer.orElseThrow().setRegularization(all);
    return true;
  }

  /** Takes the penalty out of every layer, frozen ones too. */
  public static void removeFrom(Model model) {
    Dl4jNetwork network = Dl4jNetwork.require(model);
    for (int index = 0; index < network.size(); index++) {
      network.configurations(index).forEach(conf -> conf.setRegularization(without(conf)));
    }
  }

  private static List<Regularization> without(BaseLayer layer) {
    List<Regularization> others = new ArrayList<>();
    if (layer.getRegularization() != null) {
      others.addAll(layer.getRegularization());
    }
    others.removeIf(SpectralPenalty.class::isInstance);
    return others;
  }
}
