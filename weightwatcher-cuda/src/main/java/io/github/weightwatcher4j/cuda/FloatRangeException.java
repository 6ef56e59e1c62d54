package io.github.weightwatcher4j.cuda;

/** Squares of weights that leave the range of float32: the matrix is for float64. */
final class FloatRangeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  FloatRangeException(double sumOfSquares) {
    super("the squared weights add up to " + sumOfSquares);
  }
}
