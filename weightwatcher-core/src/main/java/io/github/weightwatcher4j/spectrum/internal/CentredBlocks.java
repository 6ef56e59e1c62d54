package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.nio.DoubleBuffer;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;

/** Blocks of rows of a matrix from which means have been subtracted. */
public final class CentredBlocks {

  private final WeightMatrix matrix;
  private final DoublePointer block;
  private final DoubleBuffer values;
  private final double[] columnMeans;
  private double sumOfSquares;

  /** Blocks that are read into the given buffer. */
  public CentredBlocks(WeightMatrix matrix, DoublePointer block) {
    this.matrix = matrix;
    this.block = block;
    this.values = block.asBuffer();
    this.columnMeans = new double[matrix.columns()];
  }

  /** From now on each column's mean over all rows is subtracted; reads the matrix once. */
  public void centreColumns(BooleanSupplier cancelled) {
    RowBlocks.ofProduct(matrix)
        .forEach(
            cancelled,
            (first, count) -> {
              matrix.read(first, count, values.clear());
              for (int row = 0; row < count; row++) {
                for (int column = 0; column < columnMeans.length; column++) {
                  columnMeans[column] += values.get(at(row, column, count)) / matrix.rows();
                }
              }
            });
  }

  /**
   * Reads a block as {@link WeightMatrix#read} lays it out and subtracts the column means, and the
   * mean of each row if asked for.
   */
  public DoublePointer read(int first, int count, boolean centreRows) {
    matrix.read(first, count, values.clear());
    for (int row = 0; row < count; row++) {
      double mean = centreRows ? mean(row, count) : 0;
      for (int column = 0; column < columnMeans.length; column++) {
        int at = at(row, column, count);
        double value = values.get(at);
        sumOfSquares += value * value;
        values.put(at, value - columnMeans[column] - mean);
      }
    }
    return block;
  }

  private double mean(int row, int count) {
    double sum = 0;
    for (int column = 0; column < columnMeans.length; column++) {
      sum += values.get(at(row, column, count));
    }
    return sum / columnMeans.length;
  }

  private int at(int row, int column, int count) {
    return matrix.transposed() ? column * count + row : row * columnMeans.length + column;
  }

  /** Sum of all squared weights that were read, as they were before means were subtracted. */
  public double sumOfSquares() {
    return sumOfSquares;
  }
}
