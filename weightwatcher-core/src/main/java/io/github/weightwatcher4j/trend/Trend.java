package io.github.weightwatcher4j.trend;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How a quantity y, such as the test error, goes with a metric x over a series of models: the line
 * of least squares, and how well x orders the models by y (Martin, Peng &amp; Mahoney 2021, tables
 * 1 and 2). The models are taken to be independent, which checkpoints of one training are not:
 * p-values and intervals are too small for those.
 *
 * @param count n, number of models
 * @param line the line; empty where all x are equal or there is no model
 * @param pearson correlation coefficient, in [-1, 1]; empty where all x or all y are equal
 * @param pearsonInterval of {@code pearson}, {@code tanh(atanh(r) +- 1.96 / sqrt(n - 3))} (Fisher
 *     1915); empty for n &lt;= 3
 * @param spearman correlation of ranks, equal values having their mean rank, in [-1, 1]; empty as
 *     {@code pearson}
 * @param kendall rank correlation tau-b with its p-value; empty as {@code pearson}
 */
public record Trend(
    int count,
    Optional<TrendLine> line,
    OptionalDouble pearson,
    Optional<Interval> pearsonInterval,
    OptionalDouble spearman,
    Optional<KendallTau> kendall) {

  /** Two-sided 5 % point of the normal distribution. */
  private static final double NORMAL = 1.959963984540054;

  /** Degrees of freedom that Fisher's interval takes off. */
  private static final int FISHER = 3;

  /**
   * The trend of y with x.
   *
   * @param x finite, one for each model
   * @param y finite, as many
   * @throws IllegalArgumentException where the lengths differ or a number is not finite
   */
  public static Trend of(double[] x, double[] y) {
    require(x, y);
    int n = x.length;
    if (isConstant(x)) {
      return new Trend(
          n,
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty());
    }
    SimpleRegression regression = regression(x, y);
    boolean flat = isConstant(y);
    OptionalDouble r = flat ? OptionalDouble.empty() : OptionalDouble.of(clip(regression.getR()));
    return new Trend(
        n,
        Optional.of(TrendLine.of(regression, flat)),
        r,
        r.isPresent() && n > FISHER ? Optional.of(fisher(r.getAsDouble(), n)) : Optional.empty(),
        flat
            ? OptionalDouble.empty()
            : OptionalDouble.of(clip(new SpearmansCorrelation().correlation(x, y))),
        KendallTau.of(x, y));
  }

  private static Interval fisher(double r, int n) {
    double z = 0.5 * Math.log((1 + r) / (1 - r));
    double half = NORMAL / Math.sqrt(n - FISHER);
    return new Interval(Math.tanh(z - half), Math.tanh(z + half));
  }

  static SimpleRegression regression(double[] x, double[] y) {
    SimpleRegression regression = new SimpleRegression();
    for (int i = 0; i < x.length; i++) {
      regression.addData(x[i], y[i]);
    }
    return regression;
  }

  static void require(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "x and y must have as many numbers but had " + x.length + " and " + y.length);
    }
    for (double[] numbers : new double[][] {x, y}) {
      for (int i = 0; i < numbers.length; i++) {
        if (!Double.isFinite(numbers[i])) {
          throw new IllegalArgumentException(
              "numbers must be finite but number " + i + " was " + numbers[i]);
        }
      }
    }
  }

  static boolean isConstant(double[] numbers) {
    return Arrays.stream(numbers).distinct().count() < 2;
  }

  private static double clip(double correlation) {
    return Math.max(-1, Math.min(1, correlation));
  }
}
