package io.github.weightwatcher4j.trend;

import java.util.Optional;
import java.util.OptionalDouble;

/** What tells how well a metric goes with a quantity, as in the papers' tables. */
public enum TrendMeasure {
  /** Root mean square error of the line, in units of the quantity; the smaller, the better. */
  RMSE("RMSE", "rmse") {
    @Override
    public OptionalDouble value(GroupTrend trend) {
      return trend.line().stream().mapToDouble(TrendLine::rmse).findFirst();
    }

    @Override
    public Optional<Interval> interval(GroupTrend trend) {
      return trend.intervals().map(TrendIntervals::rmse);
    }

    @Override
    double merit(double value) {
      return -value;
    }
  },

  /** Share of the variance that the line explains, in [0, 1]. */
  R_SQUARED("R²", "r2") {
    @Override
    public OptionalDouble value(GroupTrend trend) {
      return trend.line().map(TrendLine::rSquared).orElse(OptionalDouble.empty());
    }

    @Override
    public Optional<Interval> interval(GroupTrend trend) {
      return trend.intervals().flatMap(TrendIntervals::rSquared);
    }

    @Override
    double merit(double value) {
      return value;
    }
  },

  /** Kendall's tau-b, in [-1, 1]; the further from 0, the better. */
  KENDALL("tau", "kendall") {
    @Override
    public OptionalDouble value(GroupTrend trend) {
      return trend.trend().flatMap(Trend::kendall).stream()
          .mapToDouble(KendallTau::tau)
          .findFirst();
    }

    @Override
    public Optional<Interval> interval(GroupTrend trend) {
      return trend.intervals().flatMap(TrendIntervals::kendall);
    }

    @Override
    double merit(double value) {
      return Math.abs(value);
    }
  };

  private final String label;
  private final String key;

  TrendMeasure(String label, String key) {
    this.label = label;
    this.key = key;
  }

  /** What it is called in exports. */
  public String key() {
    return key;
  }

  /** What it is called in tables. */
  public String label() {
    return label;
  }

  /** Its value; empty where there is no trend or it is not defined. */
  public abstract OptionalDouble value(GroupTrend trend);

  /** Its interval of 95 %; empty where there is none. */
  public abstract Optional<Interval> interval(GroupTrend trend);

  /** The larger, the better. */
  abstract double merit(double value);

  /** Whether an interval leaves another value out, whatever the direction of a correlation. */
  boolean excludes(Interval interval, double own, double other) {
    double turned = Math.signum(own) * Math.signum(other) < 0 ? -other : other;
    return !interval.contains(turned);
  }
}
