package io.github.weightwatcher4j.curvature;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The trace of a Hessian by Hutchinson's estimator: the mean of {@code vᵀ H v} over vectors of
 * random signs (Comm. Stat. Simul. Comput. 19, 1990), whose standard deviation is {@code sqrt(2
 * (|H|²_F - Σ H_ii²))}; with the same products |H|²_F is the mean of {@code |H v|²}.
 *
 * @param trace the sum of the eigenvalues
 * @param standardError of the trace, from the sample; 0 for a diagonal Hessian
 * @param squaredNorm |H|²_F, the sum of the squared eigenvalues
 * @param squaredNormError its standard error
 * @param vectors how many, at least 2
 * @param parameters n, of the block
 * @param cost gradients, and whether the loss is smooth in the directions that were checked
 */
public record TraceEstimate(
    double trace,
    double standardError,
    double squaredNorm,
    double squaredNormError,
    int vectors,
    int parameters,
    StepCheck cost) {

  static TraceEstimate of(double[] forms, double[] squares, int parameters, StepCheck cost) {
    return new TraceEstimate(
        mean(forms), error(forms), mean(squares), error(squares), forms.length, parameters, cost);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double error(double[] values) {
    double mean = mean(values);
    double sum = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(sum / (values.length - 1) / values.length);
  }

  /**
   * Half the width of the interval in which the trace lies with the given confidence, by Student's
   * distribution.
   *
   * @param confidence in (0, 1)
   */
  public double margin(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1): " + confidence);
    }
    double quantile =
        new TDistribution(null, vectors - 1.0).inverseCumulativeProbability((1 + confidence) / 2);
    return quantile * standardError;
  }

  /** Lower end of the 95 % interval. */
  public double lower() {
    return trace - margin(0.95);
  }

  /** Upper end of the 95 % interval. */
  public double upper() {
    return trace + margin(0.95);
  }
}
