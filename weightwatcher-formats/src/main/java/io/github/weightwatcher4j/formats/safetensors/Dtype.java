package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.ElementType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types of the specification, by their names in the header. */
enum Dtype {
  F64(64, ElementType.FLOAT64),
  F32(32, ElementType.FLOAT32),
  F16(16, ElementType.FLOAT16),
  BF16(16, ElementType.BFLOAT16),
  F8_E4M3(8, ElementType.FLOAT8_E4M3),
  F8_E5M2(8, ElementType.FLOAT8_E5M2),
  I8(8, ElementType.INT8),
  U8(8, ElementType.UINT8),
  I16(16, ElementType.INT16),
  U16(16, ElementType.UINT16),
  I32(32, ElementType.INT32),
  U32(32, ElementType.UINT32),
  I64(64, ElementType.INT64),
  U64(64, ElementType.UINT64),
  BOOL(8, ElementType.BOOL),
  /** Powers of two, scales of blocks: read as the codes that they are. */
  F8_E8M0(8, ElementType.UINT8),
  /** None of these three is read. */
  F6_E2M3(6, null),
  F6_E3M2(6, null),
  F4(4, null),
  /** Complex numbers of two singles. */
  C64(64, null);

  private final int bits;
  private final @Nullable ElementType element;

  Dtype(int bits, @Nullable ElementType element) {
    this.bits = bits;
    this.element = element;
  }

  static Optional<Dtype> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Bits of one number. */
  int bits() {
    return bits;
  }

  /** How a number is read; empty where it is not. */
  Optional<ElementType> element() {
    return Optional.ofNullable(element);
  }
}
