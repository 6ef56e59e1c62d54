package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.option.AnalysisOptions.Tail;
import io.github.weightwatcher4j.option.AnalysisOptions.Uncertainty;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Collects what is fitted to the tail of a spectrum and how its uncertainty is found; see {@link
 * AnalysisOptionsBuilder#tail}, whose {@code build} checks everything together.
 */
public final class TailOptions {

  private TailLaw law = TailLaw.POWER_LAW;
  private OptionalDouble hill = OptionalDouble.empty();
  private boolean atPeak;
  private boolean clip;
  private int maxFingers = 10;
  private double fingerThreshold = 1;
  private int dropLargest;
  private int minSize = 2;
  private boolean compareLaws;
  private int bootstrap;
  private double level = 0.95;
  private boolean profile;

  TailOptions() {}

  /** The law whose parameters go into the table: a power law (default) or a truncated one. */
  public TailOptions law(TailLaw value) {
    law = Objects.requireNonNull(value);
    return this;
  }

  /** The Hill estimator: a power law above the median eigenvalue, with no search for xmin. */
  public TailOptions hill() {
    return hill(0.5);
  }

  /** The Hill estimator above another quantile of the eigenvalues, in [0, 1). */
  public TailOptions hill(double quantile) {
    hill = OptionalDouble.of(quantile);
    return this;
  }

  /**
   * xmin near the peak of the spectrum's logarithmic histogram: between 0.95 and 1.5 times it for a
   * power law, the peak itself for a truncated one (Python's {@code xmin_peak} and {@code E_TPL}).
   */
  public TailOptions xMinAtPeak() {
    atPeak = true;
    return this;
  }

  /** Leaves out two to nine of the largest eigenvalues where that lowers alpha by more than 1. */
  public TailOptions clipXmax() {
    return clipXmax(10, 1);
  }

  /**
   * Leaves out the two largest eigenvalues, or one more at a time, until alpha has fallen by more
   * than a threshold ("fingers"). The alpha before is kept as {@code raw_alpha}.
   *
   * @param bound fewer than so many are left out; at least 2, 10 in the Python tool
   * @param threshold by how much alpha must fall, above 0
   */
  public TailOptions clipXmax(int bound, double threshold) {
    clip = true;
    maxFingers = bound;
    fingerThreshold = threshold;
    return this;
  }

  /** Leaves out so many of the largest eigenvalues in any case; default 0. */
  public TailOptions dropLargest(int count) {
    dropLargest = count;
    return this;
  }

  /** Fewest eigenvalues in a fitted tail; at least 2, default 2. */
  public TailOptions minSize(int value) {
    minSize = value;
    return this;
  }

  /** Fits every {@link TailLaw} to the same tail and says which describes it best. */
  public TailOptions compareLaws() {
    compareLaws = true;
    return this;
  }

  /**
   * Repeats the fit on so many samples of the fitted power law, 1000 say: an interval of alpha and
   * xmin, and a test whether the tail is a power law at all (Clauset, Shalizi &amp; Newman 2009,
   * section 4.1). Default 0, neither.
   */
  public TailOptions bootstrap(int samples) {
    bootstrap = samples;
    return this;
  }

  /** Level of the bootstrap interval, in (0, 1); default 0.95. */
  public TailOptions level(double value) {
    level = value;
    return this;
  }

  /** Looks for a rival: another xmin that fits as well and gives another alpha. */
  public TailOptions profile() {
    profile = true;
    return this;
  }

  void check(Problems problems) {
    boolean truncated = law == TailLaw.TRUNCATED_POWER_LAW;
    problems.require(
        truncated || law == TailLaw.POWER_LAW,
        "law must be POWER_LAW or TRUNCATED_POWER_LAW but was "
            + law
            + ": the others are compared by compareLaws()");
    problems.require(minSize >= 2, "minSize of the tail must be >= 2 but was " + minSize);
    problems.require(dropLargest >= 0, "dropLargest must be >= 0 but was " + dropLargest);
    problems.require(
        hill.orElse(0) >= 0 && hill.orElse(0) < 1,
        "the quantile of hill must be in [0, 1) but was " + hill.orElse(0));
    problems.require(
        !clip || (maxFingers >= 2 && fingerThreshold > 0),
        "clipXmax needs a bound >= 2 and a threshold > 0 but has "
            + maxFingers
            + " and "
            + fingerThreshold);
    problems.require(level > 0 && level < 1, "level must be in (0, 1) but was " + level);
    double fewest = Math.ceil(2 / (1 - level) - 1 - 1e-9); // less a hair's breadth for 1 - 0.95
    problems.require(
        bootstrap == 0 || bootstrap >= fewest,
        "bootstrap must be 0 or >= "
            + (long) fewest
            + " samples for level "
            + level
            + " but was "
            + bootstrap);
    checkTogether(truncated, problems);
  }

  private void checkTogether(boolean truncated, Problems problems) {
    int ways = (hill.isPresent() ? 1 : 0) + (atPeak ? 1 : 0) + (clip ? 1 : 0);
    problems.require(
        ways <= 1, "hill, xMinAtPeak and clipXmax each choose the tail: take one of them");
    problems.require(
        !truncated || (hill.isEmpty() && !clip),
        "hill and clipXmax fit a power law: leave them out or take law(POWER_LAW)");
    problems.require(
        !(bootstrap > 0 || profile) || (!truncated && ways == 0),
        "bootstrap and profile repeat the search for xmin of a power law: leave them out, or"
            + " hill, xMinAtPeak, clipXmax and law(TRUNCATED_POWER_LAW)");
  }

  Tail tail() {
    int fingers = clip ? maxFingers : 0;
    return new Tail(
        law,
        hill,
        atPeak,
        fingers,
        fingerThreshold,
        dropLargest,
        minSize,
        compareLaws,
        new Uncertainty(bootstrap, level, profile));
  }
}
