package io.github.weightwatcher4j.verdict;

/**
 * How the chance of a false alarm that is granted to a whole model is spent on one of its layers.
 *
 * <p>Each of L layers may raise an alarm with {@code a = 1 - (1 - level)^(1 / L)}
 * (&Scaron;id&aacute;k 1967), which its tests divide among them: of noise against spikes, against
 * the shape of the bulk and, where weights are shuffled, against traps. Slices and replicas share
 * what their layer has.
 *
 * @param layer a, in (0, 1)
 * @param shuffled whether traps are looked for
 */
public record Levels(double layer, boolean shuffled) {

  /** Checks the domain. */
  public Levels {
    if (!(layer > 0 && layer < 1)) {
      throw new IllegalArgumentException("a level must be in (0, 1) but was " + layer);
    }
  }

  /**
   * The levels of one of the layers of a model.
   *
   * @param model chance that a model of noise raises any alarm, in (0, 1)
   * @param layers how many are tested; taken for 1 where there are none
   */
  public static Levels of(double model, long layers, boolean shuffled) {
    return new Levels(-Math.expm1(Math.log1p(-model) / Math.max(1, layers)), shuffled);
  }

  /** For eigenvalues beyond the bulk. */
  public double spikes() {
    return (shuffled ? 0.4 : 0.6) * layer;
  }

  /** For the distance of the bulk from the law of noise. */
  public double bulk() {
    return (shuffled ? 0.2 : 0.4) * layer;
  }

  /**
   * For eigenvalues of shuffled weights beyond their bulk, in each of several replicas. A trap
   * counts where more than half of them have it: twice the median of p-values of one hypothesis is
   * a p-value again, however they depend on each other (R&uuml;schendorf 1982).
   *
   * @param replicas at least 1
   */
  public double traps(int replicas) {
    return 0.4 * layer / (replicas > 1 ? 2 : 1);
  }

  /** For the power law of the tail, which noise has no part in. */
  public double powerLaw() {
    return layer;
  }
}
