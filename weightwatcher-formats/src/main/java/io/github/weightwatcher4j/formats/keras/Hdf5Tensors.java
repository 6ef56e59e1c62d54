package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.TensorShape;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OpaqueDataType;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Datasets of an HDF5 file as tensors. */
final class Hdf5Tensors {

  /** What Keras calls numbers that HDF5 has no type for; they are stored as opaque bytes. */
  private static final Map<String, ElementType> OPAQUE =
      Map.of(
          "bfloat16", ElementType.BFLOAT16,
          "float8_e4m3fn", ElementType.FLOAT8_E4M3,
          "float8_e5m2", ElementType.FLOAT8_E5M2);

  private static final int EXTERNAL = 7;

  private final Region region;
  private final Hdf5 file;

  Hdf5Tensors(Region region, Hdf5 file) {
    this.region = region;
    this.file = file;
  }

  /** A dataset as a tensor; one that is not read says why. */
  NamedTensor tensor(String name, Hdf5Node dataset) throws IOException {
    TensorShape shape = TensorShape.of();
    try {
      if (dataset.header().isEmpty()) {
        throw new IllegalArgumentException(dataset.problem());
      }
      Hdf5Header header = dataset.header().get();
      shape = shape(header);
      DataType type =
          message(header, DataTypeMessage.class, DataTypeMessage.MESSAGE_TYPE, "type")
              .getDataType();
      Optional<ElementType> element = elementType(type, dataset);
      return element.isEmpty()
          ? NamedTensor.unreadable(name, shape, absence(type), unknown(type))
          : NamedTensor.of(
              name, TensorView.of(storage(dataset, shape, element.get(), order(type)), shape));
    } catch (RuntimeException e) {
      String reason = FilePlace.printable(String.valueOf(e.getMessage()));
      return NamedTensor.unreadable(name, shape, "its numbers are not read: " + reason);
    }
  }

  private static TensorShape shape(Hdf5Header header) {
    DataSpaceMessage space =
        message(header, DataSpaceMessage.class, DataSpaceMessage.MESSAGE_TYPE, "shape");
    return TensorShape.of(space.getDataSpace().getDimensionsAsLong());
  }

  private static <T extends io.jhdf.object.message.Message> T message(
      Hdf5Header header, Class<T> kind, int type, String what) {
    return header
        .first(kind)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its %s is not known (%s)"
                        .formatted(what, header.unread(type).orElse("none"))));
  }

  private static ByteOrder order(DataType type) {
    return type instanceof OrderedDataType ordered
        ? ordered.getByteOrder()
        : ByteOrder.LITTLE_ENDIAN;
  }

  private Storage storage(Hdf5Node dataset, TensorShape shape, ElementType type, ByteOrder order)
      throws IOException {
    Hdf5Header header = dataset.header().orElseThrow();
    if (header.has(EXTERNAL)) {
      throw new IllegalArgumentException("they lie in another file");
    }
    DataLayoutMessage layout =
        message(header, DataLayoutMessage.class, DataLayoutMessage.MESSAGE_TYPE, "layout");
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      if (contiguous.getAddress() == Hdf5.NOWHERE && shape.size() > 0) {
        throw new IllegalArgumentException("they were never written");
      }
      long address = shape.size() == 0 ? 0 : contiguous.getAddress();
      return region.numbers(Math.addExact(file.userBlock(), address), shape.size(), type, order);
    }
    if (layout instanceof CompactDataLayoutMessage compact) {
      return BytesStorage.of(compact.getDataBuffer().order(order), type);
    }
    return ChunkedStorage.of(region, new Hdf5Chunks(file, dataset), shape, type, order);
  }

  private Optional<ElementType> elementType(DataType type, Hdf5Node dataset) {
    if (type instanceof FloatingPoint number) {
      boolean brain = number.getSize() == 2 && number.getExponentSize() == 8;
      return ElementType.named((brain ? "BFLOAT" : "FLOAT") + Byte.SIZE * number.getSize());
    }
    if (type instanceof OpaqueDataType) {
      return file.texts(dataset, "dtype").stream()
          .flatMap(List::stream)
          .map(name -> OPAQUE.get(name.toLowerCase(Locale.ROOT)))
          .filter(known -> known != null && known.bytes() == type.getSize())
          .findFirst();
    }
    return type instanceof FixedPoint number
        ? ElementType.named((number.isSigned() ? "INT" : "UINT") + Byte.SIZE * number.getSize())
        : Optional.empty();
  }

  private static Absence absence(DataType type) {
    boolean text =
        type instanceof StringData
            || (type instanceof VariableLength several && several.isVariableLengthString());
    return text ? Absence.NO_WEIGHTS : Absence.UNREAD;
  }

  private static String unknown(DataType type) {
    return type instanceof OpaqueDataType
        ? "opaque numbers of "
            + type.getSize()
            + " bytes, and no attribute dtype says what they are"
        : "numbers of type " + type.getClass().getSimpleName() + " are not read";
  }
}
