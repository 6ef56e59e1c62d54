package io.github.weightwatcher4j.spectrum;

import java.util.Optional;

/**
 * A way to compute eigenvalues, found on the class path by {@link java.util.ServiceLoader} and
 * chosen by its name. LAPACK is one, and the default.
 */
public interface SpectrumSolverProvider {

  /** What it is chosen by, in lower case, such as {@code lapack}; unique. */
  String name();

  /** Why it cannot be used here, in a sentence, with what to do; empty where it can. */
  Optional<String> unavailable();

  /**
   * What it computes with, library and device or kernels, such as {@code OpenBLAS 0.3.31, Zen
   * kernels}: whatever bears on the last digits. Asked only where the solver is available.
   */
  String device();

  /** A solver, which belongs to one analysis. Asked only where the solver is available. */
  SpectrumSolver solver(SpectrumMethod method);
}
