package io.github.weightwatcher4j.model;

import io.github.weightwatcher4j.model.internal.Printable;
import java.util.Objects;
import java.util.Optional;

/** One layer of a model: what it is and either its weights or the reason why it has no matrix. */
public final class Layer {

  private final LayerInfo info;
  private final Optional<Weights> weights;
  private final Optional<Absence> absence;
  private final String reason;
  private final String note;
  private final Optional<String> owner;

  private Layer(
      LayerInfo info,
      Optional<Weights> weights,
      Optional<Absence> absence,
      String reason,
      String note,
      Optional<String> owner) {
    this.info = Objects.requireNonNull(info);
    this.weights = weights;
    this.absence = absence;
    this.reason = Printable.of(reason);
    this.note = Printable.of(note);
    this.owner = owner.map(Printable::name);
  }

  /** A layer with weights. */
  public static Layer of(LayerInfo info, Weights weights) {
    return new Layer(info, Optional.of(weights), Optional.empty(), "", "", Optional.empty());
  }

  /**
   * A layer that is listed, but cannot be analysed: its weights, if it has any, are {@linkplain
   * Absence#UNREAD lost}.
   *
   * @param reason why, for people to read
   */
  public static Layer withoutMatrix(LayerInfo info, String reason) {
    return withoutMatrix(info, Absence.UNREAD, reason);
  }

  /**
   * A layer that is listed without a matrix.
   *
   * @param absence what that means
   * @param reason why, for people to read
   */
  public static Layer withoutMatrix(LayerInfo info, Absence absence, String reason) {
    Objects.requireNonNull(reason);
    return new Layer(info, Optional.empty(), Optional.of(absence), reason, "", Optional.empty());
  }

  /**
   * A layer whose weights are those of another one, which is analysed in its place.
   *
   * @param owner full name of the other layer
   */
  public static Layer sharing(LayerInfo info, String owner) {
    String reason = "shares its weights with " + owner;
    return new Layer(
        info, Optional.empty(), Optional.of(Absence.NO_WEIGHTS), reason, "", Optional.of(owner));
  }

  /** Index, name and type. */
  public LayerInfo info() {
    return info;
  }

  /** The weights, not yet read; empty where the layer has no matrix. */
  public Optional<Weights> weights() {
    return weights;
  }

  /** What it means that there is no matrix; empty where there is one. */
  public Optional<Absence> absence() {
    return absence;
  }

  /** Whether it has weights, or may have, that could not be read: {@link Absence#UNREAD}. */
  public boolean isUnread() {
    return absence.equals(Optional.of(Absence.UNREAD));
  }

  /** Why there is no matrix, for people to read; empty text where there is one. */
  public String reason() {
    return reason;
  }

  /** The same layer with a note on how its source was understood. */
  public Layer noting(String newNote) {
    return new Layer(info, weights, absence, reason, Objects.requireNonNull(newNote), owner);
  }

  /** How the source was understood where another way was possible, for people; else empty. */
  public String note() {
    return note;
  }

  /** Full name of the layer that this one shares its weights with; empty where it shares none. */
  public Optional<String> owner() {
    return owner;
  }

  @Override
  public String toString() {
    return info + " " + weights.map(w -> w.shape().toString()).orElse(reason);
  }
}
