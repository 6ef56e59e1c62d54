package io.github.weightwatcher4j.similarity;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How much of what one layer writes most strongly the next one reads most strongly: the overlap of
 * two subspaces of R^d, where d is the width between them.
 *
 * <p>U are the k leading eigenvectors of {@code sum of A A^T}, what layer a writes, and V the l
 * leading ones of {@code sum of B^T B}, what layer b reads; sums run over the positions of a
 * kernel. A normalization or a nonlinearity between the layers is not seen: one that rescales
 * channels turns these directions, and overlaps through it are too small rather than too large.
 *
 * @param dimension d, at least 1
 * @param written k, from 1 to d
 * @param read l, from 1 to d
 * @param cosines min(k, l) cosines of the principal angles of the subspaces, descending, in [0, 1]
 */
public record CorrelationFlow(int dimension, int written, int read, List<Double> cosines) {

  /** Checks the domains above. */
  public CorrelationFlow {
    cosines = List.copyOf(cosines);
    if (!(written >= 1 && read >= 1 && dimension >= Math.max(written, read))) {
      throw new IllegalArgumentException(
          "needs 1 to d directions, but k = %d, l = %d and d = %d"
              .formatted(written, read, dimension));
    }
    if (cosines.size() != Math.min(written, read)) {
      throw new IllegalArgumentException(
          "needs %d cosines but got %d".formatted(Math.min(written, read), cosines.size()));
    }
    if (!cosines.stream().allMatch(it -> it >= 0 && it <= 1)) {
      throw new IllegalArgumentException("cosines must be in [0, 1]: " + cosines);
    }
  }

  /** {@code |U^T V|^2 / min(k, l)} in Frobenius norms: mean squared cosine, in [0, 1]. */
  public double overlap() {
    return cosines.stream().mapToDouble(it -> it * it).average().orElseThrow();
  }

  /** The overlap that random subspaces of these dimensions have on average, {@code max(k, l)/d}. */
  public double expected() {
    return (double) Math.max(written, read) / dimension;
  }

  /**
   * How many standard deviations the overlap lies above that of random subspaces, whose trace
   * {@code |U^T V|^2} has the variance {@code 2 k l (d - k) (d - l) / (d^2 (d - 1) (d + 2))}. Empty
   * where one of them is all of R^d: then every overlap is 1.
   */
  public OptionalDouble z() {
    double k = written;
    double l = read;
    double d = dimension;
    double variance = 2 * k * l * (d - k) * (d - l) / (d * d * (d - 1) * (d + 2));
    double excess = (overlap() - expected()) * Math.min(k, l);
    return variance > 0 ? OptionalDouble.of(excess / Math.sqrt(variance)) : OptionalDouble.empty();
  }
}
