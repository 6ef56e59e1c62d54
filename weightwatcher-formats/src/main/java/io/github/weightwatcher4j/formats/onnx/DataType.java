package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.ElementType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ONNX's element types, {@code TensorProto.DataType}, and which field holds such numbers. */
enum DataType {
  FLOAT(1, ElementType.FLOAT32),
  UINT8(2, ElementType.UINT8),
  INT8(3, ElementType.INT8),
  UINT16(4, ElementType.UINT16),
  INT16(5, ElementType.INT16),
  INT32(6, ElementType.INT32),
  INT64(7, ElementType.INT64),
  STRING(8, null),
  BOOL(9, ElementType.BOOL),
  FLOAT16(10, ElementType.FLOAT16),
  DOUBLE(11, ElementType.FLOAT64),
  UINT32(12, ElementType.UINT32),
  UINT64(13, ElementType.UINT64),
  COMPLEX64(14, null),
  COMPLEX128(15, null),
  BFLOAT16(16, ElementType.BFLOAT16),
  FLOAT8E4M3FN(17, ElementType.FLOAT8_E4M3),
  FLOAT8E4M3FNUZ(18, null),
  FLOAT8E5M2(19, ElementType.FLOAT8_E5M2),
  FLOAT8E5M2FNUZ(20, null),
  UINT4(21, null),
  INT4(22, null),
  FLOAT4E2M1(23, null);

  private final int code;
  private final Optional<ElementType> element;

  DataType(int code, @Nullable ElementType element) {
    this.code = code;
    this.element = Optional.ofNullable(element);
  }

  /** The type of a number in the file; empty where it is none known. */
  static Optional<DataType> of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** How a number of it is stored; empty where that is not a whole number of bytes, or not read. */
  Optional<ElementType> element() {
    return element;
  }

  /** Whether two numbers share a byte, the first in its lower half. */
  boolean isNibble() {
    return this == UINT4 || this == INT4;
  }
}
