package io.github.weightwatcher4j.fit;

/**
 * Confidence intervals of alpha and of where the tail begins.
 *
 * @param level share of such intervals that hold the true alpha, in (0, 1); those of xMin hold the
 *     true one about as often or more often
 * @param alphaLow lower end for alpha, above 1
 * @param alphaHigh upper end, at least alphaLow
 * @param xMinLow lower end for xMin, positive
 * @param xMinHigh upper end, at least xMinLow
 * @param resamples number of fits it was taken from
 */
public record AlphaInterval(
    double level,
    double alphaLow,
    double alphaHigh,
    double xMinLow,
    double xMinHigh,
    int resamples) {

  /** Checks every domain above. */
  public AlphaInterval {
    require(level > 0 && level < 1, "level must be in (0, 1)", level);
    require(alphaLow > 1, "alphaLow must be > 1", alphaLow);
    require(alphaHigh >= alphaLow, "alphaHigh must be >= alphaLow", alphaHigh);
    require(xMinLow > 0, "xMinLow must be > 0", xMinLow);
    require(xMinHigh >= xMinLow, "xMinHigh must be >= xMinLow", xMinHigh);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + " but was " + value);
    }
  }
}
