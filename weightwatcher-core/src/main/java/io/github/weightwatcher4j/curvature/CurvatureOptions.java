package io.github.weightwatcher4j.curvature;

import io.github.weightwatcher4j.run.ProgressListener;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * How curvature is computed.
 *
 * @param seed of starts and random vectors: the same seed, the same numbers
 * @param tolerance residual of an eigenpair over the largest absolute eigenvalue at which it is
 *     found, in (0, 1); the error of an eigenvalue is about its square over the relative gap
 * @param maxGradients gradient evaluations after which the search for eigenvalues ends, at least 10
 * @param progress told after each product of the Hessian with a vector; what is done and in total
 *     are gradient evaluations, the total being an upper bound
 * @param cancelled asked before each product; true ends the work by a {@link
 *     java.util.concurrent.CancellationException}
 */
public record CurvatureOptions(
    long seed,
    double tolerance,
    int maxGradients,
    ProgressListener progress,
    BooleanSupplier cancelled) {

  public CurvatureOptions {
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(cancelled, "cancelled");
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must be in (0, 1): " + tolerance);
    }
    if (maxGradients < 10) {
      throw new IllegalArgumentException("maxGradients must be >= 10: " + maxGradients);
    }
  }

  /** Seed 0, tolerance 1e-4, 10,000 gradients, silent, not to be cancelled. */
  public static CurvatureOptions defaults() {
    return new CurvatureOptions(0, 1e-4, 10_000, ProgressListener.silent(), () -> false);
  }

  /** The same with another seed. */
  public CurvatureOptions withSeed(long value) {
    return new CurvatureOptions(value, tolerance, maxGradients, progress, cancelled);
  }

  /** The same with another tolerance. */
  public CurvatureOptions withTolerance(double value) {
    return new CurvatureOptions(seed, value, maxGradients, progress, cancelled);
  }

  /** The same with another bound of the cost. */
  public CurvatureOptions withMaxGradients(int value) {
    return new CurvatureOptions(seed, tolerance, value, progress, cancelled);
  }

  /** The same with a listener that is told how far it is. */
  public CurvatureOptions withProgress(ProgressListener value) {
    return new CurvatureOptions(seed, tolerance, maxGradients, value, cancelled);
  }

  /** The same with a condition that is asked before each gradient whether to stop. */
  public CurvatureOptions withCancelled(BooleanSupplier value) {
    return new CurvatureOptions(seed, tolerance, maxGradients, progress, value);
  }
}
