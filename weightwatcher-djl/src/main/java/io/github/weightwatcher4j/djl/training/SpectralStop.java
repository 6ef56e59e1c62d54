package io.github.weightwatcher4j.djl.training;

import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListenerAdapter;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.training.StopRule;
import io.github.weightwatcher4j.training.internal.StopJudge;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ends a training of Deep Java Library by what an analysis shows, as DJL's own {@code
 * EarlyStoppingListener} does by the validation loss: it throws an {@link EarlyStoppedException}
 * with the number of epochs that ended and the rule with what was seen.
 *
 * <pre>{@code
 * SpectralListener listener = SpectralListener.builder().build();
 * config.addTrainingListeners(
 *     listener, SpectralStop.of(StopRule.meanAlphaBelow(2).times(3), listener::latest));
 * ...
 * try {
 *   EasyTrain.fit(trainer, 100, training, validation);
 * } catch (EarlyStoppedException e) {
 *   System.out.println(e.getStopEpoch() + ": " + e.getMessage());
 * }
 * }</pre>
 *
 * <p>Add it last: listeners after it do not hear of the epoch that it stops at, and one before the
 * {@link SpectralListener} sees each analysis an epoch late. The listener should work on the
 * training thread: one in the background may be some epochs behind. An analysis is judged once,
 * after an epoch, or after a batch where the listener has analysed one; while there is no new one,
 * training goes on, also where a listener's analyses fail, which it logs.
 *
 * <p>A stop after a batch leaves that batch to the trainer, which frees it when it is closed.
 */
public final class SpectralStop extends TrainingListenerAdapter {

  private final StopJudge judge;
  private int epochs;

  private SpectralStop(StopJudge judge) {
    this.judge = judge;
  }

  /**
   * Stops where the analyses of a source meet a rule.
   *
   * @param source the newest analysis, such as {@code listener::latest}
   */
  public static SpectralStop of(StopRule rule, Supplier<Optional<Analysis>> source) {
    return new SpectralStop(new StopJudge(rule, source));
  }

  /** Called by DJL when a trainer is made: forgets the training before, but for its epochs. */
  @Override
  public void onTrainingBegin(Trainer trainer) {
    judge.begin();
  }

  /**
   * Called by DJL before the step that a batch leads to.
   *
   * @throws EarlyStoppedException where the rule is met
   * @throws IllegalStateException where the analysis was not asked for what the rule watches
   */
  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batchData) {
    judge();
  }

  /**
   * Called by DJL when an epoch has ended.
   *
   * @throws EarlyStoppedException where the rule is met
   * @throws IllegalStateException where the analysis was not asked for what the rule watches
   */
  @Override
  public void onEpoch(Trainer trainer) {
    epochs++;
    judge();
  }

  private void judge() {
    if (judge.stops()) {
      throw new EarlyStoppedException(epochs, judge.toString());
    }
  }

  /**
   * The rule; once it has stopped a training, also why, such as {@code mean alpha below 2.0, 3
   * times in a row; it is 1.52}.
   */
  @Override
  public String toString() {
    return judge.toString();
  }
}
