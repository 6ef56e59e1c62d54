package io.github.weightwatcher4j.formats.numpy;

import io.github.weightwatcher4j.formats.ElementType;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * Type and byte order of elements, {@code <f4} say.
 *
 * @param type type of an element
 * @param order byte order
 */
record Descr(ElementType type, ByteOrder order) {

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("f8", ElementType.FLOAT64),
          Map.entry("f4", ElementType.FLOAT32),
          Map.entry("f2", ElementType.FLOAT16),
          Map.entry("i1", ElementType.INT8),
          Map.entry("u1", ElementType.UINT8),
          Map.entry("i2", ElementType.INT16),
          Map.entry("u2", ElementType.UINT16),
          Map.entry("i4", ElementType.INT32),
          Map.entry("u4", ElementType.UINT32),
          Map.entry("i8", ElementType.INT64),
          Map.entry("u8", ElementType.UINT64),
          Map.entry("b1", ElementType.BOOL));

  /** The type that a header names; empty where it is not a number that is read. */
  static Optional<Descr> of(String descr) {
    ElementType type = descr.isEmpty() ? null : TYPES.get(descr.substring(1));
    if (type == null) {
      return Optional.empty();
    }
    return switch (descr.charAt(0)) {
      case '<' -> Optional.of(new Descr(type, ByteOrder.LITTLE_ENDIAN));
      case '>' -> Optional.of(new Descr(type, ByteOrder.BIG_ENDIAN));
      // Only single bytes have no order.
      case '|' ->
          type.bytes() == 1
              ? Optional.of(new Descr(type, ByteOrder.LITTLE_ENDIAN))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Why a type is not read. */
  static String reason(String descr) {
    if (descr.contains("O")) {
      return "Python objects are not read";
    }
    String advice = descr.contains("V2") ? "; save bfloat16 as float32" : "";
    return "type " + descr + " is not read" + advice;
  }
}
