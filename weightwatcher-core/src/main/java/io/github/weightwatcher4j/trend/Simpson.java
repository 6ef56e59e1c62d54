package io.github.weightwatcher4j.trend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Whether groups of models and all of them together tell opposite stories, Simpson's paradox
 * (Martin &amp; Mahoney 2021, "Post-mortem on a deep learning contest").
 *
 * @param verdict what is said
 * @param pooled trend over all models, whatever their group
 * @param groups trend within each group, in the order in which they first appear
 * @param within slope that the groups share, each with an intercept of its own, {@code sum S_xy /
 *     sum S_xx} over the groups of at least {@value #FEWEST}; empty where there is none or all x
 *     are equal within each
 * @param withinError standard error of {@code within}; empty where there is no degree of freedom,
 *     which are models of those groups less the groups less 1
 * @param withinP chance of a slope as far from 0, by Student's t; empty as {@code withinError}
 * @param between slope through the means of those groups; empty for fewer than two
 * @param everyGroup whether the slope of each of those groups has the opposite sign of the pooled
 *     one
 */
public record Simpson(
    Verdict verdict,
    Trend pooled,
    Map<String, Trend> groups,
    OptionalDouble within,
    OptionalDouble withinError,
    OptionalDouble withinP,
    OptionalDouble between,
    boolean everyGroup) {

  /** Fewest models of a group that says anything of a trend. */
  public static final int FEWEST = 3;

  private static final double LEVEL = 0.05;

  /** What is said of a paradox. */
  public enum Verdict {
    /** There are fewer than two groups of at least {@value Simpson#FEWEST} models, or no slope. */
    UNKNOWN,
    /** Groups and whole go the same way. */
    NONE,
    /** They go opposite ways, but one of the two slopes may be chance (p of 5 % or more). */
    SUSPECTED,
    /** They go opposite ways, and neither slope is likely chance. */
    PARADOX
  }

  /** Keeps the order of the groups. */
  public Simpson {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /**
   * Compares groups and whole.
   *
   * @param x finite, one for each model
   * @param y finite, as many
   * @param groupOf name of the group of each model, as many
   * @throws IllegalArgumentException where the lengths differ or a number is not finite
   */
  public static Simpson of(double[] x, double[] y, List<String> groupOf) {
    Trend pooled = Trend.of(x, y);
    if (groupOf.size() != x.length) {
      throw new IllegalArgumentException(
          "each of " + x.length + " models must have a group but " + groupOf.size() + " had");
    }
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < x.length; i++) {
      members.computeIfAbsent(groupOf.get(i), name -> new ArrayList<>()).add(i);
    }
    Map<String, Trend> groups = new LinkedHashMap<>();
    List<Group> usable = new ArrayList<>();
    members.forEach(
        (name, rows) -> {
          double[] groupX = at(x, rows);
          double[] groupY = at(y, rows);
          groups.put(name, Trend.of(groupX, groupY));
          if (rows.size() >= FEWEST) {
            usable.add(Group.of(groupX, groupY));
          }
        });
    return new Common(usable).compare(pooled, groups);
  }

  private static double[] at(double[] numbers, List<Integer> indices) {
    return indices.stream().mapToDouble(i -> numbers[i]).toArray();
  }

  /** Sums over a group of enough models. */
  private record Group(SimpleRegression sums, double meanX, double meanY) {

    static Group of(double[] x, double[] y) {
      return new Group(Trend.regression(x, y), StatUtils.mean(x), StatUtils.mean(y));
    }
  }

  /** What those groups have in common. */
  private record Common(List<Group> groups) {

    Simpson compare(Trend pooled, Map<String, Trend> all) {
      OptionalDouble within = slope();
      OptionalDouble error =
          within.isPresent() ? error(within.getAsDouble()) : OptionalDouble.empty();
      OptionalDouble p =
          error.isPresent() ? p(within.getAsDouble(), error.getAsDouble()) : OptionalDouble.empty();
      double whole = pooled.line().map(TrendLine::slope).orElse(0.0);
      boolean every =
          !groups.isEmpty()
              && groups.stream().allMatch(group -> slope(group) * Math.signum(whole) < 0);
      return new Simpson(
          verdict(pooled, within, p), pooled, all, within, error, p, between(), every);
    }

    private Verdict verdict(Trend pooled, OptionalDouble within, OptionalDouble withinP) {
      if (groups.size() < 2 || within.isEmpty() || pooled.line().isEmpty()) {
        return Verdict.UNKNOWN;
      }
      TrendLine whole = pooled.line().get();
      if (!(Math.signum(whole.slope()) * Math.signum(within.getAsDouble()) < 0)) {
        return Verdict.NONE;
      }
      boolean sure = withinP.orElse(1) < LEVEL && whole.slopeP().orElse(1) < LEVEL;
      return sure ? Verdict.PARADOX : Verdict.SUSPECTED;
    }

    private static double slope(Group group) {
      double xx = group.sums().getXSumSquares();
      return xx > 0 ? group.sums().getSumOfCrossProducts() / xx : 0;
    }

    private double sum(ToDoubleFunction<SimpleRegression> part) {
      return groups.stream().map(Group::sums).mapToDouble(part).sum();
    }

    private OptionalDouble slope() {
      double xx = sum(SimpleRegression::getXSumSquares);
      return xx > 0
          ? OptionalDouble.of(sum(SimpleRegression::getSumOfCrossProducts) / xx)
          : OptionalDouble.empty();
    }

    private OptionalDouble error(double slope) {
      long freedom = freedom();
      if (freedom < 1) {
        return OptionalDouble.empty();
      }
      double xx = sum(SimpleRegression::getXSumSquares);
      double rest = Math.max(0, sum(SimpleRegression::getTotalSumSquares) - slope * slope * xx);
      return OptionalDouble.of(Math.sqrt(rest / freedom / xx));
    }

    private OptionalDouble p(double slope, double error) {
      if (error == 0) {
        return OptionalDouble.of(slope == 0 ? 1 : 0);
      }
      double t = Math.abs(slope / error);
      return OptionalDouble.of(2 * new TDistribution(freedom()).cumulativeProbability(-t));
    }

    private long freedom() {
      return groups.stream().mapToLong(group -> group.sums().getN()).sum() - groups.size() - 1;
    }

    private OptionalDouble between() {
      double[] x = groups.stream().mapToDouble(Group::meanX).toArray();
      double[] y = groups.stream().mapToDouble(Group::meanY).toArray();
      return Trend.of(x, y).line().stream().mapToDouble(TrendLine::slope).findFirst();
    }
  }
}
