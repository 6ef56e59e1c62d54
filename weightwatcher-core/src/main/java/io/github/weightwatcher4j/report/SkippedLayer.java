package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.internal.Printable;

/**
 * A layer that was not analysed.
 *
 * @param layer index, name and type
 * @param cause what kind of reason
 * @param reason why, with the numbers and what to change
 */
public record SkippedLayer(LayerInfo layer, Cause cause, String reason) {

  /** Kinds of reasons. */
  public enum Cause {
    /** The layer holds no weights that make a matrix. */
    NO_MATRIX,
    /** The options left it out, or it was not asked for. */
    NOT_SELECTED,
    /** Too few or too many eigenvalues or rows. */
    SIZE,
    /** Weights that are NaN, infinite or out of range. */
    NOT_FINITE,
    /** Another process analyses it: the parts are to be joined. */
    OTHER_SHARD,
    /** Weights that could not be read, decoded or decomposed, or not within the memory. */
    FAILED;

    /** The kind of a layer that has no matrix. */
    public static Cause of(Absence absence) {
      return switch (absence) {
        case NO_WEIGHTS -> NO_MATRIX;
        case LEFT_OUT -> NOT_SELECTED;
        case UNREAD -> FAILED;
      };
    }

    /** Whether the layer should have been analysed: nobody knows from here what it is like. */
    public boolean isLoss() {
      return this == NOT_FINITE || this == FAILED || this == OTHER_SHARD;
    }
  }

  /** Writes out what may not be shown of the reason. */
  public SkippedLayer {
    reason = Printable.of(reason);
  }

  @Override
  public String toString() {
    return layer.name() + ": " + reason;
  }
}
