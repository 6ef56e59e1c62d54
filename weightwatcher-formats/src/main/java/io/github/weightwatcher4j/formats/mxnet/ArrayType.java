package io.github.weightwatcher4j.formats.mxnet;

import io.github.weightwatcher4j.formats.ElementType;
import java.util.List;
import java.util.Optional;

/** Element types by MXNet's numbers. */
final class ArrayType {

  private static final List<ElementType> TYPES =
      List.of(
          ElementType.FLOAT32,
          ElementType.FLOAT64,
          ElementType.FLOAT16,
          ElementType.UINT8,
          ElementType.INT32,
          ElementType.INT8,
          ElementType.INT64,
          ElementType.BOOL,
          ElementType.INT16,
          ElementType.UINT16,
          ElementType.UINT32,
          ElementType.UINT64,
          ElementType.BFLOAT16);

  private ArrayType() {}

  static Optional<ElementType> of(int number) {
    return number >= 0 && number < TYPES.size() ? Optional.of(TYPES.get(number)) : Optional.empty();
  }
}
