package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.io.IOException;
import java.nio.DoubleBuffer;

/** Weights read back. */
final class Stored {

  static final SpectrumSolver SOLVER = new LapackSolver(SpectrumMethod.FAST);

  private Stored() {}

  /** The tensor as its table of rows. */
  static double[][] matrix(Weights weights) {
    int rows = Math.toIntExact(weights.shape().rows());
    int columns = Math.toIntExact(weights.shape().rowLength());
    double[][] matrix = new double[rows][columns];
    try (WeightTensor tensor = weights.opener().open()) {
      for (int row = 0; row < rows; row++) {
        tensor.read(row, 1, 0, columns, DoubleBuffer.wrap(matrix[row]));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return matrix;
  }
}
