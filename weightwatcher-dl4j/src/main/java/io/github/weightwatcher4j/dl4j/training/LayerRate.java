package io.github.weightwatcher4j.dl4j.training;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The factor of one layer's learning rate, and where it comes from.
 *
 * @param layer name of the layer or vertex
 * @param alpha power-law exponent, the mean where the layer has several matrices; absent where it
 *     was not looked for or could not be found
 * @param factor what the layer's own rate or schedule is multiplied by, positive
 * @param reason why the layer is not balanced and has factor 1; empty where it is
 */
public record LayerRate(String layer, OptionalDouble alpha, double factor, String reason) {

  /** Checks the factor. */
  public LayerRate {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(alpha, "alpha");
    Objects.requireNonNull(reason, "reason");
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("factor must be > 0 but was " + factor);
    }
  }

  /** Whether the formula decided about the factor. */
  public boolean balanced() {
    return reason.isEmpty();
  }

  /** Such as {@code fc1 alpha 2.31 x 0.50}, or the reason. */
  @Override
  public String toString() {
    return balanced()
        ? String.format(
            Locale.ROOT, "%s alpha %.2f x %.2f", layer, alpha.orElse(Double.NaN), factor)
        : layer + " x 1: " + reason;
  }
}
