package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import java.util.Map;

/** N, M, Q, rf and the number of eigenvalues. */
public final class ShapeMetrics {

  private ShapeMetrics() {}

  public static void put(MatrixShape shape, int eigenvalues, Map<Metric, Double> values) {
    values.put(Metric.N, (double) shape.n());
    values.put(Metric.M, (double) shape.m());
    if (shape.m() > 0) {
      values.put(Metric.Q, shape.q());
    }
    values.put(Metric.RF, (double) shape.rf());
    values.put(Metric.NUM_EVALS, (double) eigenvalues);
  }
}
