package io.github.weightwatcher4j.compare;

/**
 * What the product of two low-rank factors is multiplied by.
 *
 * @param alpha the adapters' {@code lora_alpha}, positive and finite
 * @param rankStabilized whether it is divided by the root of the rank (rsLoRA, Kalajdzievski 2023)
 *     and not by the rank (LoRA, Hu et al., ICLR 2022)
 */
public record LoraScale(double alpha, boolean rankStabilized) {

  /** Checks alpha. */
  public LoraScale {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("alpha must be positive and finite but was " + alpha);
    }
  }

  /** {@code alpha / r}. */
  public static LoraScale of(double alpha) {
    return new LoraScale(alpha, false);
  }

  /** {@code alpha / sqrt(r)}. */
  public static LoraScale rankStabilized(double alpha) {
    return new LoraScale(alpha, true);
  }

  /** The factor for a pair of a rank, which is at least 1. */
  public double factor(int rank) {
    if (rank < 1) {
      throw new IllegalArgumentException("a rank must be >= 1 but was " + rank);
    }
    return alpha / (rankStabilized ? Math.sqrt(rank) : rank);
  }
}
