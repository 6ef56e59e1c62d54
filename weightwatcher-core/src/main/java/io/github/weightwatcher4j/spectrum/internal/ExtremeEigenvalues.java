package io.github.weightwatcher4j.spectrum.internal;

import java.util.List;

/**
 * The largest and the smallest eigenvalues of a symmetric operator, as {@link Lanczos} finds them.
 *
 * @param top the largest, descending; as many as were asked for, or n
 * @param bottom the smallest, ascending; likewise
 * @param products how many products with the operator it took
 * @param converged whether every residual is within the tolerance
 */
public record ExtremeEigenvalues(
    List<Pair> top, List<Pair> bottom, int products, boolean converged) {

  public ExtremeEigenvalues {
    top = List.copyOf(top);
    bottom = List.copyOf(bottom);
  }

  /** An eigenvalue with its vector and what is known of its error. */
  public static final class Pair {

    private final double value;
    private final double residual;
    private final double[] vector;

    Pair(double value, double residual, double[] vector) {
      this.value = value;
      this.residual = residual;
      this.vector = vector;
    }

    /** The eigenvalue. */
    public double value() {
      return value;
    }

    /**
     * {@code |A x - value x|}, up to rounding: an eigenvalue lies within it, and where the next one
     * is a gap g away, within its square over g.
     */
    public double residual() {
      return residual;
    }

    /** The eigenvector, of norm 1 and either sign; a copy. */
    public double[] vector() {
      return vector.clone();
    }
  }

  /** The largest eigenvalues alone, descending. */
  public double[] topValues() {
    return top.stream().mapToDouble(Pair::value).toArray();
  }

  /** The smallest eigenvalues alone, ascending. */
  public double[] bottomValues() {
    return bottom.stream().mapToDouble(Pair::value).toArray();
  }
}
