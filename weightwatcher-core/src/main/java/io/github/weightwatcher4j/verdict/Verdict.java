package io.github.weightwatcher4j.verdict;

/**
 * What is said of a layer, one of seven. The rates at which each is wrong are in docs/verdicts.md.
 */
public enum Verdict {
  /** Its singular directions are gone: a tenth or more of the eigenvalues are zero. */
  RANK_COLLAPSED("rank-collapsed", "lost a tenth or more of their directions"),
  /** A few huge weights, or a mean that is not zero, make eigenvalues of their own. */
  TRAPPED("trapped", "have correlation traps"),
  /** Alpha is below 2 with its whole interval: it may have learned more than the data holds. */
  OVER_TRAINED("over-trained", "are over-trained"),
  /** Alpha is above 6 with its whole interval: it learned little beyond its random start. */
  UNDER_TRAINED("under-trained", "are under-trained"),
  /** It cannot be told from random weights. */
  RANDOM_LIKE("random-like", "cannot be told from random weights"),
  /** Unknown, for a reason that is given; never to be taken for fine. */
  CANNOT_TELL("cannot tell", "cannot be judged"),
  /** A power law that is not rejected, alpha from 2 to 6, beyond what noise gives. */
  WELL_TRAINED("well trained", "are well trained");

  private final String label;
  private final String plural;

  Verdict(String label, String plural) {
    this.label = label;
    this.plural = plural;
  }

  /** Its name in tables and files, such as {@code well trained}. */
  public String label() {
    return label;
  }

  /** What it says of several layers, as the end of a sentence that begins with their number. */
  public String plural() {
    return plural;
  }
}
