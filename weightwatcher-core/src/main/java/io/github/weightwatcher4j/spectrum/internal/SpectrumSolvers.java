package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.List;
import java.util.ServiceLoader;

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
    SpectrumSolverProvider chosen =
        all().stream()
            .filter(provider -> provider.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "solver must be one of those on the class path (%s) but was '%s'"
                            .formatted(String.join(", ", names()), name)));
    chosen
        .unavailable()
        .ifPresent(
            why -> {
              throw new NativeLibraryException("the solver '" + name + "' cannot be used: " + why);
            });
    return chosen;
  }

  /** The names of the solvers on the class path, whether they can be used here or not. */
  public static List<String> names() {
    return all().stream().map(SpectrumSolverProvider::name).sorted().toList();
  }

  private static List<SpectrumSolverProvider> all() {
    return ServiceLoader.load(
            SpectrumSolverProvider.class, SpectrumSolverProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
