package io.github.weightwatcher4j.spectrum;

/**
 * Weights without a spectrum: NaN, infinite, or so large or small that eigenvalues leave float64.
 */
public final class UnusableWeightsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An exception that says what was found and where. */
  public UnusableWeightsException(String message) {
    super(message);
  }
}
