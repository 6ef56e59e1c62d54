package io.github.weightwatcher4j.curvature;

import io.github.weightwatcher4j.spectrum.internal.LanczosQuadrature;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a Hessian's eigenvalues are distributed, by stochastic Lanczos quadrature (Ubaru, Chen &amp;
 * Saad 2017; Ghorbani, Krishnan &amp; Xiao 2019): the mean over random vectors of the quadrature
 * that Lanczos' method makes from each. At the ends of the spectrum the nodes are the eigenvalues;
 * where eigenvalues lie close together, as around 0, a node stands for many of them.
 */
public final class SpectralDensity {

  private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

  private final List<LanczosQuadrature> quadratures;
  private final int parameters;
  private final StepCheck cost;

  SpectralDensity(List<LanczosQuadrature> quadratures, int parameters, StepCheck cost) {
    this.quadratures = List.copyOf(quadratures);
    this.parameters = parameters;
    this.cost = cost;
  }

  /** Number of eigenvalues, the parameters of the block. */
  public int parameters() {
    return parameters;
  }

  /** Random vectors whose quadratures it is the mean of. */
  public int vectors() {
    return quadratures.size();
  }

  /** Gradients, and whether the loss is smooth in the directions that were checked. */
  public StepCheck cost() {
    return cost;
  }

  /** The smallest node. */
  public double min() {
    return quadratures.stream().mapToDouble(each -> each.node(0)).min().orElseThrow();
  }

  /** The largest node. */
  public double max() {
    return quadratures.stream().mapToDouble(each -> each.node(each.size() - 1)).max().orElseThrow();
  }

  /** The share of eigenvalues up to x, in [0, 1]; it has a step at each node. */
  public double distribution(double x) {
    return mean(each -> below(each, x));
  }

  /** Standard error of {@link #distribution} by the scatter of the vectors; 0 of one vector. */
  public double distributionError(double x) {
    double mean = distribution(x);
    double sum = 0;
    for (LanczosQuadrature each : quadratures) {
      double off = below(each, x) - mean;
      sum += off * off;
    }
    int m = quadratures.size();
    return m == 1 ? 0 : Math.sqrt(sum / (m - 1) / m);
  }

  private static double below(LanczosQuadrature quadrature, double x) {
    double sum = 0;
    for (int i = 0; i < quadrature.size() && quadrature.node(i) <= x; i++) {
      sum += quadrature.weight(i);
    }
    return Math.min(1, sum);
  }

  /**
   * The density at x, nodes smoothed by a normal distribution; it integrates to 1.
   *
   * @param width its standard deviation, positive
   */
  public double density(double x, double width) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("width must be > 0: " + width);
    }
    return mean(
        each -> {
          double sum = 0;
          for (int i = 0; i < each.size(); i++) {
            double z = (x - each.node(i)) / width;
            sum += each.weight(i) * Math.exp(-z * z / 2);
          }
          return sum / (width * ROOT_OF_TWO_PI);
        });
  }

  /**
   * The mean of the eigenvalues' k-th powers: k = 1 gives the trace over n, k = 2 |H|²_F over n.
   *
   * @param k at least 0; unbiased up to twice the steps less 1
   */
  public double moment(int k) {
    return mean(
        each -> {
          double sum = 0;
          for (int i = 0; i < each.size(); i++) {
            sum += each.weight(i) * Math.pow(each.node(i), k);
          }
          return sum;
        });
  }

  private double mean(ToDoubleFunction<LanczosQuadrature> value) {
    return quadratures.stream().mapToDouble(value).sum() / quadratures.size();
  }
}
