package io.github.weightwatcher4j.curvature;

import io.github.weightwatcher4j.run.Progress;
import io.github.weightwatcher4j.spectrum.internal.SymmetricOperator;
import java.util.Arrays;

/** Products of a block's Hessian with vectors, by differences of gradients. */
final class HessianProducts implements SymmetricOperator {

  private static final double LARGEST_STEP = 1e-5;
  private static final double SMALLEST_STEP = 1e-7;
  private static final double APART = 0.01;

  private final DifferentiableLoss loss;
  private final double[] theta;
  private final ParameterBlock block;
  private final CurvatureOptions options;
  private final int expected;
  private final double noise;
  private final double[] here;
  private final double[] moved;
  private final double[] gradient;
  private final double[] below;
  private final double[] again;
  private double step = LARGEST_STEP;
  private int gradients;
  private int checked;
  private int reduced;
  private int notSmooth;

  /**
   * @param here the block's gradient at theta
   * @param noise rounding error to be expected of a gradient
   * @param expected gradient evaluations, at most
   */
  HessianProducts(
      DifferentiableLoss loss,
      double[] theta,
      ParameterBlock block,
      CurvatureOptions options,
      double[] here,
      double noise,
      int expected) {
    this.loss = loss;
    this.theta = theta;
    this.block = block;
    this.options = options;
    this.here = here;
    this.noise = noise;
    this.expected = expected;
    this.moved = new double[theta.length];
    this.gradient = new double[theta.length];
    this.below = new double[block.size()];
    this.again = new double[block.size()];
  }

  @Override
  public int size() {
    return block.size();
  }

  /** {@inheritDoc} Along the direction of x, whatever its length; 0 for 0. */
  @Override
  public void multiply(double[] x, double[] y) {
    double norm = norm(x);
    if (norm == 0) {
      Arrays.fill(y, 0);
      return;
    }
    boolean repeat = checked == 0;
    boolean alike = difference(x, norm, step, y);
    boolean settled = alike && (!repeat || agrees(x, norm, y));
    reduced += settled || step < SMALLEST_STEP * 5 ? 0 : 1;
    while (!settled && step > SMALLEST_STEP * 5) {
      step /= 10;
      alike = difference(x, norm, step, y);
      settled = alike && (!repeat || agrees(x, norm, y));
    }
    checked++;
    notSmooth += settled ? 0 : 1;
    for (int i = 0; i < y.length; i++) {
      y[i] *= norm;
    }
    tell();
  }

  /** Whether y is what a smaller step gives. */
  private boolean agrees(double[] x, double norm, double[] y) {
    boolean alike = difference(x, norm, step / 10, again);
    return alike && distance(y, again) <= APART * norm(again) + noise / step;
  }

  /**
   * Whether a unit vector is an eigenvector also by a step of a tenth.
   *
   * @param residual that the pair is known to have
   * @return the distance of its product from {@code value * x}
   */
  double checkPair(double[] x, double value, double residual) {
    double smaller = Math.max(SMALLEST_STEP, step / 10);
    boolean alike = difference(x, 1, smaller, again);
    for (int i = 0; i < again.length; i++) {
      again[i] -= value * x[i];
    }
    double left = norm(again);
    boolean agrees = left <= 2 * residual + APART * Math.abs(value) + noise / smaller;
    checked++;
    notSmooth += alike && agrees ? 0 : 1;
    tell();
    return left;
  }

  /**
   * Sets y to (g(theta + h u) - g(theta - h u)) / 2 h, of the block, with u = x / norm.
   *
   * @return whether the differences on the two sides of theta are alike; they are not where a unit
   *     switches within the step
   */
  private boolean difference(double[] x, double norm, double h, double[] y) {
    evaluate(x, h / norm);
    block.gather(gradient, y);
    evaluate(x, -h / norm);
    block.gather(gradient, below);
    double bent = 0;
    double whole = 0;
    for (int i = 0; i < y.length; i++) {
      double bend = y[i] - 2 * here[i] + below[i];
      double slope = y[i] - below[i];
      bent += bend * bend;
      whole += slope * slope;
      y[i] = slope / (2 * h);
    }
    return Math.sqrt(bent) <= APART * Math.sqrt(whole) + 4 * noise;
  }

  private void evaluate(double[] x, double h) {
    block.move(theta, h, x, moved);
    loss.evaluate(moved, gradient);
    gradients++;
  }

  private void tell() {
    double share = Math.min(1, (double) gradients / expected);
    options
        .progress()
        .onProgress(new Progress(gradients, Math.max(gradients, expected), share, block.name()));
  }

  StepCheck cost() {
    return new StepCheck(gradients, checked, reduced, notSmooth);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
