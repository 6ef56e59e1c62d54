package io.github.weightwatcher4j.dl4j.training;

import static io.github.weightwatcher4j.model.LayerSelector.matching;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.dl4j.NetworkSnapshot;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.training.ListenerCost;
import io.github.weightwatcher4j.training.internal.Failures;
import io.github.weightwatcher4j.training.internal.ModelCopy;
import io.github.weightwatcher4j.training.internal.Moment;
import io.github.weightwatcher4j.training.internal.TrainingWatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses a DL4J network, {@code MultiLayerNetwork} or {@code ComputationGraph}, while it trains.
 *
 * <pre>{@code
 * net.setListeners(SpectralListener.everyEpoch(analysis -> System.out.println(analysis)));
 *
 * try (SpectralListener listener =
 *     SpectralListener.builder().inBackground().writeTo(Path.of("run.jsonl")).build()) {
 *   net.setListeners(listener);
 *   net.fit(batches, 20);
 *   listener.await();
 *   System.out.println(listener.history());
 * }
 * }</pre>
 *
 * <p>Weights are read and never changed, except by {@link SpectralListenerBuilder#sharpening}: a
 * network trained with a listener gets the weights that it would get without. Whatever fails in a
 * listener, an analysis, a callback or the file, also by an error of the JVM, is counted, and
 * logged once with its cause and what to do, and training goes on. Each analysis is a line in the
 * log, at level INFO, that begins with what is said of the model, and a second where a layer is
 * judged otherwise than in the analysis before; a layer with a finding that is new is one at WARN,
 * its most serious finding first.
 *
 * <p>Epochs and updates are counted as the network counts them, over several calls of {@code fit}
 * and after it was restored from a file. DL4J applies constraints such as max-norm after {@code
 * iterationDone}: an analysis every few iterations does not see those of its own update. One
 * listener is for one network.
 *
 * <p><b>ParallelWrapper</b>: give the listener to the network or to the wrapper, and let it analyse
 * every n iterations, which are the wrapper's rounds; n a multiple of its averaging frequency. Each
 * analysis is of the averaged network, when its next round begins or the listener is closed.
 *
 * <p><b>pretrain</b>: analyses every n iterations are of the layer that is trained, by the layer's
 * own count. Where a training has no epochs, or a listener cannot serve it, a line at WARN says so.
 */
public final class SpectralListener extends BaseTrainingListener implements AutoCloseable {

  static final Logger LOG = LoggerFactory.getLogger(SpectralListener.class);

  private final TrainingWatch watch;
  private final boolean byIterations;
  private final Optional<Sharpening> sharpening;
  private final Failures failures;
  private final Audience audience;
  private volatile Optional<Update> unaveraged = Optional.empty();

  SpectralListener(TrainingWatch watch, Optional<Sharpening> sharpening) {
    this.watch = watch;
    this.byIterations = watch.settings().iterations();
    this.sharpening = sharpening;
    this.failures = watch.failures();
    this.audience = new Audience(LOG, !byIterations);
  }

  /** A builder; without settings, the listener analyses each epoch on the training thread. */
  public static SpectralListenerBuilder builder() {
    return new SpectralListenerBuilder();
  }

  /** A listener that analyses each epoch on the training thread and hands the analysis over. */
  public static SpectralListener everyEpoch(Consumer<? super Analysis> onAnalysis) {
    return builder().onAnalysis(step -> onAnalysis.accept(step.analysis())).build();
  }

  /** An update of a network that {@code ParallelWrapper} has yet to average. */
  private record Update(Model net, int iteration, int epoch) {}

  /** Called by DL4J after an update of the parameters. */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    failures.attempt("an analysis", () -> updated(new Update(model, iteration + 1, epoch)));
  }

  private void updated(Update update) {
    if (ParallelWorkers.isCopyHere()) {
      return;
    }
    TrainingThread.hearUpdate();
    audience.updated(update.net());
    if (byIterations && watch.isDue(update.iteration())) {
      if (ParallelWorkers.isHere()) {
        unaveraged = Optional.of(update);
        if (sharpening.isPresent()) {
          audience.warn(
              "nothing is sharpened inside ParallelWrapper, whose workers have copies: change the"
                  + " network between two calls of its fit()");
        }
      } else {
        visit(update, sharpening);
      }
    }
  }

  private void visit(Update update, Optional<Sharpening> how) {
    Model model = update.net();
    known(model)
        .ifPresent(
            net -> visit(model, net, moment(update.epoch(), update.iteration(), model), how));
  }

  private Optional<Dl4jNetwork> known(Model model) {
    Optional<Dl4jNetwork> net = Dl4jNetwork.of(model);
    if (net.isEmpty()) {
      audience.unknown(model);
    }
    return net;
  }

  /**
   * Called by DL4J in an update. Under {@code ParallelWrapper} this is the first that is heard of
   * the network after it was averaged.
   */
  @Override
  public void onForwardPass(Model model, List<INDArray> activations) {
    averaged(model);
  }

  /** As {@link #onForwardPass(Model, List)}, for a {@code ComputationGraph}. */
  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    averaged(model);
  }

  private void averaged(Model model) {
    if (unaveraged.isPresent()) {
      failures.attempt("an analysis", () -> visitAveraged(model));
    }
  }

  private void visitAveraged(Model model) {
    Optional<Update> update = unaveraged.filter(last -> last.net() == model);
    if (update.isPresent()) {
      unaveraged = Optional.empty();
      MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
      try (outside) {
        visit(update.get(), Optional.empty());
      }
    }
  }

  /** Called by DL4J when an epoch has ended, before it is counted. */
  @Override
  public void onEpochEnd(Model model) {
    failures.attempt("an analysis", () -> epochEnded(model));
  }

  private void epochEnded(Model model) {
    TrainingThread.hearEpoch();
    audience.epochEnded();
    if (!byIterations) {
      known(model)
          .filter(net -> watch.isDue(net.epochs() + 1))
          .ifPresent(
              net ->
                  visit(model, net, moment(net.epochs() + 1, net.iterations(), model), sharpening));
    }
  }

  private static Moment moment(int epoch, int iteration, Model net) {
    return Moment.of(epoch, iteration, iteration > 0 ? net.score() : Double.NaN);
  }

  /** Analyses a network, and sharpens it afterwards where that is asked for. */
  private void visit(Model model, Dl4jNetwork net, Moment moment, Optional<Sharpening> sharpener) {
    watch.visit(
        moment,
        model,
        () -> copy(model),
        () ->
            sharpener.ifPresent(
                how -> failures.attempt("sharpening", () -> sharpen(model, net, how))));
  }

  private static ModelCopy copy(Model model) {
    NetworkSnapshot snapshot = NetworkSnapshot.of(model);
    return new ModelCopy(snapshot, snapshot::close);
  }

  private void sharpen(Model model, Dl4jNetwork net, Sharpening how) {
    AnalysisOptions options = watch.settings().analysis();
    LayerSelector frozen = matching("frozen", layer -> net.isFrozen(layer.index()));
    ChangedModel changed =
        new WeightWatcher(model)
            .change(how, options.toBuilder().exclude(options.exclude().or(frozen)).build());
    ChangedNetwork.writeInto(model, changed);
    LOG.info("sharpened {} layers: {}", changed.changed().size(), changed.changed());
  }

  /** The newest analyses, as many as are kept. */
  public History history() {
    return watch.history();
  }

  /** The newest analysis, if any is kept. */
  public Optional<Analysis> latest() {
    return watch.latest();
  }

  /** What this listener has cost so far; complete after {@link #await}. */
  public ListenerCost cost() {
    return watch.cost();
  }

  /**
   * Waits until the copies that were taken are analysed.
   *
   * @throws InterruptedException where this thread is interrupted; the analyses go on
   */
  public void await() throws InterruptedException {
    watch.await();
  }

  /**
   * Waits as {@link #await}, closes the file and logs the cost. Where the thread is interrupted, it
   * gives up the copies that wait. A closed listener does nothing more, and keeps its history.
   */
  @Override
  public void close() {
    if (watch.isClosed()) {
      return;
    }
    unaveraged.ifPresent(
        last -> failures.attempt("an analysis", () -> visit(last, Optional.empty())));
    unaveraged = Optional.empty();
    watch.close();
    audience.dismissed();
  }
}
