package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.internal.Printable;
import java.util.Locale;

/**
 * What is different of a layer in the other model.
 *
 * @param kind whether that is worse
 * @param layer full name, as the reference has it where it has the layer
 * @param text what is different, with its numbers, as the end of a sentence that begins with the
 *     layer's name
 */
public record Change(Kind kind, String layer, String text) {

  /** Whether a change is to the worse. */
  public enum Kind {
    /** It is worse. */
    WORSE("worse"),
    /** It is better. */
    BETTER("better"),
    /** It may be worse or better or neither, for a reason that is given. */
    CANNOT_TELL("cannot tell"),
    /** It is different, and neither better nor worse. */
    OTHER("other");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name in tables. */
    public String label() {
      return label;
    }

    /** Its name in files and conditions, such as {@code cannot_tell}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Writes out what may not be shown. */
  public Change {
    layer = Printable.of(layer);
    text = Printable.of(text);
  }

  @Override
  public String toString() {
    return layer + ": " + text;
  }
}
