package io.github.weightwatcher4j.trend;

import java.util.OptionalDouble;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The line of least squares through the models of a series, {@code y = intercept + slope x}.
 *
 * @param slope y per x
 * @param intercept y at x = 0
 * @param rmse {@code sqrt(sum (y - line)^2 / n)}, in units of y
 * @param rSquared {@code 1 - sum (y - line)^2 / sum (y - mean)^2}, in [0, 1]; empty where all y are
 *     equal
 * @param slopeError standard error of the slope; empty for n = 2 or where all y are equal
 * @param slopeP chance of a slope as far from 0 by Student's t of n - 2 degrees of freedom; empty
 *     as {@code slopeError}
 */
public record TrendLine(
    double slope,
    double intercept,
    double rmse,
    OptionalDouble rSquared,
    OptionalDouble slopeError,
    OptionalDouble slopeP) {

  private static final int FITTED = 2; // slope and intercept

  static TrendLine of(SimpleRegression regression, boolean flat) {
    long n = regression.getN();
    boolean tested = n > FITTED && !flat;
    return new TrendLine(
        regression.getSlope(),
        regression.getIntercept(),
        Math.sqrt(regression.getSumSquaredErrors() / n),
        flat ? OptionalDouble.empty() : OptionalDouble.of(regression.getRSquare()),
        tested ? OptionalDouble.of(regression.getSlopeStdErr()) : OptionalDouble.empty(),
        tested ? OptionalDouble.of(regression.getSignificance()) : OptionalDouble.empty());
  }

  /** y of the line at an x. */
  public double at(double x) {
    return intercept + slope * x;
  }
}
