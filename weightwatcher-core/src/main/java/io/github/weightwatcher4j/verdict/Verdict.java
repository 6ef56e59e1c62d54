package io.github.weightwatcher4j.verdict;

/**
 * What is said of a layer, one of seven. The rates at which each is wrong are in docs/verdicts.md.
 */
public enum Verdict {
  /** Its singular directions are gone: a tenth or more of the eigenvalues are zero. */
  RANK_COLLAPSED(
      "rank-collapsed",
      "lost a tenth or more of their directions",
      "Was it pruned or factorized on purpose? If not, return to a checkpoint from before the"
          + " collapse."),
  /** A few huge weights, or a mean that is not zero, make eigenvalues of their own. */
  TRAPPED(
      "trapped",
      "have correlation traps",
      "Look for the few huge weights, or the mean, that make the traps; try a smaller learning"
          + " rate, or clip the gradient."),
  /** Alpha is below 2 with its whole interval: it may have learned more than the data holds. */
  OVER_TRAINED(
      "over-trained",
      "are over-trained",
      "Compare the errors on training and held-out data; where they part, stop earlier,"
          + " regularize this layer, or train on more data."),
  /** Alpha is above 6 with its whole interval: it learned little beyond its random start. */
  UNDER_TRAINED(
      "under-trained",
      "are under-trained",
      "Train longer, or with a larger learning rate for this layer; if the model is good without"
          + " that, the layer may be larger than it needs."),
  /** It cannot be told from random weights. */
  RANDOM_LIKE(
      "random-like",
      "cannot be told from random weights",
      "Was it trained at all (frozen, unused, not loaded)? If so, treat it as under-trained."),
  /** Unknown, for a reason that is given; never to be taken for fine. */
  CANNOT_TELL(
      "cannot tell",
      "cannot be judged",
      "Unknown, not fine: read the reasons. More eigenvalues, or another law of the tail, may"
          + " tell."),
  /** A power law that is not rejected, alpha from 2 to 6, beyond what noise gives. */
  WELL_TRAINED("well trained", "are well trained", "Nothing; watch those that are borderline.");

  private final String label;
  private final String plural;
  private final String advice;

  Verdict(String label, String plural, String advice) {
    this.label = label;
    this.plural = plural;
    this.advice = advice;
  }

  /** Its name in tables and files, such as {@code well trained}. */
  public String label() {
    return label;
  }

  /** What it says of several layers, as the end of a sentence that begins with their number. */
  public String plural() {
    return plural;
  }

  /** What to do about such a layer, in a sentence or two. */
  public String advice() {
    return advice;
  }
}
