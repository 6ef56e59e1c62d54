package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import java.util.Map;
import java.util.Optional;

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

  private TorchTypes() {}

  /** The type of a storage's numbers; that of the tensor, where one is given. */
  static ElementType of(String storage, String dtype) throws UnreadableTensorException {
    Optional<ElementType> type =
        dtype.isEmpty()
            ? Optional.ofNullable(STORAGES.get(storage))
            : ElementType.named(dtype.replace("e4m3fn", "e4m3"));
    return type.orElseThrow(
        () -> {
          String name = FilePlace.quoted(dtype.isEmpty() ? storage : dtype);
          return new UnreadableTensorException("numbers of type " + name + " are not read");
        });
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
