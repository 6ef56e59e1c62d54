package io.github.weightwatcher4j.training;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.samples.Matrices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Analyses of one layer, fc, 20 x 30. */
public final class ScriptedAnalyses {

  private static final int M = 20;

  private ScriptedAnalyses() {}

  /** Of a layer with eigenvalues at the quantiles of a power law of density {@code x^-alpha}. */
  public static Analysis ofAlpha(double alpha) {
    double[] singular =
        IntStream.range(0, M)
            .mapToDouble(i -> Math.sqrt(Math.pow((i + 0.5) / M, -1 / (alpha - 1))))
            .toArray();
    return of(Matrices.ofSingularValues(1, 30, singular));
  }

  /** Of a layer with a weight that is not a number. */
  public static Analysis lost() {
    double[][] weights = Matrices.gaussian(1, M, 30);
    weights[3][4] = Double.NaN;
    return of(weights);
  }

  /** Of no layer. */
  public static Analysis empty() {
    return new WeightWatcher(Map.of()).analyze();
  }

  private static Analysis of(double[][] weights) {
    return new WeightWatcher(Map.of("fc", weights)).analyze();
  }

  /** A training with these analyses, one for each epoch of four updates. */
  static History history(Analysis... analyses) {
    List<TrainingStep> steps = new ArrayList<>();
    for (Analysis analysis : analyses) {
      int epoch = steps.size() + 1;
      steps.add(
          new TrainingStep(epoch, 4 * epoch, OptionalDouble.empty(), Duration.ZERO, analysis));
    }
    return History.of(steps);
  }
}
