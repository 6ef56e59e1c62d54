package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.report.TrainingStep;
import java.util.List;
import java.util.stream.IntStream;

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
    // Where a training was resumed, its epochs come again; within a course none comes twice.
    return IntStream.range(1, steps.size())
        .noneMatch(
            i ->
                steps.get(i).epoch() == steps.get(i - 1).epoch()
                    && steps.get(i).follows(steps.get(i - 1)));
  }
}
