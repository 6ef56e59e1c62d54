package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.model.Precision;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ONNX's element types, {@code TensorProto.DataType}, and how such numbers are stored. */
enum DataType {
  FLOAT(1, ElementType.FLOAT32),
  UINT8(2, ElementType.UINT8),
  INT8(3, ElementType.INT8),
  UINT16(4, ElementType.UINT16),
  INT16(5, ElementType.INT16),
  INT32(6, ElementType.INT32),
  INT64(7, ElementType.INT64),
  STRING(8),
  BOOL(9, ElementType.BOOL),
  FLOAT16(10, ElementType.FLOAT16),
  DOUBLE(11, ElementType.FLOAT64),
  UINT32(12, ElementType.UINT32),
  UINT64(13, ElementType.UINT64),
  COMPLEX64(14),
  COMPLEX128(15),
  BFLOAT16(16, ElementType.BFLOAT16),
  FLOAT8E4M3FN(17, ElementType.FLOAT8_E4M3),
  FLOAT8E4M3FNUZ(18, CodeTable.E4M3FNUZ, 8),
  FLOAT8E5M2(19, ElementType.FLOAT8_E5M2),
  FLOAT8E5M2FNUZ(20, CodeTable.E5M2FNUZ, 8),
  UINT4(21, CodeTable.UNSIGNED, 4),
  INT4(22, CodeTable.INT4, 4),
  FLOAT4E2M1(23, CodeTable.E2M1, 4),
  FLOAT8E8M0(24, CodeTable.E8M0, 8),
  UINT2(25, CodeTable.UNSIGNED, 2),
  INT2(26, CodeTable.INT2, 2);

  private final int code;
  private final @Nullable ElementType element;
  private final @Nullable CodeTable table;
  private final int bits;

  /**
   * Least and largest number of an integer type.
   *
   * @param least the least
   * @param largest the largest
   */
  record Range(double least, double largest) {
    static final Range BYTE = new Range(0, 255);
  }

  DataType(int code) {
    this(code, null, null, 0);
  }

  DataType(int code, ElementType element) {
    this(code, element, null, 8 * element.bytes());
  }

  DataType(int code, CodeTable table, int bits) {
    this(code, null, table, bits);
  }

  DataType(int code, @Nullable ElementType element, @Nullable CodeTable table, int bits) {
    this.code = code;
    this.element = element;
    this.table = table;
    this.bits = bits;
  }

  /** The type of a number in the file; empty where it is none known. */
  static Optional<DataType> of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** The type of numbers of a precision, among integers the one given. */
  static Optional<DataType> of(Precision precision, DataType integer) {
    return precision == Precision.INTEGER
        ? Optional.of(integer)
        : Arrays.stream(values())
            .filter(type -> type.precision().equals(Optional.of(precision)))
            .findFirst();
  }

  /** How precise its numbers are; empty of a type whose numbers cannot be computed here. */
  Optional<Precision> precision() {
    return Optional.ofNullable(element)
        .filter(type -> this != BOOL && !name().startsWith("FLOAT8"))
        .map(ElementType::precision);
  }

  /**
   * In what elements the file holds it, bytes for codes of few bits; empty where it is not read.
   */
  Optional<ElementType> element() {
    return Optional.ofNullable(table == null ? element : ElementType.UINT8);
  }

  /** How many elements hold so many numbers. */
  long elements(long size) {
    return table == null ? size : CodeStorage.bytesOf(size, bits);
  }

  /** The numbers that the elements stand for. */
  Storage numbers(Storage elements, long size) {
    return table == null ? elements : new CodeStorage(elements, table, bits, false, size);
  }

  /** What an integer type reaches; empty of floats. */
  Optional<Range> range() {
    boolean unsigned = name().startsWith("UINT");
    if (!unsigned && !name().startsWith("INT")) {
      return Optional.empty();
    }
    double half = Math.scalb(1.0, bits - 1);
    return Optional.of(unsigned ? new Range(0, 2 * half - 1) : new Range(-half, half - 1));
  }

  /** What the type of a tensor of the file reaches; empty where it is no integer. */
  static Optional<Range> rangeOf(Storage storage) {
    Optional<String> name = Optional.empty();
    if (storage instanceof FileStorage file) {
      name = Optional.of(file.type().name());
    } else if (storage instanceof VarintStorage varint) {
      name = Optional.of(varint.type().name());
    } else if (storage instanceof CodeStorage codes) {
      return Arrays.stream(values())
          .filter(type -> type.table == codes.table() && type.bits == codes.bits())
          .findFirst()
          .flatMap(DataType::range);
    }
    return name.flatMap(
        text ->
            Arrays.stream(values())
                .filter(type -> type.name().equals(text))
                .findFirst()
                .flatMap(DataType::range));
  }
}
