package io.github.weightwatcher4j.formats.numpy;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.model.Absence;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Type and byte order of elements, {@code <f4} say.
 *
 * @param type type of an element
 * @param order byte order
 */
record Descr(ElementType type, ByteOrder order) {

  private static final Pattern NAME = Pattern.compile("([<>|])([fiub])([1248])");

  /** What NumPy calls the bfloat16 of JAX and TensorFlow: two bytes that it knows nothing of. */
  private static final Set<String> BFLOAT16 = Set.of("<V2", "|V2");

  /** The type that a header names; empty where it is not a number that is read. */
  static Optional<Descr> of(String descr) {
    if (BFLOAT16.contains(descr)) {
      return Optional.of(new Descr(ElementType.BFLOAT16, ByteOrder.LITTLE_ENDIAN));
    }
    Matcher name = NAME.matcher(descr);
    if (!name.matches()) {
      return Optional.empty();
    }
    String bits = String.valueOf(Byte.SIZE * Integer.parseInt(name.group(3)));
    String type =
        switch (name.group(2)) {
          case "f" -> "FLOAT" + bits;
          case "i" -> "INT" + bits;
          case "u" -> "UINT" + bits;
          default -> bits.equals("8") ? "BOOL" : "";
        };
    boolean unordered = name.group(1).equals("|");
    ByteOrder order = name.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return ElementType.named(type)
        .filter(found -> !unordered || found.bytes() == 1)
        .map(found -> new Descr(found, order));
  }

  /** Why a type is not read. */
  static String reason(String descr) {
    if (descr.equals("|O")) {
      return "Python objects are not read";
    }
    String type = "type " + FilePlace.quoted(descr) + " is not read";
    return switch (kind(descr)) {
      case '[' -> type + ": save each field of the structure as an array";
      case 'S', 'U', 'M', 'm' -> type + ": texts and times are no weights";
      case 'c' -> type + ": matrices of complex numbers are not analysed";
      default -> type + ": save it as float32";
    };
  }

  /** Whether what is not read can be weights. */
  static Absence absence(String descr) {
    return "SUMm".indexOf(kind(descr)) < 0 ? Absence.UNREAD : Absence.NO_WEIGHTS;
  }

  private static char kind(String descr) {
    return descr.length() > 1 ? descr.charAt(descr.startsWith("[") ? 0 : 1) : ' ';
  }
}
