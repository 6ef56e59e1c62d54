package io.github.weightwatcher4j.curvature;

/**
 * A loss L of n parameters that can be asked for its gradient anywhere, in float64.
 *
 * <p>The same parameters must give the same loss: no dropout, no sampling of data. It is called
 * from one thread at a time.
 */
public interface DifferentiableLoss {

  /** n, at least 1. */
  int parameters();

  /**
   * The loss at theta, with its gradient.
   *
   * @param theta n values, not to be changed or kept
   * @param gradient n values, overwritten with dL/dtheta
   * @return L(theta)
   */
  double evaluate(double[] theta, double[] gradient);
}
