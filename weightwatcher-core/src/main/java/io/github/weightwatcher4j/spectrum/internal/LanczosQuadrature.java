package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The Gauss quadrature that Lanczos' method makes of an operator and a start: nodes and weights
 * such that {@code Σ weight f(node) = vᵀ f(A) v} for polynomials f of degree 2 steps - 1 (Golub
 * &amp; Welsch 1969), with full reorthogonalization. Over random starts its mean estimates the
 * spectral distribution (Ubaru, Chen &amp; Saad, SIAM J. Matrix Anal. Appl. 38, 2017).
 */
public final class LanczosQuadrature {

  private final double[] nodes;
  private final double[] weights;

  private LanczosQuadrature(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /**
   * The quadrature of at most {@code steps} nodes, fewer where the start lies in an invariant
   * space.
   *
   * @param start n values that are not all 0, taken as a direction
   * @param steps at least 1; memory is steps vectors of n doubles
   * @param cancelled asked before each product
   * @throws IllegalArgumentException where a product has a value that is not finite
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   */
  public static LanczosQuadrature of(
      SymmetricOperator operator, double[] start, int steps, BooleanSupplier cancelled) {
    int n = operator.size();
    int most = Math.min(n, steps);
    KrylovBasis basis = new KrylovBasis(n, most, 0);
    basis.append(start, KrylovBasis.norm(start));
    double[] main = new double[most];
    double[] side = new double[most];
    double[] product = new double[n];
    double scale = 0;
    while (true) {
      RowBlocks.requireNotCancelled(cancelled);
      int j = basis.size();
      operator.multiply(basis.last(), product);
      main[j - 1] = KrylovBasis.dot(basis.last(), product);
      scale = Math.max(scale, KrylovBasis.norm(product));
      if (!(scale < Double.POSITIVE_INFINITY) || Double.isNaN(main[j - 1])) {
        throw new IllegalArgumentException(
            "product " + j + " with the operator has a value that is not finite");
      }
      double left = basis.orthogonalize(product);
      if (j == most || left <= 1e-14 * scale) {
        return of(Arrays.copyOf(main, j), Arrays.copyOf(side, j - 1));
      }
      side[j - 1] = left;
      basis.append(product, left);
    }
  }

  private static LanczosQuadrature of(double[] main, double[] side) {
    double unit = 0;
    for (double value : main) {
      unit = Math.max(unit, Math.abs(value));
    }
    for (double value : side) {
      unit = Math.max(unit, value);
    }
    if (unit == 0) {
      return new LanczosQuadrature(new double[] {0}, new double[] {1});
    }
    double scale = unit;
    EigenDecomposition parts =
        new EigenDecomposition(
            Arrays.stream(main).map(x -> x / scale).toArray(),
            Arrays.stream(side).map(x -> x / scale).toArray());
    double[] found = parts.getRealEigenvalues();
    int[] ascending = RitzPairs.ascending(found);
    double[] nodes = new double[found.length];
    double[] weights = new double[found.length];
    for (int i = 0; i < nodes.length; i++) {
      double first = parts.getEigenvector(ascending[i]).getEntry(0);
      weights[i] = first * first;
      nodes[i] = found[ascending[i]] * scale;
    }
    return new LanczosQuadrature(nodes, weights);
  }

  /** Number of nodes. */
  public int size() {
    return nodes.length;
  }

  /** The i-th node, ascending, an estimate of an eigenvalue. */
  public double node(int i) {
    return nodes[i];
  }

  /** The i-th weight; they sum to 1. */
  public double weight(int i) {
    return weights[i];
  }
}
