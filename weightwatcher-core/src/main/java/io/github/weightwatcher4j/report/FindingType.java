package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import java.util.Optional;

/** What an analysis points out. */
public enum FindingType {
  /** alpha below 2: the layer has correlations that the data may not support. */
  OVER_TRAINED(
      "over-trained", "may have learned more than the data holds (alpha below 2)", Metric.ALPHA),
  /** alpha above 6: the layer has learned little beyond its random start. */
  UNDER_TRAINED(
      "under-trained", "has learned little beyond its random start (alpha above 6)", Metric.ALPHA),
  /** No power law could be fitted. */
  FIT_FAILED("fit failed", "has no tail that a power law could be fitted to"),
  /** The tail has fewer than ten eigenvalues, so alpha is a rough guess. */
  SHORT_TAIL(
      "short tail", "has too few eigenvalues in its tail for alpha to mean much", Metric.ALPHA),
  /** The bootstrap says that the tail is no power law. */
  NO_POWER_LAW(
      "no power law",
      "has a tail that is not a power law, so alpha says little",
      Metric.PL_P_VALUE),
  /** Another law describes the tail significantly better. */
  OTHER_TAIL(
      "other tail",
      "has a tail that another law describes better",
      Requirement.of(Options.COMPARE_LAWS)),
  /** Another xmin fits as well and gives another alpha. */
  RIVAL_TAILS(
      "rival tails",
      "has two tails to choose from, with different exponents",
      Requirement.of(Options.PROFILE)),
  /** Shuffled weights still have eigenvalues above their bulk: a few huge weights make them. */
  CORRELATION_TRAP(
      "correlation trap",
      "has a few huge weights that make eigenvalues of their own",
      Metric.RAND_NUM_SPIKES),
  /** No eigenvalue lies above a bulk that noise would give. */
  RANDOM_LIKE("random-like", "cannot be told from random weights", Metric.NUM_SPIKES),
  /** A tenth or more of the singular values are numerically zero. */
  RANK_COLLAPSE(
      "rank collapse",
      "has lost many of its directions (singular values at zero)",
      Metric.RANK_LOSS),
  /** Weights are NaN, infinite, or out of the range of float64. */
  NOT_FINITE("not finite", "holds weights that are not usable numbers");

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
