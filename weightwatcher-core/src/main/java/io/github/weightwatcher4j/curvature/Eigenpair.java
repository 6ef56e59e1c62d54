package io.github.weightwatcher4j.curvature;

/** An eigenvalue of a Hessian with its direction. */
public final class Eigenpair {

  private final double value;
  private final double residual;
  private final double[] direction;

  Eigenpair(double value, double residual, double[] direction) {
    this.value = value;
    this.residual = residual;
    this.direction = direction;
  }

  /** The eigenvalue, the curvature of the loss along the direction. */
  public double value() {
    return value;
  }

  /** {@code |H v - value v|}, by differences with a tenth of the step. */
  public double residual() {
    return residual;
  }

  /** The eigenvector, of norm 1, a value for each parameter of the block; a copy. */
  public double[] direction() {
    return direction.clone();
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
