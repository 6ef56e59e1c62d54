package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.model.Precision;
import java.nio.DoubleBuffer;

/** The rows of a tensor in memory; not in one array, which could not hold a large tensor. */
interface TensorRows {

  Precision precision();

  /** Sets one value and returns it as it is now held. */
  double set(int row, int column, double value);

  /** Appends part of a row. */
  void read(int row, int firstColumn, int columns, DoubleBuffer target);

  /** Rows of float64. */
  final class Doubles implements TensorRows {

    private final double[][] values;

    Doubles(int rows, int length) {
      values = new double[rows][length];
    }

    @Override
    public Precision precision() {
      return Precision.FLOAT64;
    }

    @Override
    public double set(int row, int column, double value) {
      values[row][column] = value;
      return value;
    }

    @Override
    public void read(int row, int firstColumn, int columns, DoubleBuffer target) {
      target.put(values[row], firstColumn, columns);
    }
  }

  /** Rows of float32. */
  final class Floats implements TensorRows {

    private final float[][] values;

    Floats(int rows, int length) {
      values = new float[rows][length];
    }

    @Override
    public Precision precision() {
      return Precision.FLOAT32;
    }

    @Override
    public double set(int row, int column, double value) {
      values[row][column] = (float) value;
      return values[row][column];
    }

    @Override
    public void read(int row, int firstColumn, int columns, DoubleBuffer target) {
      for (int column = firstColumn; column < firstColumn + columns; column++) {
        target.put(values[row][column]);
      }
    }
  }
}
