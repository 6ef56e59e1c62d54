package io.github.weightwatcher4j.samples;

import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.Optional;

/** A solver whose device this machine has not. */
public final class MissingProvider implements SpectrumSolverProvider {

  @Override
  public String name() {
    return "abacus";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.of("there is no abacus in this machine");
  }

  @Override
  public String device() {
    throw new AssertionError("asked though unavailable");
  }

  @Override
  public SpectrumSolver solver(SpectrumMethod method) {
    throw new AssertionError("asked though unavailable");
  }
}
