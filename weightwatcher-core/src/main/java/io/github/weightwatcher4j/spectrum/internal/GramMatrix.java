package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.nio.DoubleBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;

/** X = W^T W in float64, summed over blocks of rows, with its eigenvalues and eigenvectors. */
public final class GramMatrix {

  private GramMatrix() {}

  public static Spectrum eigenvalues(WeightMatrix matrix, BooleanSupplier cancelled) {
    int m = matrix.columns();
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer x = memory.doubles((long) m * m);
      sum(matrix, x, cancelled);
      return spectrum(SymmetricSolver.values(m, x));
    }
  }

  public static EigenSystem eigenvectors(WeightMatrix matrix, BooleanSupplier cancelled) {
    int m = matrix.columns();
    NativeMemory memory = new NativeMemory();
    try {
      DoublePointer x = memory.doubles((long) m * m);
      sum(matrix, x, cancelled);
      Spectrum spectrum = spectrum(SymmetricSolver.vectors(m, x));
      return EigenSystem.of(spectrum, x, matrix.transposed(), memory::close);
    } catch (RuntimeException | Error e) {
      memory.close(); // nobody else can
      throw e;
    }
  }

  private static Spectrum spectrum(double[] eigenvalues) {
    for (int i = 0; i < eigenvalues.length; i++) {
      eigenvalues[i] = Math.max(0, eigenvalues[i]); // rounding leaves zeros a little negative
    }
    return Spectrum.of(eigenvalues);
  }

  /** The lower half of X. */
  private static void sum(WeightMatrix matrix, DoublePointer x, BooleanSupplier cancelled) {
    if (matrix.columns() == 0) {
      return;
    }
    Optional<SparseMatrix> sparse = matrix.sparse().filter(SparseGram::pays);
    if (sparse.isPresent()) {
      SparseGram.fill(sparse.get(), x, cancelled);
    } else {
      try (NativeMemory block = new NativeMemory()) {
        accumulate(matrix, x, block, cancelled);
      }
    }
    requireUsable(matrix, x);
    RowBlocks.requireNotCancelled(cancelled);
  }

  private static void accumulate(
      WeightMatrix matrix, DoublePointer x, NativeMemory memory, BooleanSupplier cancelled) {
    int m = matrix.columns();
    RowBlocks blocks = RowBlocks.ofProduct(matrix);
    DoublePointer block = memory.doubles((long) blocks.rows() * m);
    DoubleBuffer target = block.asBuffer();
    // A row-major count x M block is column-major M x count; a transposed one is count x M.
    int transpose = matrix.transposed() ? CblasTrans : CblasNoTrans;
    blocks.forEach(
        cancelled,
        (first, count) -> {
          matrix.read(first, count, target.clear());
          int leading = matrix.transposed() ? count : m;
          double beta = first == 0 ? 0 : 1;
          cblas_dsyrk(
              CblasColMajor, CblasLower, transpose, m, count, 1, block, leading, beta, x, m);
        });
  }

  /** The trace is the sum of all squared weights: it shows whether any is NaN, infinite or huge. */
  private static void requireUsable(WeightMatrix matrix, DoublePointer x) {
    double trace = 0;
    for (long i = 0; i < matrix.columns(); i++) {
      trace += x.get(i * matrix.columns() + i);
    }
    WeightRange.requireUsable(matrix, trace);
  }

  /** X, one block of rows, and the workspace of the solver. */
  public static long bytesNeeded(long n, long m) {
    return bytesForSum(n, m) + SymmetricSolver.bytesForValues(m);
  }

  /** As above for eigenvectors, which take the place of X. */
  public static long bytesForVectors(long n, long m) {
    return bytesForSum(n, m) + SymmetricSolver.bytesForVectors(m);
  }

  private static long bytesForSum(long n, long m) {
    return Double.BYTES * (m * m + RowBlocks.rowsOfProduct(n, m) * m);
  }
}
