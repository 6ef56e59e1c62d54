package io.github.weightwatcher4j.model;

import java.util.Objects;

/**
 * Identity of a layer.
 *
 * @param index position in the model's own order, from 0; the parts of one layer (the gates of an
 *     LSTM, say) share it
 * @param name full name, unique in the model, for example {@code encoder.0.fc1}
 * @param type what the layer does
 */
public record LayerInfo(int index, String name, LayerType type) {

  /** Checks that the index is not negative and the name is not blank. */
  public LayerInfo {
    if (index < 0) {
      throw new IllegalArgumentException("index must be >= 0 but was " + index);
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("a layer's name must not be blank (layer " + index + ")");
    }
    Objects.requireNonNull(type);
  }

  @Override
  public String toString() {
    return index + " " + name + " (" + type.key() + ")";
  }
}
