package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Eigenvalues by LAPACK, one BLAS call at a time on the calling thread.
 *
 * <p>{@link SpectrumMethod#FAST} sums X = W^T W over blocks of rows (dsyrk) and takes its
 * eigenvalues (dsyevd, dsyevd_2stage). Its error, about M eps lambda_max, cannot tell singular
 * values under sqrt(M eps) sigma_max from zero; where the matrix has such values and the caller's
 * resolution asks for them, the singular values are computed from W itself (dgesdd), as {@link
 * SpectrumMethod#ACCURATE} always does. {@link SpectrumMethod#SINGLE} does the same as FAST in
 * float32 (ssyrk, ssyevd) where the weights have 16 bits or less.
 */
public final class LapackSolver implements SpectrumSolver {

  private static final double EPSILON = 0x1p-52;

  /** Said where {@link SpectrumMethod#SINGLE} was asked for and not all could be done so. */
  public static final String WIDENED =
      "matrices of weights of more than 16 bits, and sparse ones, were decomposed in float64, for"
          + " which single precision is not meant";

  private final SpectrumMethod method;
  private final AtomicBoolean widened = new AtomicBoolean();

  /**
   * A solver.
   *
   * @throws io.github.weightwatcher4j.spectrum.NativeLibraryException where the native library is
   *     missing or gives wrong results
   */
  public LapackSolver(SpectrumMethod method) {
    this.method = method;
    Blas.load();
    if (method == SpectrumMethod.SINGLE) {
      SingleGram.check();
    }
  }

  @Override
  public Spectrum eigenvalues(WeightMatrix matrix, double resolution, BooleanSupplier cancelled) {
    if (matrix.columns() == 0) {
      return Spectrum.of();
    }
    if (method.isSingle(matrix.precision()) && matrix.sparse().isEmpty()) {
      Optional<Spectrum> single = SingleGram.eigenvalues(matrix, cancelled);
      if (single.filter(it -> !SingleGram.leavesRankOpen(it, resolution)).isPresent()) {
        return single.get();
      }
    } else if (method == SpectrumMethod.SINGLE) {
      widened.set(true);
    }
    if (method != SpectrumMethod.ACCURATE) {
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
    return method == SpectrumMethod.ACCURATE
        ? SingularValues.bytesNeeded(shape.n(), shape.m())
        : GramMatrix.bytesNeeded(shape.n(), shape.m());
  }

  @Override
  public long bytesNeeded(MatrixShape shape, Precision weights) {
    return method.isSingle(weights)
        ? SingleGram.bytesNeeded(shape.n(), shape.m())
        : bytesNeeded(shape);
  }

  @Override
  public List<String> notes() {
    return widened.get() ? List.of(WIDENED) : List.of();
  }

  @Override
  public long bytesForVectors(MatrixShape shape) {
    return GramMatrix.bytesForVectors(shape.n(), shape.m());
  }
}
