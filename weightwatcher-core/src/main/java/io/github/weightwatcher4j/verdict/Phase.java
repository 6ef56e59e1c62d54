package io.github.weightwatcher4j.verdict;

/**
 * The shapes that the spectrum of a layer takes as it learns: the 5 + 1 phases of Martin &amp;
 * Mahoney (JMLR 22(165), 2021, table 2), and what is too small to have one.
 */
public enum Phase {
  /** A Marchenko-Pastur bulk and nothing beyond it, as before training. */
  RANDOM_LIKE("random-like"),
  /** A bulk whose edge bleeds: directions at the threshold of being seen, none separate. */
  BLEEDING_OUT("bleeding-out"),
  /** A bulk, and a few eigenvalues well apart from it. */
  BULK_SPIKES("bulk+spikes"),
  /** No clear end of the bulk: it decays, neither by the law of noise nor by a power law. */
  BULK_DECAY("bulk-decay"),
  /** A power law beyond what may be bulk. */
  HEAVY_TAILED("heavy-tailed"),
  /** A tenth or more of the eigenvalues are zero, with a gap to the others. */
  RANK_COLLAPSE("rank-collapse"),
  /** Fewer than 16 eigenvalues: no shape to speak of. */
  TOO_SMALL("too small");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** Its name in tables and files, such as {@code bulk+spikes}. */
  public String label() {
    return label;
  }
}
