package io.github.weightwatcher4j.curvature;

import java.util.List;

/**
 * The loss along a line through the parameters, {@code L(theta + t v)}.
 *
 * @param points by t, ascending
 * @param slope the derivative at t = 0, {@code gᵀ v}
 * @param gradients gradient evaluations it took
 */
public record LossLine(List<Point> points, double slope, int gradients) {

  public LossLine {
    points = List.copyOf(points);
  }

  /**
   * A point of the line.
   *
   * @param t distance from the parameters
   * @param loss there; NaN or infinite where the loss is, as it may be far from the parameters
   */
  public record Point(double t, double loss) {}
}
