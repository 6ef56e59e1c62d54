package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Mark.Point;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The line of least squares through points, how close they are to it, and how well one coordinate
 * orders the other: what tables of metrics against test error state (Martin, Peng &amp; Mahoney
 * 2021, table 1).
 *
 * @param count n, number of points, at least 2
 * @param intercept y of the line at x = 0
 * @param slope y per x
 * @param rSquared {@code 1 - sum (y - line)^2 / sum (y - mean)^2}, in [0, 1]; empty where all y are
 *     equal
 * @param rmse {@code sqrt(sum (y - line)^2 / n)}, in units of y
 * @param tau Kendall's rank correlation tau-b, in [-1, 1]; empty where all y are equal
 */
public record LeastSquaresLine(
    int count,
    double intercept,
    double slope,
    OptionalDouble rSquared,
    double rmse,
    OptionalDouble tau) {

  /** The line through the points; empty for fewer than two points or where all x are equal. */
  public static Optional<LeastSquaresLine> of(List<Point> points) {
    if (points.stream().mapToDouble(Point::x).distinct().count() < 2) {
      return Optional.empty();
    }
    SimpleRegression line = new SimpleRegression();
    points.forEach(point -> line.addData(point.x(), point.y()));
    int n = points.size();
    boolean flat = points.stream().mapToDouble(Point::y).distinct().count() == 1;
    double rmse = Math.sqrt(line.getSumSquaredErrors() / n);
    return Optional.of(
        new LeastSquaresLine(
            n,
            line.getIntercept(),
            line.getSlope(),
            flat ? OptionalDouble.empty() : OptionalDouble.of(line.getRSquare()),
            rmse,
            flat ? OptionalDouble.empty() : OptionalDouble.of(tau(points))));
  }

  /** y of the line at an x. */
  public double at(double x) {
    return intercept + slope * x;
  }

  private static double tau(List<Point> points) {
    return new KendallsCorrelation()
        .correlation(
            points.stream().mapToDouble(Point::x).toArray(),
            points.stream().mapToDouble(Point::y).toArray());
  }
}
