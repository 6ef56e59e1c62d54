package io.github.weightwatcher4j.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;

/** Makes the first matrix NaN at the end of an epoch. */
final class Poison extends TrainingListenerAdapter {

  private final int epoch;
  private int epochs;

  /**
   * At the end of this epoch.
   *
   * @param epoch from 1
   */
  Poison(int epoch) {
    this.epoch = epoch;
  }

  @Override
  public void onEpoch(Trainer trainer) {
    epochs++;
    if (epochs == epoch) {
      NDArray weight =
          trainer.getModel().getBlock().getParameters().get("01Linear_weight").getArray();
      float[] values = weight.toFloatArray();
      values[7] = Float.NaN;
      weight.set(values);
    }
  }
}
