package io.github.weightwatcher4j.cuda;

/** The numbers that a device computes with. */
enum Real {
  FLOAT64(Double.BYTES, 0x1p-52, 1e-8),
  FLOAT32(Float.BYTES, 0x1p-23, 1e-3);

  private final int bytes;
  private final double epsilon;
  private final double tolerance;

  Real(int bytes, double epsilon, double tolerance) {
    this.bytes = bytes;
    this.epsilon = epsilon;
    this.tolerance = tolerance;
  }

  int bytes() {
    return bytes;
  }

  /** Distance from 1 to the next larger number. */
  double epsilon() {
    return epsilon;
  }

  /**
   * How far the sum of eigenvalues may be from the sum of squared weights, relative to it: far
   * above what rounding does of any size, far below what a wrong result would be.
   */
  double tolerance() {
    return tolerance;
  }
}
