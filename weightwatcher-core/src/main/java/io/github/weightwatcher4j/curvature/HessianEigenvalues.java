package io.github.weightwatcher4j.curvature;

import java.util.List;

/**
 * The largest and the smallest eigenvalues of a Hessian, by Lanczos' method with full
 * reorthogonalization. Of a multiple eigenvalue it may find one copy.
 *
 * @param top the largest, descending; as many as asked for or as there are parameters
 * @param bottom the smallest, ascending; negative ones tell that this is no minimum
 * @param converged whether all were found to the tolerance, by differences with the usual step
 * @param cost gradients, and whether the loss is smooth in the directions that were checked
 */
public record HessianEigenvalues(
    List<Eigenpair> top, List<Eigenpair> bottom, boolean converged, StepCheck cost) {

  public HessianEigenvalues {
    top = List.copyOf(top);
    bottom = List.copyOf(bottom);
  }

  /** The largest alone, descending. */
  public double[] topValues() {
    return top.stream().mapToDouble(Eigenpair::value).toArray();
  }

  /** The smallest alone, ascending. */
  public double[] bottomValues() {
    return bottom.stream().mapToDouble(Eigenpair::value).toArray();
  }
}
