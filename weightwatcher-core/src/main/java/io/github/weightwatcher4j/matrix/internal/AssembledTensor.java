package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.WeightTensor;

/**
 * A tensor in memory that is put together from its matrices: what {@link WeightMatrix#read} takes
 * apart, {@link #write} puts back in its place.
 *
 * <p>Double weights stay double; all narrower formats are held as float32, which has room for each
 * of their values. Every weight is zero until it is written.
 */
public final class AssembledTensor {

  private final Slices slices;
  private final WeightTensor tensor;
  private final Slices.Writer writer;

  /** Zeros in the shape and, widened to float32 at least, the precision given. */
  public AssembledTensor(Slices slices, Precision precision) {
    this.slices = slices;
    int rows = Math.toIntExact(slices.shape().rows());
    int length = Math.toIntExact(slices.shape().rowLength());
    if (precision == Precision.FLOAT64) {
      double[][] values = new double[rows][length];
      this.tensor = WeightTensor.of(slices.shape(), values);
      this.writer = (row, column, value) -> values[row][column] = value;
    } else {
      float[][] values = new float[rows][length];
      this.tensor = WeightTensor.of(slices.shape(), values);
      this.writer = (row, column, value) -> values[row][column] = (float) value;
    }
  }

  /** The tensor; many threads may read it once all is written. */
  public WeightTensor tensor() {
    return tensor;
  }

  /**
   * Writes a block of rows of one matrix, rounded to the precision of this tensor.
   *
   * @param slice number of the matrix, from 0
   * @param matrix the matrix that the block belongs to, for its size and orientation
   * @param first first row of the block
   * @param count number of rows
   * @param block laid out as {@link WeightMatrix#read} does it; modified in place: holds the
   *     rounded values afterwards
   */
  public void write(int slice, WeightMatrix matrix, int first, int count, double[] block) {
    if (matrix.transposed()) {
      slices.write(writer, slice, 0, matrix.columns(), first, count, block);
    } else {
      slices.write(writer, slice, first, count, 0, matrix.columns(), block);
    }
  }
}
