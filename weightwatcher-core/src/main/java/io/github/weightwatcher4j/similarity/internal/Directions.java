package io.github.weightwatcher4j.similarity.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.similarity.CorrelationFlow;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import io.github.weightwatcher4j.spectrum.internal.ThinSvd;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The k leading singular directions of a matrix in one of its spaces, of dimension d. Immutable.
 */
public final class Directions {

  private final int dimension;
  private final int count;
  private final double[] vectors;

  private Directions(int dimension, int count, double[] vectors) {
    this.dimension = dimension;
    this.count = count;
    this.vectors = vectors;
  }

  /**
   * The directions of the largest eigenvalues.
   *
   * @param ofRows whether those that its tensor's rows are numbered by, else the columns
   */
  public static Directions of(
      WeightMatrix matrix,
      EigenSystem system,
      int count,
      boolean ofRows,
      BooleanSupplier cancelled) {
    int m = system.size();
    double[] right = new double[Math.multiplyExact(m, count)];
    double[] vector = new double[m];
    for (int i = 0; i < count; i++) {
      system.read(m - 1 - i, vector);
      for (int row = 0; row < m; row++) {
        right[row * count + i] = vector[row];
      }
    }
    return ofRows == matrix.transposed()
        ? new Directions(m, count, right)
        : left(matrix, right, count, cancelled);
  }

  /** W V, each column made one of length 1. */
  private static Directions left(
      WeightMatrix matrix, double[] right, int count, BooleanSupplier cancelled) {
    int n = matrix.rows();
    int m = matrix.columns();
    double[] left = new double[Math.multiplyExact(n, count)];
    RowBlocks.read(
        matrix,
        cancelled,
        (block, first, rows) -> {
          double[] values = Arrays.copyOf(block, rows * m);
          double[] product =
              matrix.transposed()
                  ? MatrixProduct.transposed(values, right, rows, m, count)
                  : MatrixProduct.of(values, right, rows, m, count);
          System.arraycopy(product, 0, left, first * count, product.length);
        });
    double[] norms = new double[count];
    for (int i = 0; i < left.length; i++) {
      norms[i % count] = Math.hypot(norms[i % count], left[i]);
    }
    for (int i = 0; i < left.length; i++) {
      left[i] /= norms[i % count];
    }
    return new Directions(n, count, left);
  }

  /** d. */
  public int dimension() {
    return dimension;
  }

  /** k. */
  public int count() {
    return count;
  }

  /** The overlap of these, which are written, with those that are read, of the same space. */
  public CorrelationFlow flowTo(Directions read) {
    double[] product =
        MatrixProduct.transposed(vectors, read.vectors, count, dimension, read.count);
    List<Double> cosines =
        Arrays.stream(ThinSvd.values(product, count, read.count))
            .mapToObj(cosine -> Math.min(1, cosine))
            .toList();
    return new CorrelationFlow(dimension, count, read.count, cosines);
  }
}
