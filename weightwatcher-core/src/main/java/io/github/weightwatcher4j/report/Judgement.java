package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.SearchedDistance;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * From the numbers of a layer to its verdict: the first rule that holds, as in the table of
 * docs/verdicts.md.
 */
final class Judgement {

  /** alpha below it: over-trained (Martin &amp; Mahoney). */
  static final double OVER_TRAINED = 2;

  /** alpha above it: under-trained (Martin &amp; Mahoney). */
  static final double UNDER_TRAINED = 6;

  /** Fewer tail eigenvalues make the standard error of alpha a third of (alpha - 1) or more. */
  static final int SHORT_TAIL = 10;

  /** Fewer eigenvalues have no shape. */
  private static final int FEWEST = 16;

  /**
   * Standard errors on each side of alpha: a little more than 1.96, for an xMin that was searched.
   */
  private static final double ERRORS = 2.1;

  /** A bootstrap's p up to which it speaks against the power law. */
  private static final double COARSE = 0.05;

  private static final Set<Phase> NOISE = EnumSet.of(Phase.RANDOM_LIKE, Phase.BLEEDING_OUT);

  private final Spectrum spectrum;
  private final Metrics metrics;
  private final TailFit tail;
  private final Evidence evidence;
  private final Levels levels;
  private final LayerVerdict verdict;

  private Judgement(
      Spectrum spectrum, Metrics metrics, TailFit tail, Evidence evidence, Levels levels) {
    this.spectrum = spectrum;
    this.metrics = metrics;
    this.tail = tail;
    this.evidence = evidence;
    this.levels = levels;
    this.verdict =
        degenerate()
            .or(this::trapped)
            .or(this::noise)
            .or(this::noPowerLaw)
            .orElseGet(this::byAlpha);
  }

  static Judgement of(
      Spectrum spectrum, Metrics metrics, TailFit tail, Evidence evidence, Levels levels) {
    return new Judgement(spectrum, metrics, tail, evidence, levels);
  }

  LayerVerdict verdict() {
    return verdict;
  }

  Levels levels() {
    return levels;
  }

  /** Whether dead rows and columns explain the zeros, so that what is left is judged. */
  boolean hasDeadUnits() {
    return evidence.phase().filter(LayerPhase::isOfDeadUnits).isPresent();
  }

  private Optional<LayerVerdict> degenerate() {
    if (metrics.value(Metric.TOP_K).isPresent()) {
      return unknown(
          text(
              "only the %.0f largest of %.0f eigenvalues are known%s",
              value(Metric.TOP_K, 0),
              value(Metric.M, 0),
              value(Metric.TAIL_SIZE, 0) < value(Metric.TOP_K, 0)
                  ? ""
                  : ", and the tail may go on below them"));
    }
    double size = value(Metric.NUM_EVALS, 0);
    boolean collapsed =
        evidence.phase().filter(it -> it.phase() == Phase.RANK_COLLAPSE).isPresent();
    if (collapsed && !hasDeadUnits()) {
      return Optional.of(
          LayerVerdict.of(
              Verdict.RANK_COLLAPSED,
              false,
              text(
                  "%.0f of %.0f singular values are zero%s",
                  value(Metric.RANK_LOSS, 0), size, rest())));
    }
    if (size < FEWEST) {
      return unknown(text("%.0f eigenvalues are too few to judge, %d are needed", size, FEWEST));
    }
    if (tail instanceof FailedFit failed) {
      return unknown("no power law: " + failed.reason());
    }
    if (evidence.bulk().isEmpty()) {
      return unknown("the bulk was not fitted, so that noise cannot be ruled out");
    }
    if (evidence.bulk().get() instanceof FailedBulkFit failed
        && (failed.untested() || value(Metric.TAIL_SIZE, 0) < SHORT_TAIL)) {
      return unknown("noise cannot be ruled out: " + failed.reason());
    }
    return Optional.empty();
  }

  private String rest() {
    return evidence
        .phase()
        .flatMap(LayerPhase::rest)
        .map(phase -> "; the rest is " + phase.label())
        .orElse("");
  }

  private Optional<LayerVerdict> trapped() {
    double traps = value(Metric.RAND_NUM_SPIKES, 0);
    return traps > 0
        ? Optional.of(LayerVerdict.of(Verdict.TRAPPED, false, trapText()))
        : Optional.empty();
  }

  /** How many traps, and how far the largest reaches. */
  String trapText() {
    double traps = value(Metric.RAND_NUM_SPIKES, 0);
    return text(
        "%.0f %s of the shuffled weights above their bulk (the largest is %.4g, the edge %.4g)",
        traps,
        traps == 1 ? "eigenvalue" : "eigenvalues",
        value(Metric.MAX_RAND_EVAL, 0),
        value(Metric.RAND_BULK_MAX, 0));
  }

  /** Whether neither an eigenvalue nor the shape of the bulk tells the layer from noise. */
  boolean isNoise() {
    return evidence.bulk().orElse(null) instanceof MarchenkoPasturFit fit
        && fit.spikes().isEmpty()
        && fit.goodness().pValue() > levels.bulk();
  }

  private Optional<LayerVerdict> noise() {
    if (!isNoise()) {
      return Optional.empty();
    }
    Optional<Phase> phase = evidence.phase().map(LayerPhase::ofLive);
    return phase.filter(NOISE::contains).isPresent()
        ? Optional.of(
            LayerVerdict.of(
                Verdict.RANDOM_LIKE,
                evidence.phase().filter(LayerPhase::isUndecided).isPresent(),
                text(
                    "no eigenvalue stands out from a bulk that is that of noise (p = %.2g)",
                    value(Metric.LAMBDA_MAX_P, 1))))
        : unknown(
            text(
                "noise is not ruled out (p of lambda_max %.2g), though the shape is %s",
                value(Metric.LAMBDA_MAX_P, 1), phase.map(Phase::label).orElse("unknown")));
  }

  private Optional<LayerVerdict> noPowerLaw() {
    if (!(tail instanceof PowerLawFit fit)) {
      String law = tail instanceof LawFit other ? other.law().label() : "law";
      return unknown("the tail was fitted with a " + law + ", whose exponent has no such bounds");
    }
    if (fit.tailSize() < SHORT_TAIL) {
      return unknown(
          text(
              "alpha = %.2f rests on %d eigenvalues, %d are needed",
              fit.alpha(), fit.tailSize(), SHORT_TAIL));
    }
    if (isRejected()) {
      return unknown(text("the tail is not a power law (p = %.2g)", powerLawP()));
    }
    return evidence
        .rival()
        .filter(rival -> contradicts(rival.alpha()))
        .map(
            rival ->
                LayerVerdict.unknown(
                    text(
                        "two tails fit as well, alpha = %.2f and %.2f",
                        fit.alpha(), rival.alpha())));
  }

  /** Whether the tail is no power law, at the level of the model. */
  boolean isRejected() {
    return powerLawP() <= levels.powerLaw();
  }

  /**
   * The bootstrap's where it was asked for, else that of the table; 1 without a power law. A
   * bootstrap of B samples tells no p below 1 / (B + 1): where it speaks against the power law but
   * cannot say how much, the table does.
   */
  double powerLawP() {
    if (!(tail instanceof PowerLawFit fit)) {
      return 1;
    }
    double table = SearchedDistance.pValue(fit.tailSize(), fit.distance());
    double bootstrap = value(Metric.PL_P_VALUE, table);
    return bootstrap <= COARSE ? Math.min(bootstrap, table) : bootstrap;
  }

  /** Whether another exponent of the tail lies on the other side of 2 or 6. */
  boolean contradicts(double alpha) {
    return tail instanceof PowerLawFit fit && side(alpha) != side(fit.alpha());
  }

  private static int side(double alpha) {
    return alpha < OVER_TRAINED ? -1 : alpha > UNDER_TRAINED ? 1 : 0;
  }

  private LayerVerdict byAlpha() {
    PowerLawFit fit = (PowerLawFit) tail;
    double alpha = fit.alpha();
    double sigma = fit.standardError();
    double low = value(Metric.ALPHA_LOW, alpha - ERRORS * sigma);
    double high = value(Metric.ALPHA_HIGH, alpha + ERRORS * sigma);
    String numbers = text("alpha = %.2f ± %.2f over %d eigenvalues", alpha, sigma, fit.tailSize());
    if (high < OVER_TRAINED) {
      return beyondBulk()
          .filter(beyond -> !(beyond.alpha() + ERRORS * beyond.standardError() < OVER_TRAINED))
          .map(beyond -> LayerVerdict.unknown(numbers + insideBulk(beyond)))
          .orElse(LayerVerdict.of(Verdict.OVER_TRAINED, false, numbers + ", below 2"));
    }
    if (low > UNDER_TRAINED && biased(fit) > UNDER_TRAINED) {
      return LayerVerdict.of(Verdict.UNDER_TRAINED, false, numbers + ", above 6");
    }
    if (alpha > OVER_TRAINED - sigma && alpha < UNDER_TRAINED + sigma) {
      boolean across = low < OVER_TRAINED || high > UNDER_TRAINED;
      return LayerVerdict.of(Verdict.WELL_TRAINED, across, numbers);
    }
    return LayerVerdict.unknown(
        numbers + ": well trained or " + (alpha < OVER_TRAINED ? "over-trained" : "under-trained"));
  }

  /**
   * The power law of what lies beyond the bulk, where the fitted tail begins within it: the bulk's
   * own decay must not make a tail heavier than it is.
   */
  private Optional<PowerLawFit> beyondBulk() {
    return evidence.bulk().orElse(null) instanceof MarchenkoPasturFit bulk
            && ((PowerLawFit) tail).xMin() < bulk.bulkMax()
            && TailLaw.POWER_LAW.fit(spectrum, bulk.bulkMax()) instanceof PowerLawFit beyond
        ? Optional.of(beyond)
        : Optional.empty();
  }

  private static String insideBulk(PowerLawFit beyond) {
    return text(
        ", but the tail begins within the bulk of noise: beyond it, alpha = %.2f ± %.2f over %d",
        beyond.alpha(), beyond.standardError(), beyond.tailSize());
  }

  /**
   * The lower end of the interval without what the estimate is too large by, about 2 / n of alpha -
   * 1: an error bar at the estimate itself would be too long for steep tails.
   */
  private static double biased(PowerLawFit fit) {
    double n = fit.tailSize();
    return 1 + (fit.alpha() - 1) * (1 - 2 / n) * (1 - ERRORS / Math.sqrt(n));
  }

  private double value(Metric metric, double otherwise) {
    return metrics.value(metric).orElse(otherwise);
  }

  private static Optional<LayerVerdict> unknown(String reason) {
    return Optional.of(LayerVerdict.unknown(reason));
  }

  private static String text(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
