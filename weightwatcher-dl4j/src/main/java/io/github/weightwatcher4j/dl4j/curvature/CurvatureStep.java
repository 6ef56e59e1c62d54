package io.github.weightwatcher4j.dl4j.curvature;

import io.github.weightwatcher4j.curvature.StepCheck;
import io.github.weightwatcher4j.curvature.TraceEstimate;
import java.util.List;
import java.util.Optional;

/**
 * The curvature at one moment of a training.
 *
 * @param epoch how many epochs were trained, from 1
 * @param iteration how many updates
 * @param loss on the listener's data, at test time
 * @param gradientNorm of the loss by all parameters that training moves
 * @param top the largest eigenvalues of the Hessian, descending; none where none were asked for
 * @param converged whether these were found to the tolerance
 * @param trace of the Hessian; empty where it was not asked for
 * @param cost gradients for all of it, and whether the loss is smooth there
 */
public record CurvatureStep(
    int epoch,
    int iteration,
    double loss,
    double gradientNorm,
    List<Double> top,
    boolean converged,
    Optional<TraceEstimate> trace,
    StepCheck cost) {

  public CurvatureStep {
    top = List.copyOf(top);
  }
}
