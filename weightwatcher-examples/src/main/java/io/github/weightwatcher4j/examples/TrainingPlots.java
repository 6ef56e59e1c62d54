package io.github.weightwatcher4j.examples;

import java.io.IOException;

/** Runs the experiments that have plots; made {@code docs/images/training}, in some minutes. */
public final class TrainingPlots {

  private TrainingPlots() {}

  /** Prints what was measured, and writes plots into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    Mlp3OverEpochs.main(args);
    BatchSizes.main(args);
    LearningRates.main(args);
    GeneralizingComponents.main(args);
    EarlyStopping.main(args);
  }
}
