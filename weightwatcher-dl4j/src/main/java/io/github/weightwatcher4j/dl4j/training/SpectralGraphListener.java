package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.dl4j.NetworkSnapshot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.training.ListenerCost;
import io.github.weightwatcher4j.training.internal.ModelCopy;
import io.github.weightwatcher4j.training.internal.Moment;
import io.github.weightwatcher4j.training.internal.TrainingWatch;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.ListenerResponse;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.listeners.records.LossCurve;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses a SameDiff graph while it trains: what {@link SpectralListener} is for networks of DL4J,
 * with the same options, history and care.
 *
 * <pre>{@code
 * try (SpectralGraphListener listener =
 *     SpectralGraphListener.builder().writeTo(Path.of("run.jsonl")).build()) {
 *   graph.setListeners(listener);
 *   graph.fit(batches, 20);
 * }
 * }</pre>
 *
 * <p>Variables are read and never changed. What fails is counted, and logged once with its cause
 * and what to do, and training goes on. Epochs and iterations are those of the graph's {@code
 * TrainingConfig}, over several calls of {@code fit}; the loss is that of the last iteration, all
 * loss variables added, as the graph tells it. One listener is for one graph.
 */
public final class SpectralGraphListener extends BaseListener implements AutoCloseable {

  static final Logger LOG = LoggerFactory.getLogger(SpectralGraphListener.class);

  private final TrainingWatch watch;
  private double loss = Double.NaN;
  private int iterations;

  SpectralGraphListener(TrainingWatch watch) {
    this.watch = watch;
  }

  /** A builder; without settings, the listener analyses each epoch on the training thread. */
  public static SpectralGraphListenerBuilder builder() {
    return new SpectralGraphListenerBuilder();
  }

  /** A listener that analyses each epoch on the training thread and hands the analysis over. */
  public static SpectralGraphListener everyEpoch(Consumer<? super Analysis> onAnalysis) {
    return builder().onAnalysis(step -> onAnalysis.accept(step.analysis())).build();
  }

  /** Training alone is listened to, no inference. */
  @Override
  public boolean isActive(Operation operation) {
    return operation == Operation.TRAINING;
  }

  /** Called by SameDiff after an update of the variables. */
  @Override
  public void iterationDone(SameDiff graph, At at, MultiDataSet batch, Loss told) {
    watch.failures().attempt("reading the loss", () -> loss = told.totalLoss());
    iterations = at.iteration() + 1;
    if (watch.settings().iterations() && watch.isDue(iterations)) {
      visit(graph, at.epoch());
    }
  }

  /** Called by SameDiff when an epoch has ended, before it is counted. */
  @Override
  public ListenerResponse epochEnd(SameDiff graph, At at, LossCurve losses, long milliseconds) {
    int epoch = at.epoch() + 1;
    if (!watch.settings().iterations() && watch.isDue(epoch)) {
      visit(graph, epoch);
    }
    return ListenerResponse.CONTINUE;
  }

  private void visit(SameDiff graph, int epoch) {
    watch
        .failures()
        .attempt(
            "an analysis",
            () ->
                watch.visit(
                    Moment.of(epoch, iterations, loss), graph, () -> copy(graph), () -> {}));
  }

  private static ModelCopy copy(SameDiff graph) {
    NetworkSnapshot snapshot = NetworkSnapshot.of(graph);
    return new ModelCopy(snapshot, snapshot::close);
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
    watch.close();
  }
}
