package io.github.weightwatcher4j.spectrum.internal;

/** A symmetric n x n matrix that is known only by its products with vectors. */
public interface SymmetricOperator {

  /** n, the length of the vectors; at least 1. */
  int size();

  /**
   * Sets y to A x.
   *
   * @param x n values, not to be changed
   * @param y n values, overwritten
   */
  void multiply(double[] x, double[] y);
}
