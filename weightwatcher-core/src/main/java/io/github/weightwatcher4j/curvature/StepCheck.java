package io.github.weightwatcher4j.curvature;

import java.util.Locale;

/**
 * What it cost to take a Hessian from differences of gradients, and whether these converged.
 *
 * <p>A product is {@code H v = (g(theta + eps v) - g(theta - eps v)) / 2 eps} with |v| = 1 and eps
 * = 1e-5. In every direction the differences to either side of theta are compared, which costs no
 * gradient: where they are more than 1 % of the product apart, as where units of a ReLU network
 * switch within the step, eps is a tenth from there on, and a hundredth if need be. If these are
 * apart too, the loss is not smooth there, and what was computed of it is not to be relied on. The
 * first product, and each eigenvector that is returned, are also compared with what a tenth of the
 * step gives.
 *
 * @param gradients gradient evaluations, all of them
 * @param checked directions that were checked
 * @param reduced those of them at which the step was made smaller, at most two
 * @param notSmooth those of them for which the smallest step did not do
 */
public record StepCheck(int gradients, int checked, int reduced, int notSmooth) {

  /** Both together. */
  public StepCheck plus(StepCheck other) {
    return new StepCheck(
        gradients + other.gradients,
        checked + other.checked,
        reduced + other.reduced,
        notSmooth + other.notSmooth);
  }

  /** Whether every direction that was checked has a derivative. */
  public boolean isSmooth() {
    return notSmooth == 0;
  }

  @Override
  public String toString() {
    String how = isSmooth() ? "smooth in" : "not smooth in " + notSmooth + " of";
    return String.format(
        Locale.ROOT,
        "%d gradient%s, %s %d direction%s",
        gradients,
        gradients == 1 ? "" : "s",
        how,
        checked,
        checked == 1 ? "" : "s");
  }
}
