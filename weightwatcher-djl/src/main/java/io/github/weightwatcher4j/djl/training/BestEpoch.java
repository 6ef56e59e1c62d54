package io.github.weightwatcher4j.djl.training;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.AnalysisScore;
import io.github.weightwatcher4j.training.internal.Failures;
import io.github.weightwatcher4j.training.internal.WatchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the weights of the epoch with the best score of its spectra, in a folder, as DJL saves a
 * model: {@code NAME-0007.params} for the seventh epoch of the model NAME. Each better epoch
 * replaces the one before, the first of equal ones stays. A file of that name that stands there
 * from another training is overwritten: give each training its own folder.
 *
 * <pre>{@code
 * SpectralListener listener = SpectralListener.builder().build();
 * BestEpoch best = BestEpoch.savedTo(folder, AnalysisScore.alphaDistance(), listener);
 * config.addTrainingListeners(listener, best);
 * ...                                            // train, and close the trainer
 * best.load(model);
 * }</pre>
 *
 * <p>Add it after its {@link SpectralListener}, before a {@link SpectralStop}. An epoch whose score
 * is unknown is never the best, and the log says why at WARN; where that is so of every epoch,
 * nothing is saved. Where saving fails, the log has the cause once, the epoch is not the best, and
 * training goes on. Weights are not changed; the model's property {@code Epoch} is set, as by DJL's
 * {@code SaveModelTrainingListener}.
 */
public final class BestEpoch extends TrainingListenerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(BestEpoch.class);

  /** The best so far. */
  private record Kept(TrainingStep step, double score, String model, Path file) {}

  private final Path folder;
  private final AnalysisScore score;
  private final SpectralListener listener;
  private final Failures failures = new Failures(LOG, () -> {});
  private Optional<TrainingStep> judged = Optional.empty();
  private volatile Optional<Kept> kept = Optional.empty();

  private BestEpoch(Path folder, AnalysisScore score, SpectralListener listener) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.score = Objects.requireNonNull(score, "score");
    this.listener = listener;
  }

  /**
   * Keeps the best epoch in a folder, which is made where it is missing.
   *
   * @param listener of the same training; analyses epochs on the training thread, so that each
   *     analysis is of the weights that are saved, and keeps one at least
   * @throws IllegalArgumentException where the listener works otherwise
   */
  public static BestEpoch savedTo(Path folder, AnalysisScore score, SpectralListener listener) {
    WatchSettings settings = listener.settings();
    require(!settings.iterations(), "everyEpochs(n), not everyBatches(n)");
    require(!settings.background(), "onTrainingThread(), not inBackground()");
    require(settings.keep() > 0, "keep(1) or more, not keep(0)");
    return new BestEpoch(folder, score, listener);
  }

  private static void require(boolean fulfilled, String option) {
    if (!fulfilled) {
      throw new IllegalArgumentException(
          "the best epoch's weights can be kept only as they are analysed: the SpectralListener"
              + " needs "
              + option);
    }
  }

  /** Called by DJL when an epoch has ended. */
  @Override
  public void onEpoch(Trainer trainer) {
    Optional<TrainingStep> newest = listener.history().latest();
    if (newest.isEmpty() || newest.equals(judged)) {
      return;
    }
    judged = newest;
    failures.attempt("keeping the best epoch", () -> judge(newest.get(), trainer.getModel()));
  }

  private void judge(TrainingStep step, Model model) throws IOException {
    if (step.iteration() != listener.batches()) {
      throw new IllegalStateException(
          "the newest analysis is of an earlier epoch: add the BestEpoch after its SpectralListener");
    }
    score.unknown(step.analysis()).ifPresent(reason -> LOG.warn("{}", reason));
    double found = score.of(step.analysis());
    if (score.isBetter(found, kept.map(Kept::score).orElse(score.worst()))) {
      save(step, found, model);
    }
  }

  private void save(TrainingStep step, double found, Model model) throws IOException {
    String name = model.getName();
    model.setProperty("Epoch", Integer.toString(step.epoch()));
    model.save(folder, name);
    Path file = folder.resolve(String.format(Locale.ROOT, "%s-%04d.params", name, step.epoch()));
    Optional<Path> before = kept.map(Kept::file).filter(old -> !old.equals(file));
    kept = Optional.of(new Kept(step, found, name, file));
    if (before.isPresent()) {
      Files.deleteIfExists(before.get());
    }
  }

  /** The analysis of the best epoch so far; empty where no epoch had a known score. */
  public Optional<TrainingStep> step() {
    return kept.map(Kept::step);
  }

  /** The file with the weights of the best epoch so far. */
  public Optional<Path> file() {
    return kept.map(Kept::file);
  }

  /**
   * Gives a model the weights of the best epoch: the one that was trained, when its trainer is
   * closed, or another with the same block.
   *
   * @throws IllegalStateException where no epoch was saved
   * @throws IOException where the file cannot be read
   * @throws MalformedModelException where DJL sees that the model has another block
   */
  public void load(Model model) throws IOException, MalformedModelException {
    Kept best =
        kept.orElseThrow(
            () ->
                new IllegalStateException(
                    "no epoch was saved to "
                        + folder
                        + ": none had a known score, or saving failed; the log says why"));
    String epoch = Integer.toString(best.step().epoch());
    model.load(folder, best.model(), Map.of("epoch", epoch));
  }

  /** The score, and the best epoch with its own once there is one. */
  @Override
  public String toString() {
    return kept.map(
            best ->
                String.format(
                    Locale.ROOT,
                    "%s: %.4g in epoch %d, %s",
                    score,
                    best.score(),
                    best.step().epoch(),
                    best.file()))
        .orElse(score + ": no epoch yet");
  }
}
