package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.metric.Localization;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.spectrum.internal.ShuffledMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the singular vectors of a shuffled matrix say of its traps: {@link Trap}.
 *
 * <p>Takes the eigenvectors of the shuffled matrix and of the matrix itself, and for each trap a
 * copy of the matrix and some readings of it.
 */
public final class TrapVectors {

  /** Traps of a matrix that are measured; what they weigh falls with the square of delta. */
  public static final int MOST = 32;

  private final SpectrumSolver solver;
  private final BooleanSupplier cancelled;

  public TrapVectors(SpectrumSolver solver, BooleanSupplier cancelled) {
    this.solver = solver;
    this.cancelled = cancelled;
  }

  /**
   * Puts a shuffled matrix back: that of a trap alone, sigma u v^T, whose scale is of no matter.
   */
  @FunctionalInterface
  public interface BackInOrder {
    /** Its top right singular vector there. */
    double[] topVector(double[] left, double[] right);
  }

  /**
   * The traps of one matrix.
   *
   * @param shuffle how it was shuffled
   * @param traps the largest eigenvalues of the shuffled matrix, largest first
   * @param edge upper edge of the bulk of the shuffled matrix
   */
  public List<Trap> of(WeightMatrix matrix, Shuffle shuffle, List<Spike> traps, double edge) {
    double[] top = right(matrix, 1).get(0);
    try (ShuffledMatrix shuffled = shuffle.apply(matrix, cancelled)) {
      return of(
          shuffled.matrix(),
          top,
          (left, right) -> putBack(matrix, shuffle, left, right),
          shuffle.slice(),
          traps,
          edge);
    }
  }

  /** The same where another order than ours was used. */
  public List<Trap> of(
      WeightMatrix shuffled,
      double[] top,
      BackInOrder order,
      int slice,
      List<Spike> traps,
      double edge) {
    List<Spike> measured = traps.subList(0, Math.min(MOST, traps.size()));
    List<double[]> vectors = right(shuffled, measured.size());
    List<Trap> found = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      Spike spike = measured.get(i);
      double[] right = vectors.get(i);
      double[] left = left(shuffled, right);
      double cosine = dot(top, order.topVector(left, right));
      found.add(
          new Trap(
              slice,
              spike.eigenvalue(),
              spike.pValue(),
              (spike.eigenvalue() - edge) / edge,
              Localization.of(right),
              Localization.of(left),
              Math.min(1, cosine * cosine)));
    }
    return found;
  }

  /** Right singular vectors, that of the largest singular value first. */
  private List<double[]> right(WeightMatrix matrix, int count) {
    List<double[]> vectors = new ArrayList<>();
    try (EigenSystem system = solver.eigenvectors(matrix, cancelled)) {
      for (int i = 1; i <= count; i++) {
        double[] vector = new double[system.size()];
        system.read(system.size() - i, vector);
        vectors.add(vector);
      }
    }
    return vectors;
  }

  /** W v, the left singular vector times its singular value. */
  private double[] left(WeightMatrix matrix, double[] right) {
    double[] left = new double[matrix.rows()];
    RowBlocks.read(
        matrix,
        cancelled,
        (block, first, rows) -> {
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < right.length; j++) {
              left[first + i] += block[at(matrix, i, j, rows)] * right[j];
            }
          }
        });
    return left;
  }

  private double[] putBack(WeightMatrix matrix, Shuffle shuffle, double[] left, double[] right) {
    try (ShuffledMatrix copy = shuffle.apply(matrix, cancelled)) {
      RowBlocks.read(
          copy.matrix(),
          cancelled,
          (block, first, rows) -> {
            for (int i = 0; i < rows; i++) {
              for (int j = 0; j < right.length; j++) {
                block[at(matrix, i, j, rows)] = left[first + i] * right[j];
              }
            }
            copy.write(first, rows, block);
          });
      copy.putBack();
      return TopVector.of(copy.matrix(), cancelled);
    }
  }

  /** Where an element stands in a block of rows. */
  private static int at(WeightMatrix matrix, int row, int column, int rows) {
    return matrix.transposed() ? column * rows + row : row * matrix.columns() + column;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
