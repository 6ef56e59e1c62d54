package io.github.weightwatcher4j.report;

/** What an analysis points out. */
public enum FindingType {
  /** alpha below 2: the layer has correlations that the data may not support. */
  OVER_TRAINED("over-trained", "may have learned more than the data holds (alpha below 2)"),
  /** alpha above 6: the layer has learned little beyond its random start. */
  UNDER_TRAINED("under-trained", "has learned little beyond its random start (alpha above 6)"),
  /** No power law could be fitted. */
  FIT_FAILED("fit failed", "has no tail that a power law could be fitted to"),
  /** The tail has fewer than ten eigenvalues, so alpha is a rough guess. */
  SHORT_TAIL("short tail", "has too few eigenvalues in its tail for alpha to mean much"),
  /** The bootstrap says that the tail is no power law. */
  NO_POWER_LAW("no power law", "has a tail that is no power law, so alpha says little"),
  /** Another law describes the tail significantly better. */
  OTHER_TAIL("other tail", "has a tail that another law describes better"),
  /** Another xmin fits as well and gives another alpha. */
  RIVAL_TAILS("rival tails", "has two tails to choose from, with different exponents"),
  /** Shuffled weights still have eigenvalues above their bulk: a few huge weights make them. */
  CORRELATION_TRAP("correlation trap", "has a few huge weights that make eigenvalues of their own"),
  /** No eigenvalue lies above a bulk that noise would give. */
  RANDOM_LIKE("random-like", "cannot be told from random weights"),
  /** A tenth or more of the singular values are numerically zero. */
  RANK_COLLAPSE("rank collapse", "has lost many of its directions (singular values at zero)"),
  /** Weights are NaN, infinite, or out of the range of float64. */
  NOT_FINITE("not finite", "holds weights that are no usable numbers");

  private final String label;
  private final String meaning;

  FindingType(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** Short name, as in the {@code warning} column. */
  public String label() {
    return label;
  }

  /** What it says of a layer, as the end of a sentence that begins with the layer's name. */
  public String meaning() {
    return meaning;
  }
}
