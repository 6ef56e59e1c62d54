package io.github.weightwatcher4j.pruning;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.internal.Printable;
import java.util.Objects;

/**
 * A layer that a plan leaves as it is.
 *
 * @param layer index, name and type
 * @param reason why, for people to read
 * @param lost whether it should have been pruned: it has weights, or may have, that could not be
 *     read, or no exponent
 */
public record KeptLayer(LayerInfo layer, String reason, boolean lost) {

  /** Checks that there is a reason. */
  public KeptLayer {
    Objects.requireNonNull(layer);
    reason = Printable.of(reason);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a layer that is not pruned needs a reason: " + layer);
    }
  }

  @Override
  public String toString() {
    return layer.name() + ": " + reason;
  }
}
