package io.github.weightwatcher4j.matrix;

import java.nio.DoubleBuffer;

/** A two-dimensional window into a tensor, in the tensor's own orientation. */
@FunctionalInterface
interface Plane {

  /** Appends the block, row by row, to {@code target}. */
  void read(int firstRow, int rows, int firstColumn, int columns, DoubleBuffer target);
}
