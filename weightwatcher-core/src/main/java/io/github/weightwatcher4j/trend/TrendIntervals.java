package io.github.weightwatcher4j.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * How sure a {@link Trend} is, by a bootstrap over its models: percentiles 2.5 and 97.5 of what
 * series have whose models are drawn from it with replacement.
 *
 * @param slope of the slope
 * @param rSquared of R²; empty where no resample has one
 * @param rmse of the root mean square error
 * @param kendall of Kendall's tau-b; empty as {@code rSquared}
 * @param resamples number of series that were drawn
 */
public record TrendIntervals(
    Interval slope,
    Optional<Interval> rSquared,
    Interval rmse,
    Optional<Interval> kendall,
    int resamples) {

  /** Fewest models of a series that has intervals. */
  public static final int FEWEST = 5;

  private static final int FEWEST_DISTINCT = 3;

  private static final double LOW = 2.5;

  private static final double HIGH = 97.5;

  /**
   * The intervals; empty for fewer than {@value #FEWEST} models, or where all but two x are equal
   * to others so that hardly a resample has a line. A resample with fewer than three different
   * models, or whose x are all equal, is drawn again.
   *
   * @param x finite, one for each model
   * @param y finite, as many
   * @param resamples series to draw, at least 1
   * @param seed of the drawing
   * @throws IllegalArgumentException where the lengths differ, a number is not finite, or {@code
   *     resamples} is below 1
   */
  public static Optional<TrendIntervals> of(double[] x, double[] y, int resamples, long seed) {
    Trend.require(x, y);
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be at least 1 but was " + resamples);
    }
    if (x.length < FEWEST || Trend.isConstant(x)) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Resample> drawn = new ArrayList<>();
    while (drawn.size() < resamples) {
      int[] models = random.ints(x.length, 0, x.length).toArray();
      double[] xs = at(x, models);
      if (IntStream.of(models).distinct().count() >= FEWEST_DISTINCT && !Trend.isConstant(xs)) {
        drawn.add(Resample.of(xs, at(y, models)));
      }
    }
    return Optional.of(
        new TrendIntervals(
            interval(drawn.stream().mapToDouble(r -> r.line().slope())).orElseThrow(),
            interval(drawn.stream().flatMapToDouble(r -> r.line().rSquared().stream())),
            interval(drawn.stream().mapToDouble(r -> r.line().rmse())).orElseThrow(),
            interval(drawn.stream().flatMapToDouble(r -> r.tau().stream())),
            resamples));
  }

  private static double[] at(double[] numbers, int[] indices) {
    return IntStream.of(indices).mapToDouble(i -> numbers[i]).toArray();
  }

  private static Optional<Interval> interval(DoubleStream numbers) {
    double[] values = numbers.toArray();
    if (values.length == 0) {
      return Optional.empty();
    }
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(values);
    return Optional.of(new Interval(percentile.evaluate(LOW), percentile.evaluate(HIGH)));
  }

  /** What one series has that was drawn. */
  private record Resample(TrendLine line, OptionalDouble tau) {

    static Resample of(double[] x, double[] y) {
      boolean flat = Trend.isConstant(y);
      return new Resample(
          TrendLine.of(Trend.regression(x, y), flat),
          flat ? OptionalDouble.empty() : OptionalDouble.of(KendallTau.tau(x, y)));
    }
  }
}
