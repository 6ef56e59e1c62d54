package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.spectrum.internal.Blas;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of OpenBLAS, on which every time hangs: those that it would not choose itself may
 * take twice as long.
 */
final class Kernels {

  private static final String FORCED = "OPENBLAS_CORETYPE";
  private static final String ON_PURPOSE = "KERNELS";

  private Kernels() {}

  /**
   * Prints library and kernels, to stand beside the figures.
   *
   * @throws IllegalStateException where the environment forces kernels and nobody said on purpose;
   *     a process cannot take that back, for the library reads the variable itself
   */
  static void print() {
    Optional<String> problem = problem(System.getenv(FORCED), System.getenv(ON_PURPOSE));
    if (problem.isPresent()) {
      throw new IllegalStateException(problem.get());
    }
    System.out.println(Blas.load());
  }

  private static Optional<String> problem(@Nullable String forced, @Nullable String onPurpose) {
    return forced == null || forced.isEmpty() || forced.equals(onPurpose)
        ? Optional.empty()
        : Optional.of(
            "%s=%s forces kernels that OpenBLAS may not choose for this processor: start this by run.sh, which unsets it, or with %s=%s where that is what is to be measured"
                .formatted(FORCED, forced, ON_PURPOSE, forced));
  }
}
