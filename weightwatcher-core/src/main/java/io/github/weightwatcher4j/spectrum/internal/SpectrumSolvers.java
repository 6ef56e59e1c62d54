package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The solvers on the class path. */
public final class SpectrumSolvers {

  private SpectrumSolvers() {}

  /**
   * The solver of this name.
   *
   * @throws IllegalArgumentException where there is none; the message lists those there are
   * @throws NativeLibraryException where it cannot be used here; the message says why
   */
  public static SpectrumSolverProvider named(String name) {
    List<SpectrumSolverProvider> all =
        ServiceLoader.load(
                SpectrumSolverProvider.class, SpectrumSolverProvider.class.getClassLoader())
            .stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    SpectrumSolverProvider chosen =
        all.stream()
            .filter(provider -> provider.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name, all));
    chosen
        .unavailable()
        .ifPresent(
            why -> {
              throw new NativeLibraryException("the solver '" + name + "' cannot be used: " + why);
            });
    return chosen;
  }

  private static IllegalArgumentException unknown(String name, List<SpectrumSolverProvider> all) {
    String names =
        all.stream().map(SpectrumSolverProvider::name).sorted().collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "solver must be one of those on the class path (" + names + ") but was '" + name + "'");
  }
}
