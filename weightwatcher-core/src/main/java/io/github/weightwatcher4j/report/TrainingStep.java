package io.github.weightwatcher4j.report;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * An analysis of a network in training, with where in the training it was made.
 *
 * @param epoch epochs finished, at least 0; at the end of the first epoch it is 1
 * @param iteration updates of the parameters made, at least 0
 * @param score the network's loss at its last update, which includes regularization; empty where it
 *     is not known or not finite
 * @param waited how long training stood still for this analysis
 * @param analysis what was found
 */
public record TrainingStep(
    int epoch, int iteration, OptionalDouble score, Duration waited, Analysis analysis) {

  /** Checks the numbers. */
  public TrainingStep {
    if (epoch < 0 || iteration < 0) {
      throw new IllegalArgumentException(
          "epoch and iteration must be >= 0 but were " + epoch + " and " + iteration);
    }
    if (!Double.isFinite(score.orElse(0))) {
      throw new IllegalArgumentException("score must be finite or empty but was " + score);
    }
    if (waited.isNegative()) {
      throw new IllegalArgumentException("waited must be >= 0 but was " + waited);
    }
  }

  /**
   * Whether this can be a later step of the same training: more updates, or the same in a later
   * epoch.
   */
  public boolean follows(TrainingStep before) {
    return iteration > before.iteration || (iteration == before.iteration && epoch > before.epoch);
  }
}
