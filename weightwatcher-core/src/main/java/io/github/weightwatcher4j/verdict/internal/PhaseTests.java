package io.github.weightwatcher4j.verdict.internal;

import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.TracyWidom;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;

/** The tests that decide the phase of a layer that has not collapsed. */
final class PhaseTests {

  /** The ratio of D and its critical value up to which a bulk is that of noise: p = 0.002. */
  static final double GOOD = 1.2;

  /** A statistic is near its critical value where its p is within this factor of the level's. */
  private static final double NEAR = 2.5;

  /**
   * Tracy-Widom units that the largest of 1, 2, 3 and more directions at the transition of Baik,
   * Ben Arous and P&eacute;ch&eacute; exceeds in 1 % of layers (7,500 matrices).
   */
  private static final double[] BLEEDING = {8.2, 10.2, 10.7, 12};

  /** How fast the chance of more falls there: ln p, for a unit, by simulation. */
  private static final double BLEEDING_SLOPE = 1;

  /** Normal score of a likelihood ratio that a power law must exceed: 5 % on one side. */
  private static final double POWER_LAW = 1.645;

  /** Quantiles of the first gap in noise, and their chances. */
  private static final double[] GAPS = {1.85, 2.87, 3.43, 3.98, 4.62, 5.15, 5.56, 6.39};

  private static final double[] GAP_CHANCES = {.5, .2, .1, .05, .02, .01, .005, .001};

  private static final double GAP_POINT = 5.15;
  private static final double GAP_POOLED = -0.15;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private enum Step {
    OUTLIERS,
    BULK,
    BLEEDING,
    TAIL,
    GAP
  }

  private final Outliers outliers;
  private final Map<Step, PhaseTest> tests = new EnumMap<>(Step.class);

  /** How near each test was to the other outcome: |ln p / level|, for those that were near. */
  private final Map<Step, Double> near = new EnumMap<>(Step.class);

  PhaseTests(Outliers outliers) {
    this.outliers = outliers;
  }

  Phase phase() {
    return phase(Optional.empty());
  }

  /** The tests made so far, in their order. */
  List<PhaseTest> tests() {
    return new ArrayList<>(tests.values());
  }

  /** Where the nearest of the other outcomes would have led, if it is another phase. */
  Optional<Phase> rival(Phase first) {
    Optional<Phase> nearest = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    // A copy in the order of the tests: of equally near ones the first, and turning one adds
    // others.
    for (Map.Entry<Step, Double> entry : new EnumMap<>(near).entrySet()) {
      Phase other = phase(Optional.of(entry.getKey()));
      if (other != first && entry.getValue() < least) {
        least = entry.getValue();
        nearest = Optional.of(other);
      }
    }
    return nearest;
  }

  /** The phase, with the outcome of one test turned round. */
  private Phase phase(Optional<Step> turned) {
    boolean good = is(Step.BULK, turned, this::isGood);
    if (!is(Step.OUTLIERS, turned, this::hasOutliers)) {
      return good ? Phase.RANDOM_LIKE : Phase.BULK_DECAY;
    }
    if (is(Step.BLEEDING, turned, this::isBleeding)) {
      return Phase.BLEEDING_OUT;
    }
    double ratio = outliers.powerLawRatio();
    if (outliers.tail().size() >= 5 && is(Step.TAIL, turned, () -> isPowerLaw(ratio))) {
      return Phase.HEAVY_TAILED;
    }
    if (good && 4 * outliers.count() <= outliers.size() && is(Step.GAP, turned, this::isApart)) {
      return Phase.BULK_SPIKES;
    }
    return ratio > 0 && outliers.tail().size() >= 3 ? Phase.HEAVY_TAILED : Phase.BULK_DECAY;
  }

  @FunctionalInterface
  private interface Outcome {
    boolean holds();
  }

  private static boolean is(Step step, Optional<Step> turned, Outcome outcome) {
    boolean holds = outcome.holds();
    return turned.filter(it -> it == step).isPresent() ? !holds : holds;
  }

  private boolean hasOutliers() {
    String name = "largest eigenvalue past the edge of noise, Tracy-Widom units";
    if (outliers.exact().isPresent()) {
      double p = outliers.exact().get().largest();
      add(Step.OUTLIERS, name + ", by shuffling", outliers.largest(), edge(), p, PhaseFinder.LEVEL);
    } else {
      add(Step.OUTLIERS, name, outliers.largest(), edge(), outliers.pValue(), PhaseFinder.LEVEL);
    }
    return outliers.exist();
  }

  /** What noise in any of the matrices exceeds in 1 % of layers. */
  private double edge() {
    double single = -Math.expm1(Math.log1p(-PhaseFinder.LEVEL) / outliers.matrices());
    return TracyWidom.exceededWith(single);
  }

  private boolean isGood() {
    if (outliers.goodness().isEmpty()) {
      return false;
    }
    GoodnessOfFit goodness = outliers.goodness().get();
    String name = "distance of the bulk from the law of noise";
    double most = GOOD * goodness.critical();
    if (outliers.exact().isPresent()) {
      double p = outliers.exact().get().distance();
      add(Step.BULK, name + ", by shuffling", goodness.distance(), most, p, PhaseFinder.LEVEL);
    } else {
      double level = new GoodnessOfFit(Math.min(1, most), goodness.critical()).pValue();
      add(Step.BULK, name, goodness.distance(), most, goodness.pValue(), level);
    }
    return outliers.isGood();
  }

  private boolean isBleeding() {
    if (outliers.goodness().isEmpty()) {
      return false;
    }
    GoodnessOfFit goodness = outliers.goodness().get();
    double most = BLEEDING[Math.min(Math.max(1, outliers.count()), BLEEDING.length) - 1];
    double p = Math.min(1, 0.01 * Math.exp(BLEEDING_SLOPE * (most - outliers.largest())));
    add(
        Step.BLEEDING,
        "largest eigenvalue, as of directions at the threshold of being seen",
        outliers.largest(),
        most,
        p,
        0.01);
    return outliers.largest() < most
        && goodness.distance() <= GOOD * goodness.critical() + 1.0 / outliers.size();
  }

  private boolean isPowerLaw(double ratio) {
    add(
        Step.TAIL,
        "likelihood ratio of power law and exponential beyond the edge, normal score",
        ratio,
        POWER_LAW,
        NORMAL.cumulativeProbability(-ratio),
        0.05);
    return ratio > POWER_LAW;
  }

  private boolean isApart() {
    double unit = Math.pow(outliers.matrices(), GAP_POOLED);
    add(
        Step.GAP,
        "gap between the bulk and the first outlier, Tracy-Widom units",
        outliers.gap(),
        GAP_POINT * unit,
        gapChance(outliers.gap() / unit),
        0.01);
    return outliers.gap() > GAP_POINT * unit;
  }

  private static double gapChance(double gap) {
    if (!(gap > GAPS[0])) {
      return 1;
    }
    int at = 1;
    while (at < GAPS.length - 1 && gap > GAPS[at]) {
      at++;
    }
    double from = Math.log(GAP_CHANCES[at - 1]);
    double slope = (Math.log(GAP_CHANCES[at]) - from) / (GAPS[at] - GAPS[at - 1]);
    return Math.exp(from + slope * (gap - GAPS[at - 1]));
  }

  private void add(
      Step step, String name, double statistic, double critical, double p, double level) {
    tests.putIfAbsent(step, new PhaseTest(name, statistic, critical, OptionalDouble.of(p)));
    double distance = p > 0 ? Math.abs(Math.log(p / level)) : Double.POSITIVE_INFINITY;
    if (distance <= Math.log(NEAR)) {
      near.putIfAbsent(step, distance);
    }
  }
}
