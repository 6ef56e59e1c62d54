package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.Optional;

/** LAPACK in float64 by OpenBLAS, or by MKL in its place: {@link LapackSolver}. */
public final class LapackProvider implements SpectrumSolverProvider {

  /** What it is chosen by. */
  public static final String NAME = "lapack";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> unavailable() {
    try {
      Blas.load();
      return Optional.empty();
    } catch (NativeLibraryException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String device() {
    return Blas.load();
  }

  @Override
  public SpectrumSolver solver(SpectrumMethod method) {
    return new LapackSolver(method);
  }
}
