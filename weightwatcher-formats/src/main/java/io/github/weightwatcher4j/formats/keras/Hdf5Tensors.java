package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/** Datasets of an HDF5 file as tensors. */
final class Hdf5Tensors {

  private final Region region;
  private final long userBlock;

  Hdf5Tensors(Region region, Hdf5 file) {
    this.region = region;
    this.userBlock = file.userBlock();
  }

  /** A dataset as a tensor; one that is not read says why. */
  NamedTensor tensor(String name, Dataset dataset) throws IOException {
    TensorShape shape = TensorShape.of(dataset.getDimensionsAsLong());
    DataType type = dataset.getDataType();
    Optional<ElementType> element = elementType(type);
    if (element.isEmpty()) {
      String kind = type.getClass().getSimpleName();
      return NamedTensor.unreadable(name, shape, "numbers of type " + kind + " are not read");
    }
    ByteOrder order =
        type instanceof OrderedDataType ordered ? ordered.getByteOrder() : ByteOrder.LITTLE_ENDIAN;
    try {
      return NamedTensor.of(
          name, TensorView.of(storage(dataset, shape, element.get(), order), shape));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return NamedTensor.unreadable(name, shape, "its numbers are not read: " + e.getMessage());
    }
  }

  private Storage storage(Dataset dataset, TensorShape shape, ElementType type, ByteOrder order)
      throws IOException {
    if (dataset instanceof ContiguousDataset contiguous) {
      if (contiguous.isEmpty() && shape.size() > 0) {
        throw new IllegalArgumentException("they were never written");
      }
      long address = shape.size() == 0 ? 0 : contiguous.getDataAddress();
      return region.numbers(Math.addExact(userBlock, address), shape.size(), type, order);
    }
    if (dataset instanceof ChunkedDataset chunked) {
      return ChunkedStorage.of(region, chunked, shape, type, order);
    }
    throw new IllegalArgumentException("layout " + dataset.getDataLayout() + " is not read");
  }

  private static Optional<ElementType> elementType(DataType type) {
    if (type instanceof FloatingPoint number) {
      boolean brain = number.getSize() == 2 && number.getExponentSize() == 8;
      return ElementType.named((brain ? "BFLOAT" : "FLOAT") + Byte.SIZE * number.getSize());
    }
    return type instanceof FixedPoint number
        ? ElementType.named((number.isSigned() ? "INT" : "UINT") + Byte.SIZE * number.getSize())
        : Optional.empty();
  }
}
