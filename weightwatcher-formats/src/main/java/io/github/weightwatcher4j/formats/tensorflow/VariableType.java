package io.github.weightwatcher4j.formats.tensorflow;

import io.github.weightwatcher4j.formats.ElementType;
import java.util.Optional;

/** Element types by the numbers that {@code types.proto} gives them. */
final class VariableType {

  static final int TEXT = 7;

  private VariableType() {}

  /** How a number is read; empty where it is not. */
  static Optional<ElementType> of(int type) {
    return Optional.ofNullable(
        switch (type) {
          case 1 -> ElementType.FLOAT32;
          case 2 -> ElementType.FLOAT64;
          case 3 -> ElementType.INT32;
          case 4 -> ElementType.UINT8;
          case 5 -> ElementType.INT16;
          case 6 -> ElementType.INT8;
          case 9 -> ElementType.INT64;
          case 10 -> ElementType.BOOL;
          case 14 -> ElementType.BFLOAT16;
          case 17 -> ElementType.UINT16;
          case 19 -> ElementType.FLOAT16;
          case 22 -> ElementType.UINT32;
          case 23 -> ElementType.UINT64;
          case 24 -> ElementType.FLOAT8_E5M2;
          case 25 -> ElementType.FLOAT8_E4M3;
          default -> null;
        });
  }

  /** Why a type is not read. */
  static String reason(int type) {
    return switch (type) {
      case TEXT -> "texts, no numbers";
      case 8, 18 -> "complex numbers are not read";
      case 11, 12, 13, 15, 16 -> "quantized numbers without their range";
      case 29, 30 -> "integers of 4 bits without their scales";
      default -> "element type " + type + " is not read";
    };
  }
}
