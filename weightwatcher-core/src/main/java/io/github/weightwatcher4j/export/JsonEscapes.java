package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.weightwatcher4j.model.internal.Printable;
import org.jspecify.annotations.Nullable;

/** JSON that may go to a terminal: names are raw, but what may not be shown is escaped. */
final class JsonEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1;
  private static final int DELETE = 0x7F;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] escapes = standardAsciiEscapesForJSON();
    escapes[DELETE] = ESCAPE_STANDARD;
    return escapes;
  }

  /** Asked for each half of a surrogate pair: all of them are escaped. */
  @Override
  public @Nullable SerializableString getEscapeSequence(int letter) {
    return Printable.isShown(letter) ? null : new SerializedString(Printable.escape(letter));
  }
}
