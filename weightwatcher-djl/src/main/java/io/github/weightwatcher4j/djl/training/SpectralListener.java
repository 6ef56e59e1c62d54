package io.github.weightwatcher4j.djl.training;

import ai.djl.Model;
import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import io.github.weightwatcher4j.djl.BlockSnapshot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.training.ListenerCost;
import io.github.weightwatcher4j.training.internal.ModelCopy;
import io.github.weightwatcher4j.training.internal.Moment;
import io.github.weightwatcher4j.training.internal.TrainingWatch;
import io.github.weightwatcher4j.training.internal.WatchSettings;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses a model of Deep Java Library while it trains.
 *
 * <pre>{@code
 * try (SpectralListener listener =
 *     SpectralListener.builder().inBackground().writeTo(Path.of("run.jsonl")).build()) {
 *   config.addTrainingListeners(TrainingListener.Defaults.basic());
 *   config.addTrainingListeners(listener);
 *   try (Trainer trainer = model.newTrainer(config)) {
 *     trainer.initialize(new Shape(1, 64));
 *     EasyTrain.fit(trainer, 20, training, null);
 *   }
 *   listener.await();
 *   System.out.println(listener.history());
 * }
 * }</pre>
 *
 * <p>Weights are read and never changed: a model trained with a listener gets the weights that it
 * would get without. Whatever fails in a listener, an analysis, a callback or the file, also by an
 * error of the JVM, is counted, and logged once with its cause and what to do, and training goes
 * on. Each analysis is a line in the log at level INFO, a layer with a finding that is new one at
 * WARN.
 *
 * <p>Epochs and batches are counted as the listener hears of them, over several calls of {@code
 * EasyTrain.fit}. The loss is what DJL's {@code EvaluatorTrainingListener} has of the epoch; it is
 * absent without that listener, and where batches are counted. One listener is for one model.
 */
public final class SpectralListener extends TrainingListenerAdapter implements AutoCloseable {

  static final Logger LOG = LoggerFactory.getLogger(SpectralListener.class);

  private final TrainingWatch watch;
  private final boolean byBatches;
  private int epochs;
  private int batches;
  private int visited;

  SpectralListener(TrainingWatch watch) {
    this.watch = watch;
    this.byBatches = watch.settings().iterations();
  }

  /** A builder; without settings, the listener analyses each epoch on the training thread. */
  public static SpectralListenerBuilder builder() {
    return new SpectralListenerBuilder();
  }

  /** A listener that analyses each epoch on the training thread and hands the analysis over. */
  public static SpectralListener everyEpoch(Consumer<? super Analysis> onAnalysis) {
    return builder().onAnalysis(step -> onAnalysis.accept(step.analysis())).build();
  }

  /** Called by DJL before the step that a batch leads to: all steps before it have been made. */
  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batchData) {
    visitBatch(trainer);
    batches++;
  }

  /** Called by DJL when an epoch has ended. */
  @Override
  public void onEpoch(Trainer trainer) {
    visitBatch(trainer);
    epochs++;
    if (!byBatches && watch.isDue(epochs)) {
      visit(trainer, loss(trainer));
    }
  }

  /** Called by DJL when a trainer is closed. */
  @Override
  public void onTrainingEnd(Trainer trainer) {
    visitBatch(trainer);
  }

  /** Analyses what the last batch led to, where that is due and has not been done. */
  private void visitBatch(Trainer trainer) {
    if (byBatches && watch.isDue(batches) && visited < batches) {
      visited = batches;
      visit(trainer, Double.NaN); // what DJL has by now is of another batch
    }
  }

  private void visit(Trainer trainer, double loss) {
    watch
        .failures()
        .attempt(
            "an analysis",
            () -> {
              Model model = trainer.getModel();
              Moment moment = Moment.of(epochs, batches, loss);
              watch.visit(moment, model, () -> copy(model), () -> {});
            });
  }

  private static ModelCopy copy(Model model) {
    BlockSnapshot snapshot = BlockSnapshot.of(model);
    return new ModelCopy(snapshot, snapshot::close);
  }

  /**
   * The loss of the epoch, NaN where nobody keeps it. DJL's own listener clears it at the end of
   * the epoch.
   */
  private static double loss(Trainer trainer) {
    Evaluator loss = trainer.getLoss();
    double running;
    try {
      running = loss.getAccumulator(EvaluatorTrainingListener.TRAIN_EPOCH);
    } catch (IllegalArgumentException e) {
      return Double.NaN; // it is not accumulated
    }
    @Nullable Float ended = trainer.getTrainingResult().getTrainLoss();
    return Double.isNaN(running) && ended != null ? ended : running;
  }

  /** How it works. */
  WatchSettings settings() {
    return watch.settings();
  }

  /** Batches heard of so far. */
  int batches() {
    return batches;
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
