package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The solvers on the class path. */
public final class SpectrumSolvers {

  private SpectrumSolvers() {}

  /**
   * The solver of this name, or the first of several that can be used here.
   *
   * @param asked a name, or names with commas between them, the one that is wanted most first:
   *     {@code cuda,lapack}
   * @throws IllegalArgumentException where there is none of one of the names; the message lists
   *     those there are
   * @throws NativeLibraryException where none can be used here; the message says why
   */
  public static SpectrumSolverProvider named(String asked) {
    List<SpectrumSolverProvider> wanted = names(asked).stream().map(SpectrumSolvers::one).toList();
    List<String> refused = new ArrayList<>();
    for (SpectrumSolverProvider provider : wanted) {
      Optional<String> why = provider.unavailable();
      if (why.isEmpty()) {
        return refused.isEmpty() ? provider : new SecondChoice(provider, List.copyOf(refused));
      }
      refused.add("the solver '%s' cannot be used: %s".formatted(provider.name(), why.get()));
    }
    throw new NativeLibraryException(String.join("; ", refused));
  }

  /** The names in what was asked for; at least one, which may be empty. */
  public static List<String> names(String asked) {
    return Arrays.stream(asked.split(",", -1)).map(String::strip).toList();
  }

  private static SpectrumSolverProvider one(String name) {
    return all().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "solver must be one of those on the class path (%s) but was '%s'"
                        .formatted(String.join(", ", names()), name)));
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
