package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.util.function.BooleanSupplier;

/**
 * Eigenvalues by LAPACK in float64, one BLAS call at a time on the calling thread.
 *
 * <p>{@link SpectrumMethod#FAST} sums X = W^T W over blocks of rows (dsyrk) and takes its
 * eigenvalues (dsyevd, dsyevd_2stage). Its error, about M eps lambda_max, cannot tell singular
 * values under sqrt(M eps) sigma_max from zero; where the matrix has such values and the caller's
 * resolution asks for them, the singular values are computed from W itself (dgesdd), as {@link
 * SpectrumMethod#ACCURATE} always does.
 */
public final class LapackSolver implements SpectrumSolver {

  private static final double EPSILON = 0x1p-52;

  private final SpectrumMethod method;

  /**
   * A solver.
   *
   * @throws io.github.weightwatcher4j.spectrum.NativeLibraryException where the native library is
   *     missing or gives wrong results
   */
  public LapackSolver(SpectrumMethod method) {
    this.method = method;
    Blas.load();
  }

  @Override
  public Spectrum eigenvalues(WeightMatrix matrix, double resolution, BooleanSupplier cancelled) {
    if (matrix.columns() == 0) {
      return Spectrum.of();
    }
    if (method == SpectrumMethod.FAST) {
      Spectrum fast = GramMatrix.eigenvalues(matrix, cancelled);
      if (!hangsOnRounding(fast, resolution)) {
        return fast;
      }
    }
    return SingularValues.squared(matrix, cancelled);
  }

  /**
   * Whether the rank hangs on eigenvalues that are lost in the rounding of X, so that they must be
   * computed from W itself.
   *
   * @param fast all eigenvalues, computed from X in float64
   * @param resolution as for {@link #eigenvalues(WeightMatrix, double, BooleanSupplier)}
   */
  public static boolean hangsOnRounding(Spectrum fast, double resolution) {
    double noise = fast.size() * EPSILON * fast.max();
    return fast.max() > 0
        && fast.min() <= noise
        && resolution * resolution * fast.max() < 10 * noise;
  }

  /**
   * {@inheritDoc}
   *
   * <p>By dsyevd on X = W^T W whatever the method: singular vectors of W itself would need N x M
   * doubles, and differ only within groups of eigenvalues closer than M eps lambda_max.
   */
  @Override
  public EigenSystem eigenvectors(WeightMatrix matrix, BooleanSupplier cancelled) {
    return GramMatrix.eigenvectors(matrix, cancelled);
  }

  @Override
  public long bytesNeeded(MatrixShape shape) {
    return method == SpectrumMethod.FAST
        ? GramMatrix.bytesNeeded(shape.n(), shape.m())
        : SingularValues.bytesNeeded(shape.n(), shape.m());
  }

  @Override
  public long bytesForVectors(MatrixShape shape) {
    return GramMatrix.bytesForVectors(shape.n(), shape.m());
  }
}
