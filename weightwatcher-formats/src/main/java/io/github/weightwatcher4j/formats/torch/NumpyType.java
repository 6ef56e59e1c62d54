package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** NumPy's dtype as a pickle makes it: a code such as {@code f4}, and its byte order afterwards. */
final class NumpyType {

  private static final Pattern CODE = Pattern.compile("[<>|=]?([fiub])(\\d)");

  private final String code;
  private ByteOrder order;

  private NumpyType(String code) {
    this.code = code;
    this.order = code.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** From {@code (code, align, copy)}; a type from outside NumPy, bfloat16 say, is a class. */
  static NumpyType of(@Nullable Object[] arguments) {
    Object code = Arguments.at(arguments, 0);
    return new NumpyType(code instanceof PickleClass type ? type.name() : String.valueOf(code));
  }

  /** Takes the byte order from {@code (version, order, ...)}. */
  void state(@Nullable Object state) {
    if (state instanceof Object[] parts && parts.length > 1 && ">".equals(parts[1])) {
      order = ByteOrder.BIG_ENDIAN;
    }
  }

  ByteOrder order() {
    return order;
  }

  /** The type of a number; empty where it is none that is read. */
  Optional<ElementType> type() {
    Matcher matcher = CODE.matcher(code);
    if (!matcher.matches()) {
      return ElementType.named(code.replace("e4m3fn", "e4m3"));
    }
    String bits = String.valueOf(Byte.SIZE * (matcher.group(2).charAt(0) - '0'));
    return ElementType.named(
        switch (matcher.group(1)) {
          case "f" -> "FLOAT" + bits;
          case "i" -> "INT" + bits;
          case "u" -> "UINT" + bits;
          default -> "BOOL";
        });
  }

  /** For messages. */
  @Override
  public String toString() {
    return FilePlace.quoted(code);
  }
}
