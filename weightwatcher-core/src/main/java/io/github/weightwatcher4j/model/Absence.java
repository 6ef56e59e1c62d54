package io.github.weightwatcher4j.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What it means that a layer has no matrix. Who does not know takes {@link #UNREAD}. */
public enum Absence {
  /**
   * The layer holds no weights of its own that could make a matrix: an activation, a normalization,
   * vectors, integers that count or index, weights that another layer holds.
   */
  NO_WEIGHTS,

  /** Its weights were left out by choice; what they are is told elsewhere or not asked for. */
  LEFT_OUT,

  /** It has weights, or may have, that could not be read, decoded or computed: they are lost. */
  UNREAD;

  /** How it is written in files, such as {@code no_weights}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that is written so; empty where none is. */
  public static Optional<Absence> of(String key) {
    return Stream.of(values()).filter(it -> it.key().equals(key)).findFirst();
  }
}
