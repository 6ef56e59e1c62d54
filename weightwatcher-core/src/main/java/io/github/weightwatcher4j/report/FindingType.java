package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import java.util.Optional;

/** What an analysis points out, the most serious first. */
public enum FindingType {
  /** Weights are NaN, infinite, or out of the range of float64. */
  NOT_FINITE("not finite", "holds weights that are not usable numbers"),
  /** A tenth or more of the singular values are zero, and dead units do not explain it. */
  RANK_COLLAPSE(
      "rank collapse",
      "has lost many of its directions (singular values at zero)",
      Metric.RANK_LOSS),
  /**
   * Shuffled weights still have eigenvalues above their bulk: a few huge weights make them, or a
   * mean that is not zero.
   */
  CORRELATION_TRAP(
      "correlation trap",
      "has a few huge weights, or a mean that is not zero, which make eigenvalues of their own",
      Metric.RAND_NUM_SPIKES),
  /** A row or column so large that it makes an eigenvalue by itself. */
  OUTLIER_LINE(
      "outlier row or column",
      "has a row or column so large that it makes an eigenvalue by itself",
      Metric.OUTLIER_LINES),
  /** The interval of alpha is below 2: the layer has correlations that data may not support. */
  OVER_TRAINED(
      "over-trained", "may have learned more than the data holds (alpha below 2)", Metric.ALPHA),
  /** The interval of alpha is above 6: the layer has learned little beyond its random start. */
  UNDER_TRAINED(
      "under-trained", "has learned little beyond its random start (alpha above 6)", Metric.ALPHA),
  /** Nothing tells the layer from noise. */
  RANDOM_LIKE("random-like", "cannot be told from random weights", Metric.NUM_SPIKES),
  /** No power law could be fitted. */
  FIT_FAILED("fit failed", "has no tail that a power law could be fitted to"),
  /** The tail is significantly no power law. */
  NO_POWER_LAW(
      "no power law", "has a tail that is not a power law, so alpha says little", Metric.D),
  /** Another xmin fits as well and gives another verdict. */
  RIVAL_TAILS(
      "rival tails",
      "has two tails to choose from, whose exponents lead to different verdicts",
      Requirement.of(Options.PROFILE)),
  /** Another law describes the tail significantly better. */
  OTHER_TAIL(
      "other tail",
      "has a tail that another law describes significantly better",
      Requirement.of(Options.COMPARE_LAWS)),
  /** The tail has fewer than ten eigenvalues, so alpha is a rough guess. */
  SHORT_TAIL(
      "short tail", "has too few eigenvalues in its tail for alpha to mean much", Metric.ALPHA),
  /** Nothing can be said of noise, because the conditions of its law fail. */
  NO_BULK("no bulk", "has no bulk that noise could be judged by", Requirement.of(Options.MP_FIT)),
  /** Rows or columns are all zero; what is left is judged. */
  DEAD_UNITS("dead units", "has rows or columns that are all zero", Metric.DEAD_LINES);

  private final String label;
  private final String meaning;
  private final Optional<Metric> metric;

  @SuppressWarnings("ImmutableEnumChecker") // immutable, but has no annotation that says so
  private final Optional<Requirement<?>> requirement;

  FindingType(String label, String meaning) {
    this(label, meaning, Optional.empty(), Optional.empty());
  }

  FindingType(String label, String meaning, Metric metric) {
    this(label, meaning, Optional.of(metric), metric.requirement());
  }

  FindingType(String label, String meaning, Requirement<?> requirement) {
    this(label, meaning, Optional.empty(), Optional.of(requirement));
  }

  FindingType(
      String label, String meaning, Optional<Metric> metric, Optional<Requirement<?>> requirement) {
    this.label = label;
    this.meaning = meaning;
    this.metric = metric;
    this.requirement = requirement;
  }

  /** Short name, as in the {@code warning} column. */
  public String label() {
    return label;
  }

  /** What it says of a layer, as the end of a sentence that begins with the layer's name. */
  public String meaning() {
    return meaning;
  }

  /** The number that decides it; empty where none does. */
  public Optional<Metric> metric() {
    return metric;
  }

  /** The option that it is looked for with; empty where every analysis looks for it. */
  public Optional<Requirement<?>> requirement() {
    return requirement;
  }
}
