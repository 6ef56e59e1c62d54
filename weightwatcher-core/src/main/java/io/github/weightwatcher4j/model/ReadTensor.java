package io.github.weightwatcher4j.model;

import io.github.weightwatcher4j.model.internal.Widening;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A tensor that is no more than its shape, its precision and a way to read it. */
record ReadTensor(TensorShape shape, Precision precision, List<WeightTensor> origins, Reader reader)
    implements WeightTensor {

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    reader.read(firstRow, rows, firstColumn, columns, target);
  }

  @Override
  public void close() {
    origins.forEach(WeightTensor::close);
  }

  /** Reads an array a row. */
  static Reader reader(double[][] values) {
    return (firstRow, rows, firstColumn, columns, target) -> {
      for (long row = firstRow; row < firstRow + rows; row++) {
        target.put(values[Math.toIntExact(row)], Math.toIntExact(firstColumn), columns);
      }
    };
  }

  /** As above. */
  static Reader reader(float[][] values) {
    return (firstRow, rows, firstColumn, columns, target) -> {
      Widening widening = new Widening();
      for (long row = firstRow; row < firstRow + rows; row++) {
        float[] floats = values[Math.toIntExact(row)];
        widening.copy(floats, Math.toIntExact(firstColumn), columns, target);
      }
    };
  }

  /** Reads one array in C order. */
  static Reader reader(double[] values, long rowLength) {
    return (firstRow, rows, firstColumn, columns, target) -> {
      for (long row = firstRow; row < firstRow + rows; row++) {
        target.put(values, Math.toIntExact(row * rowLength + firstColumn), columns);
      }
    };
  }

  /** Shape of an array of rows; refuses rows of different lengths. */
  static TensorShape shapeOf(Object[] rows, IntUnaryOperator length) {
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] == null) {
        throw new IllegalArgumentException("row " + row + " of a matrix is null");
      }
    }
    int columns = rows.length == 0 ? 0 : length.applyAsInt(0);
    for (int row = 0; row < rows.length; row++) {
      if (length.applyAsInt(row) != columns) {
        throw new IllegalArgumentException(
            "all rows of a matrix must have the same length, but row 0 has %d values and row %d has %d"
                .formatted(columns, row, length.applyAsInt(row)));
      }
    }
    return TensorShape.of(rows.length, columns);
  }
}
