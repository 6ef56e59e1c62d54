package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import java.util.Map;

/** PyTorch's names of number types. */
final class TorchTypes {

  private static final Map<String, ElementType> STORAGES =
      Map.ofEntries(
          Map.entry("DoubleStorage", ElementType.FLOAT64),
          Map.entry("FloatStorage", ElementType.FLOAT32),
          Map.entry("HalfStorage", ElementType.FLOAT16),
          Map.entry("BFloat16Storage", ElementType.BFLOAT16),
          Map.entry("LongStorage", ElementType.INT64),
          Map.entry("IntStorage", ElementType.INT32),
          Map.entry("ShortStorage", ElementType.INT16),
          Map.entry("CharStorage", ElementType.INT8),
          Map.entry("ByteStorage", ElementType.UINT8),
          Map.entry("BoolStorage", ElementType.BOOL),
          Map.entry("QInt8Storage", ElementType.INT8),
          Map.entry("QUInt8Storage", ElementType.UINT8),
          Map.entry("QInt32Storage", ElementType.INT32));

  private static final Map<String, ElementType> DTYPES =
      Map.ofEntries(
          Map.entry("float64", ElementType.FLOAT64),
          Map.entry("float32", ElementType.FLOAT32),
          Map.entry("float16", ElementType.FLOAT16),
          Map.entry("bfloat16", ElementType.BFLOAT16),
          Map.entry("float8_e4m3fn", ElementType.FLOAT8_E4M3),
          Map.entry("float8_e5m2", ElementType.FLOAT8_E5M2),
          Map.entry("int64", ElementType.INT64),
          Map.entry("int32", ElementType.INT32),
          Map.entry("int16", ElementType.INT16),
          Map.entry("int8", ElementType.INT8),
          Map.entry("uint64", ElementType.UINT64),
          Map.entry("uint32", ElementType.UINT32),
          Map.entry("uint16", ElementType.UINT16),
          Map.entry("uint8", ElementType.UINT8),
          Map.entry("bool", ElementType.BOOL));

  private TorchTypes() {}

  /** The type of a storage's numbers; that of the tensor, where one is given. */
  static ElementType of(String storage, String dtype) throws UnreadableTensorException {
    ElementType type = dtype.isEmpty() ? STORAGES.get(storage) : DTYPES.get(dtype);
    if (type == null) {
      String name = FilePlace.quoted(dtype.isEmpty() ? storage : dtype);
      throw new UnreadableTensorException("numbers of type " + name + " are not read");
    }
    return type;
  }

  /** Bytes of one number in a storage; 1 where it is bytes, or of a type that is not known. */
  static int bytes(String storage) {
    return switch (storage) {
      case "ComplexFloatStorage" -> 8;
      case "ComplexDoubleStorage" -> 16;
      default -> STORAGES.getOrDefault(storage, ElementType.UINT8).bytes();
    };
  }
}
