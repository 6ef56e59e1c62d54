package io.github.weightwatcher4j.random;

/** The two kinds of heavy-tailed entries that alpha was simulated for. */
public enum HeavyEntries {
  /** {@link RandomMatrix#pareto}, of either sign: mean 0. */
  SIGNED,
  /** {@link RandomMatrix#lomax}, all positive: the mean is a spike, and alpha is smaller. */
  LOMAX;

  /** The law with this exponent. */
  public RandomMatrix of(double mu) {
    return this == SIGNED ? RandomMatrix.pareto(mu) : RandomMatrix.lomax(mu);
  }
}
