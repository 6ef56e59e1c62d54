package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.dl4j.NetworkSnapshot;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
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
 * listener, an analysis, a callback or the file, is logged with its cause and counted, and training
 * goes on. Each analysis is a line in the log, at level INFO, that begins with what is said of the
 * model, and a second where a layer is judged otherwise than in the analysis before; a layer with a
 * finding that is new is one at WARN, its most serious finding first.
 *
 * <p>Epochs and updates are counted as the network counts them, over several calls of {@code fit}
 * and after it was restored from a file. DL4J applies constraints such as max-norm after {@code
 * iterationDone}: an analysis every few iterations does not see those of its own update. One
 * listener is for one network.
 */
public final class SpectralListener extends BaseTrainingListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SpectralListener.class);

  private final ListenerSettings settings;
  private final CostMeter cost = new CostMeter();
  private final StepRecorder recorder;
  private final BackgroundQueue queue;
  private volatile boolean closed;

  SpectralListener(ListenerSettings settings, Optional<HistoryWriter> file) {
    this.settings = settings;
    this.recorder = new StepRecorder(settings, file, cost, LOG);
    this.queue = new BackgroundQueue(settings.room());
  }

  /** A builder; without settings, the listener analyses each epoch on the training thread. */
  public static SpectralListenerBuilder builder() {
    return new SpectralListenerBuilder();
  }

  /** A listener that analyses each epoch on the training thread and hands the analysis over. */
  public static SpectralListener everyEpoch(Consumer<? super Analysis> onAnalysis) {
    return builder().onAnalysis(step -> onAnalysis.accept(step.analysis())).build();
  }

  /** Where in the training an analysis is made. */
  private record Moment(int epoch, int iteration, OptionalDouble score) {

    static Moment of(int epoch, int iteration, Model net) {
      double score = iteration > 0 ? net.score() : Double.NaN;
      boolean known = Double.isFinite(score);
      return new Moment(
          epoch, iteration, known ? OptionalDouble.of(score) : OptionalDouble.empty());
    }
  }

  /** Called by DL4J after an update of the parameters. */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    if (settings.iterations() && (iteration + 1) % settings.interval() == 0) {
      Dl4jNetwork.of(model).ifPresent(net -> visit(model, Moment.of(epoch, iteration + 1, model)));
    }
  }

  /** Called by DL4J when an epoch has ended, before it is counted. */
  @Override
  public void onEpochEnd(Model model) {
    if (!settings.iterations()) {
      Dl4jNetwork.of(model)
          .filter(net -> (net.epochs() + 1) % settings.interval() == 0)
          .ifPresent(net -> visit(model, Moment.of(net.epochs() + 1, net.iterations(), model)));
    }
  }

  private void visit(Model net, Moment moment) {
    if (closed) {
      return;
    }
    long start = System.nanoTime();
    if (settings.background()) {
      recorder.attempt("copying the weights", () -> handOver(net, moment));
    } else {
      recorder.attempt("an analysis", () -> analyze(net, moment, Optional.empty()));
    }
    settings.sharpening().ifPresent(how -> recorder.attempt("sharpening", () -> sharpen(net, how)));
    cost.waited(CostMeter.since(start));
  }

  private void handOver(Model net, Moment moment) {
    if (!queue.reserve()) {
      drop(moment);
      return;
    }
    long start = System.nanoTime();
    NetworkSnapshot copy;
    try {
      copy = NetworkSnapshot.of(net);
    } catch (Throwable e) {
      queue.release();
      throw e;
    }
    Duration waited = CostMeter.since(start);
    queue.submit(() -> recorder.attempt("an analysis", () -> analyze(copy, moment, waited)));
  }

  private void drop(Moment moment) {
    long dropped = cost.dropped();
    if (Long.bitCount(dropped) == 1) { // the first, the second, the fourth, ...
      LOG.warn(
          "epoch {}, update {}: not analysed, {} analyses before it are not finished; {} dropped"
              + " so far. Analyse less often, or less",
          moment.epoch(),
          moment.iteration(),
          queue.taken(),
          dropped);
    }
  }

  private void analyze(NetworkSnapshot copy, Moment moment, Duration waited) {
    try (copy) {
      analyze(copy, moment, Optional.of(waited));
    }
  }

  private void analyze(Object model, Moment moment, Optional<Duration> waited) {
    long start = System.nanoTime();
    Analysis analysis = new WeightWatcher(model).analyze(settings.analysis());
    Duration time = CostMeter.since(start);
    cost.analysed(time);
    recorder.record(
        new TrainingStep(
            moment.epoch(), moment.iteration(), moment.score(), waited.orElse(time), analysis));
  }

  private void sharpen(Model net, Sharpening how) {
    ChangedModel changed = new WeightWatcher(net).change(how, settings.analysis());
    ChangedNetwork.writeInto(net, changed);
    LOG.info("sharpened {} layers: {}", changed.changed().size(), changed.changed());
  }

  /** The newest analyses, as many as are kept. */
  public History history() {
    return recorder.history();
  }

  /** The newest analysis, if any is kept. */
  public Optional<Analysis> latest() {
    return history().latest().map(TrainingStep::analysis);
  }

  /** What this listener has cost so far; complete after {@link #await}. */
  public ListenerCost cost() {
    return cost.total();
  }

  /**
   * Waits until the copies that were taken are analysed.
   *
   * @throws InterruptedException where this thread is interrupted; the analyses go on
   */
  public void await() throws InterruptedException {
    queue.await();
  }

  /**
   * Waits as {@link #await}, closes the file and logs the cost. Where the thread is interrupted, it
   * gives up the copies that wait. A closed listener does nothing more, and keeps its history.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      queue.await();
    } catch (InterruptedException e) {
      LOG.warn("interrupted while closing: {} copies were not analysed", queue.clear());
      Thread.currentThread().interrupt();
    }
    recorder.close();
    LOG.info("{}", cost());
  }
}
