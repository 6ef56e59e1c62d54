package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.training.internal.Failures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each layer a learning rate of its own while the network trains: layers whose spectrum has a
 * heavy tail (small alpha) learn slower, the others faster (TempBalance, NeurIPS 2023).
 *
 * <pre>{@code
 * network.addListeners(BalancedLearningRates.linear());
 * }</pre>
 *
 * <p>Before each epoch, also the first, alpha is estimated for every layer from the upper half of
 * its eigenvalues (Hill's estimator, {@code alpha = 1 + k / sum ln(lambda_i / lambda_min)} over the
 * k largest, those from the median on), and a {@link RateFormula} makes factors of them. A layer's
 * own learning rate or schedule, whatever it gives, is multiplied by its factor. What the updater
 * remembers (momentum, moments) is kept. {@code network.getLearningRate(layer)} tells the result.
 *
 * <p><b>Which layers.</b> Those with a matrix of at least 10 eigenvalues, without the first and the
 * last, which may be added. All parameters of a layer have its rate, also its bias unless that has
 * an updater of its own. Everything else keeps its rate: batch normalization, frozen layers, layers
 * inside wrappers such as {@code Bidirectional}, and those whose alpha cannot be found; {@link
 * #rates} has the reasons. With fewer than two layers to balance all rates stay as they are.
 *
 * <p><b>As in the authors' code</b>: the estimator, kernels cut into slices whose eigenvalues are
 * pooled, the first and last layer left out, rates set before the first epoch. <b>Unlike it</b>:
 * eigenvalues below 1e-5 of their mean are left out (there: below 1e-5, on request), batch
 * normalization does not follow the convolution before it, and a layer with several matrices (an
 * LSTM's gates) has the mean of their alphas.
 *
 * <p>A listener keeps the rates of one network: give each network its own. Where balancing fails,
 * all rates stay as they are, the log says once why and what to do, and training goes on. The
 * listener does nothing, and says so, inside {@code ParallelWrapper}, whose workers are copies:
 * call {@link #balance(Model)} before each {@code fit} of the wrapper, which hands the rates on to
 * them. It does nothing in {@code pretrain} either, where layers are trained one by one.
 */
public final class BalancedLearningRates extends BaseTrainingListener {

  private static final Logger LOG = LoggerFactory.getLogger(BalancedLearningRates.class);

  private final RateFormula formula;
  private final BalancedLayers layers;
  private final int every;
  private final boolean epochs;
  private final Failures failures = new Failures(LOG, () -> {});
  private final Audience audience;
  private volatile List<LayerRate> rates = List.of();

  private BalancedLearningRates(
      RateFormula formula, BalancedLayers layers, int every, boolean epochs) {
    this.formula = formula;
    this.layers = layers;
    this.every = every;
    this.epochs = epochs;
    this.audience = new Audience(LOG, epochs);
  }

  /** Balances before each epoch, with a formula. */
  public static BalancedLearningRates of(RateFormula formula) {
    Objects.requireNonNull(formula, "formula");
    return new BalancedLearningRates(formula, BalancedLayers.inner(), 1, true);
  }

  /** Balances before each epoch, with factors linear in alpha from 0.5 to 1.5. */
  public static BalancedLearningRates linear() {
    return of(RateFormula.linear());
  }

  /** A listener that also balances the first layer with a matrix. */
  public BalancedLearningRates withFirstLayer() {
    return with(layers.withFirst());
  }

  /** A listener that also balances the last layer with a matrix. */
  public BalancedLearningRates withLastLayer() {
    return with(layers.withLast());
  }

  /** A listener that balances only the selected layers; which are first and last stays the same. */
  public BalancedLearningRates layers(LayerSelector selector) {
    return with(layers.only(selector));
  }

  /** A listener that leaves out layers with fewer eigenvalues; at least 3, default 10. */
  public BalancedLearningRates minEigenvalues(int value) {
    requireAtLeast(3, value, "minEigenvalues");
    return with(layers.minEigenvalues(value));
  }

  /**
   * A listener that takes Hill's exponent of windows of one aspect ratio, {@code farms_alpha},
   * which does not depend on the shape of a layer, instead of that of the whole spectrum.
   */
  public BalancedLearningRates windows(FarmsWindows windows) {
    return with(layers.windows(windows));
  }

  /** A listener that balances before each epoch, as it does unless asked otherwise. */
  public BalancedLearningRates everyEpoch() {
    return everyEpochs(1);
  }

  /** A listener that balances before epochs 0, n, 2n and so on. */
  public BalancedLearningRates everyEpochs(int n) {
    requireAtLeast(1, n, "epochs");
    return new BalancedLearningRates(formula, layers, n, true);
  }

  /** A listener that balances after each n iterations instead, for training without epochs. */
  public BalancedLearningRates everyIterations(int n) {
    requireAtLeast(1, n, "iterations");
    return new BalancedLearningRates(formula, layers, n, false);
  }

  private BalancedLearningRates with(BalancedLayers others) {
    return new BalancedLearningRates(formula, others, every, epochs);
  }

  @Override
  public void onEpochStart(Model model) {
    failures.attempt("balancing", () -> epochStarts(model));
  }

  private void epochStarts(Model model) {
    int epoch = Dl4jNetwork.require(model).epochs();
    if (epochs && epoch % every == 0) {
      balance(model, "epoch " + epoch);
    }
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    failures.attempt("balancing", () -> updated(model, iteration));
  }

  private void updated(Model model, int iteration) {
    if (ParallelWorkers.isHere()) {
      audience.warn(
          "learning rates are not balanced inside ParallelWrapper, whose workers have copies: call"
              + " balance(network) before each of its fit()");
    } else if (!Dl4jNetwork.isNetwork(model)) {
      audience.warn("learning rates are not balanced while layers are trained one by one");
    } else if (!epochs && (iteration + 1) % every == 0) {
      balance(model, "iteration " + iteration);
    }
  }

  /**
   * Balances now, for a training loop of your own.
   *
   * @throws IllegalArgumentException where the model is neither a MultiLayerNetwork nor a
   *     ComputationGraph, or a layer is selected by a name or index that is not there
   */
  public void balance(Model model) {
    balance(model, "now");
  }

  private void balance(Model model, String when) {
    Dl4jNetwork network = Dl4jNetwork.require(model);
    SortedMap<Integer, LayerRate> found = layers.rates(model, network, formula);
    Map<Integer, Double> factors = new TreeMap<>();
    found.forEach((index, rate) -> factors.put(index, rate.factor()));
    new LearningRates(network).scale(factors);
    boolean first = rates.isEmpty();
    rates = List.copyOf(found.values());
    log(when, first);
  }

  private void log(String when, boolean first) {
    List<LayerRate> balanced = rates.stream().filter(LayerRate::balanced).toList();
    if (balanced.isEmpty()) {
      String text =
          "{}: fewer than two layers to balance, all learning rates stay as they are: {};"
              + " withFirstLayer() and withLastLayer() add layers";
      // Not by atLevel(): with slf4j 1.7, which DL4J's own modules bring, there is none.
      if (first) {
        LOG.warn(text, when, rates);
      } else {
        LOG.debug(text, when, rates);
      }
      return;
    }
    LOG.info(
        "{}: learning rates of {} of {} layers, {}: {}",
        when,
        balanced.size(),
        rates.size(),
        formula,
        balanced.stream().map(LayerRate::toString).collect(Collectors.joining(", ")));
  }

  /**
   * What was last decided for each layer with a matrix, in the network's order; empty before the
   * first time.
   */
  public List<LayerRate> rates() {
    return rates;
  }

  /** The factors of {@link #rates} by the name of the layer, in the network's order. */
  public Map<String, Double> factors() {
    Map<String, Double> factors = new LinkedHashMap<>();
    rates.forEach(rate -> factors.put(rate.layer(), rate.factor()));
    return factors;
  }

  /**
   * Gives every layer its own rate or schedule back, after training, or before the network is saved
   * for a program that does not have this library. The updater keeps its state.
   */
  public static void removeFrom(Model model) {
    new LearningRates(Dl4jNetwork.require(model)).restore();
  }

  private static void requireAtLeast(int least, int value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be >= " + least + " but was " + value);
    }
  }
}
