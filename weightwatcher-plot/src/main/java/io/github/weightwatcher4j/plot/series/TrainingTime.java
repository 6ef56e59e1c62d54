package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.report.TrainingStep;
import java.util.List;

/** Where the steps of a training lie on an axis: epochs, or iterations where epochs repeat. */
public final class TrainingTime {

  private TrainingTime() {}

  static List<Double> of(List<TrainingStep> steps) {
    boolean epochs = areEpochs(steps);
    return steps.stream().map(step -> (double) (epochs ? step.epoch() : step.iteration())).toList();
  }

  static String unit(List<TrainingStep> steps) {
    return areEpochs(steps) ? "epoch" : "iteration";
  }

  /**
   * What a step is called: "epoch 3", or "iteration 40" where epochs repeat.
   *
   * @param steps all steps of the training
   */
  public static String label(List<TrainingStep> steps, TrainingStep step) {
    return areEpochs(steps) ? "epoch " + step.epoch() : "iteration " + step.iteration();
  }

  private static boolean areEpochs(List<TrainingStep> steps) {
    return steps.stream().mapToInt(TrainingStep::epoch).distinct().count() == steps.size();
  }
}
