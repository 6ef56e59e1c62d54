package io.github.weightwatcher4j.dl4j.training;

/**
 * What listeners of this library heard on a thread, for conditions of early stopping, which DL4J
 * tells neither the network nor the epoch.
 *
 * @param updates updates of parameters
 * @param epochs epochs that ended
 */
record TrainingThread(long updates, long epochs) {

  private static final ThreadLocal<TrainingThread> HEARD =
      ThreadLocal.withInitial(() -> new TrainingThread(0, 0));

  /** What was heard on this thread so far. */
  static TrainingThread heard() {
    return HEARD.get();
  }

  static void hearUpdate() {
    HEARD.set(new TrainingThread(heard().updates + 1, heard().epochs));
  }

  static void hearEpoch() {
    HEARD.set(new TrainingThread(heard().updates, heard().epochs + 1));
  }

  /** Whether updates were heard since, but no end of an epoch. */
  boolean isFirstEpochNow() {
    TrainingThread now = heard();
    return now.updates > updates && now.epochs == epochs;
  }
}
