package io.github.weightwatcher4j.model;

import io.github.weightwatcher4j.model.internal.Printable;
import java.util.Objects;

/** Identity of a layer. */
public final class LayerInfo {

  private final int index;
  private final String name;
  private final String rawName;
  private final LayerType type;

  /**
   * A layer's identity.
   *
   * @param index position in the model's own order, from 0; the parts of one layer (the gates of an
   *     LSTM, say) share it
   * @param rawName full name as the model has it, unique there and not blank, for example {@code
   *     encoder.0.fc1}
   * @param type what the layer does
   */
  public LayerInfo(int index, String rawName, LayerType type) {
    if (index < 0) {
      throw new IllegalArgumentException("index must be >= 0 but was " + index);
    }
    this.index = index;
    this.rawName = Printable.raw(rawName);
    this.name = Printable.name(rawName);
    this.type = Objects.requireNonNull(type);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a layer's name must not be blank (layer " + index + ")");
    }
  }

  /** Position in the model's own order, from 0. */
  public int index() {
    return index;
  }

  /**
   * Full name as it is shown, and by which layers are found and matched: that of the model, with
   * every character written out that could drive a terminal, break a line or hide, such as {@code
   * \}{@code u001B}, and with a digest in the middle of a name of more than 200 characters.
   */
  public String name() {
    return name;
  }

  /**
   * Full name as the model has it, with whatever characters but halves of surrogate pairs; results
   * keep it in JSON alone.
   */
  public String rawName() {
    return rawName;
  }

  /** What the layer does. */
  public LayerType type() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerInfo that
        && index == that.index
        && rawName.equals(that.rawName)
        && type == that.type;
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, rawName, type);
  }

  @Override
  public String toString() {
    return index + " " + name + " (" + type.key() + ")";
  }
}
