package io.github.weightwatcher4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;

/**
 * The numbers of an array in C order. What is made to read them belongs to a manager of its own,
 * which is closed with the reader. Numbers of 16 bits and integers are widened, which is exact.
 */
final class ParameterStorage implements Storage {

  private final NDArray array;
  private final long size;
  private final Precision precision;

  ParameterStorage(NDArray array, long size, Precision precision) {
    this.array = array;
    this.size = size;
    this.precision = precision;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public StorageReader open(String tensor) {
    if (array.isReleased()) {
      throw new IllegalStateException(
          "the weights of '%s' are released: keep the model open while it is analysed"
              .formatted(tensor));
    }
    NDManager manager = array.getManager().newSubManager();
    NDArray detached = array.stopGradient();
    detached.attach(manager);
    NDArray row = detached.reshape(new Shape(size));
    return StorageReader.of(
        (first, count, target, at) -> read(row, first, count, target, at), manager::close);
  }

  private void read(NDArray row, long first, int count, double[] target, int at) {
    try (NDManager piece = row.getManager().newSubManager()) {
      NDArray numbers = row.get(piece, new NDIndex().addSliceDim(first, first + count));
      if (precision == Precision.FLOAT64 || precision == Precision.INTEGER) {
        double[] values = numbers.toType(DataType.FLOAT64, false).toDoubleArray();
        System.arraycopy(values, 0, target, at, count);
      } else {
        float[] values = numbers.toType(DataType.FLOAT32, false).toFloatArray();
        for (int i = 0; i < count; i++) {
          target[at + i] = values[i];
        }
      }
    }
  }

  /** The same numbers in the same place, as where blocks share a parameter. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterStorage that && array.getUid().equals(that.array.getUid());
  }

  @Override
  public int hashCode() {
    return array.getUid().hashCode();
  }
}
