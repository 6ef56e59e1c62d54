package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.model.LayerInfo;
import java.util.Objects;

/**
 * A layer that keeps its weights.
 *
 * @param layer index, name and type
 * @param reason why, for people to read
 */
public record UnchangedLayer(LayerInfo layer, String reason) implements ChangeOutcome {

  /** Checks that there is a reason. */
  public UnchangedLayer {
    Objects.requireNonNull(layer);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a layer that is not changed needs a reason: " + layer);
    }
  }

  @Override
  public String toString() {
    return layer.name() + ": unchanged, " + reason;
  }
}
