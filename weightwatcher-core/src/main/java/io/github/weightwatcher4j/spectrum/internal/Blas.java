package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.util.OptionalInt;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_full;

/** The native library: loaded once, checked once, its thread count lent and given back. */
public final class Blas {

  private static final String PINNED = "org.bytedeco:openblas:0.3.31-1.5.13";

  private static boolean loaded;
  private static int lent;
  private static int wanted;
  private static OptionalInt threadsBefore = OptionalInt.empty();

  private Blas() {}

  /** Loading happens in a holder, so that the first use pays for it and repeats its failure. */
  private static final class Loaded {
    static final String DESCRIPTION = load();

    private static String load() {
      try {
        openblas.blas_get_num_threads();
      } catch (LinkageError e) {
        throw new NativeLibraryException(
            "OpenBLAS for this platform is not on the class path; add "
                + PINNED
                + " with the classifier of your platform (linux-x86_64, macosx-arm64, ...)",
            e);
      }
      String description = describe();
      SelfCheck.run(description);
      wasLoaded();
      return description;
    }

    private static String describe() {
      try {
        String config = openblas_full.openblas_get_config().getString();
        String version = config.replaceAll("^(OpenBLAS [0-9.]+).*", "$1");
        return version + ", " + openblas_full.openblas_get_corename().getString() + " kernels";
      } catch (LinkageError e) {
        // An older build, or MKL in place of OpenBLAS, has no such calls.
        return "OpenBLAS presets " + openblas.class.getPackage().getImplementationVersion();
      }
    }
  }

  /**
   * Loads and checks the library.
   *
   * @return its name, version and kernels, such as {@code OpenBLAS 0.3.31, Zen kernels}
   * @throws NativeLibraryException where it is missing or gives wrong results
   */
  public static String load() {
    try {
      return Loaded.DESCRIPTION;
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof NativeLibraryException failure) {
        throw failure;
      }
      throw e;
    } catch (NoClassDefFoundError e) {
      throw new NativeLibraryException(
          "the native library failed to load earlier; see the first error", e);
    }
  }

  /**
   * Runs work with the given number of threads inside each BLAS call, then restores what was set
   * before. The setting belongs to the whole process: while several pieces of work overlap, the
   * latest count holds for all, and the count from before the first comes back after the last. The
   * library is not loaded for this, but has that number of threads where the work loads it.
   */
  public static void withThreads(int count, Runnable work) {
    lend(count);
    try {
      work.run();
    } finally {
      giveBack();
    }
  }

  private static synchronized void wasLoaded() {
    loaded = true;
    apply();
  }

  private static synchronized void lend(int count) {
    lent++;
    wanted = count;
    apply();
  }

  private static synchronized void giveBack() {
    if (--lent == 0 && threadsBefore.isPresent()) {
      openblas.blas_set_num_threads(threadsBefore.getAsInt());
      threadsBefore = OptionalInt.empty();
    }
  }

  private static synchronized void apply() {
    if (loaded && lent > 0) {
      threadsBefore = OptionalInt.of(threadsBefore.orElseGet(openblas::blas_get_num_threads));
      openblas.blas_set_num_threads(wanted);
    }
  }
}
