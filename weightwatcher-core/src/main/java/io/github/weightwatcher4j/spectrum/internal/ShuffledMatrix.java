package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A copy of a matrix with its elements in another order, which can be changed and put back into the
 * order that they came in.
 *
 * <p>The copy lies in native memory until {@link #close()}. Not safe for use by several threads
 * while one of them writes, puts back or closes.
 */
public final class ShuffledMatrix implements AutoCloseable {

  private final Permutation permutation;
  private final WeightMatrix matrix;
  private final int m;
  private final boolean transposed;
  private NativeMemory memory = new NativeMemory();
  private Elements elements; // N x M, row-major, whatever the orientation of the source
  private boolean shuffled = true;
  private boolean closed;

  private ShuffledMatrix(WeightMatrix source, Permutation permutation) {
    this.permutation = permutation;
    this.m = source.columns();
    this.transposed = source.transposed();
    this.elements = Elements.allocate(memory, permutation.size(), source.precision());
    TensorShape shape =
        transposed
            ? TensorShape.of(source.columns(), source.rows())
            : TensorShape.of(source.rows(), source.columns());
    WeightMatrix stored =
        WeightMatrix.of(WeightTensor.of(shape, source.precision(), List.of(), this::read));
    this.matrix = stored.transposed() == transposed ? stored : stored.transpose(); // if square
  }

  public static ShuffledMatrix of(
      WeightMatrix source, Permutation permutation, BooleanSupplier cancelled) {
    ShuffledMatrix copy = new ShuffledMatrix(source, permutation);
    try {
      copy.fill(source, cancelled);
      permutation.shuffle(copy.elements, cancelled);
      return copy;
    } catch (RuntimeException | Error e) {
      copy.close(); // nobody else can
      throw e;
    }
  }

  private void fill(WeightMatrix source, BooleanSupplier cancelled) {
    try (NativeMemory buffer = new NativeMemory()) {
      RowBlocks blocks = RowBlocks.ofProduct(source);
      Permutation.Places places = permutation.places();
      DoubleBuffer block = buffer.doubles((long) blocks.rows() * m).asBuffer();
      blocks.forEach(
          cancelled,
          (first, count) -> {
            source.read(first, count, block.clear());
            for (int i = 0; i < count * m; i++) {
              elements.set(places.next(), block.get(at(i, count)));
            }
          });
    }
  }

  /** Where element i, counted row by row, of a block of rows stands in that block. */
  private int at(int i, int rows) {
    return transposed ? i % m * rows + i / m : i;
  }

  /**
   * The shuffled matrix, N x M in the orientation of the source; what is written and put back shows
   * in it. It must not be read after {@link #close()}.
   */
  public WeightMatrix matrix() {
    return matrix;
  }

  /**
   * Overwrites rows {@code first} to {@code first + rows - 1}. Numbers are rounded to float32 where
   * the weights are stored in that or less.
   *
   * @param block laid out as {@link WeightMatrix#read} gives it: {@code rows} x M row-major, or M x
   *     {@code rows} where the matrix is transposed
   */
  public void write(int first, int rows, double[] block) {
    requireOpen();
    Objects.checkFromIndexSize(first, rows, matrix.rows());
    if ((long) rows * m > block.length) {
      throw new IllegalArgumentException(
          rows + " rows of " + m + " do not fit a block of " + block.length);
    }
    long start = (long) first * m;
    for (int i = 0; i < rows * m; i++) {
      elements.set(start + i, block[at(i, rows)]);
    }
  }

  /**
   * Puts all elements back to where they came from: without changes in between, {@link #matrix()}
   * is then equal to the source. Takes the memory of a second copy while it runs.
   *
   * @throws IllegalStateException where they were put back before
   */
  public void putBack() {
    requireOpen();
    if (!shuffled) {
      throw new IllegalStateException("the elements were put back before");
    }
    NativeMemory restoredMemory = new NativeMemory();
    Elements restored = Elements.allocate(restoredMemory, permutation.size(), matrix.precision());
    permutation.unshuffle(elements);
    Permutation.Places places = permutation.places();
    for (long i = 0; i < permutation.size(); i++) {
      restored.set(i, elements.get(places.next()));
    }
    memory.close();
    memory = restoredMemory;
    elements = restored;
    shuffled = false;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the shuffled matrix was closed");
    }
  }

  /** Frees the copy; once is enough. */
  @Override
  public void close() {
    closed = true;
    memory.close();
  }

  private void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    requireOpen();
    for (long row = firstRow; row < firstRow + rows; row++) {
      for (long column = firstColumn; column < firstColumn + columns; column++) {
        target.put(elements.get(transposed ? column * m + row : row * m + column));
      }
    }
  }
}
