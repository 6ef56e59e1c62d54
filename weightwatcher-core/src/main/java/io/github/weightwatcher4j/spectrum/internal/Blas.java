package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.util.OptionalInt;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_full;
import org.jspecify.annotations.Nullable;

/** The native library: loaded once, checked once, its thread count lent and given back. */
public final class Blas {

  /** What is loaded and right; null before the first use, and where that failed. */
  private static @Nullable String description;

  /** Why it cannot be used: a class of the library that failed to load never loads again. */
  private static @Nullable String failure;

  private static int lent;
  private static int wanted;
  private static OptionalInt threadsBefore = OptionalInt.empty();

  private Blas() {}

  /**
   * Loads and checks the library, once.
   *
   * @return its name, version and kernels, such as {@code OpenBLAS 0.3.31, Zen kernels}
   * @throws NativeLibraryException where it is missing, cannot be loaded or gives wrong results;
   *     every time, with the same words
   */
  public static synchronized String load() {
    if (failure != null) {
      throw new NativeLibraryException(failure);
    }
    if (description == null) {
      try {
        NativeLibrary.load();
        String found = describe();
        SelfCheck.run(found);
        description = found;
        apply();
      } catch (NativeLibraryException e) {
        failure = String.valueOf(e.getMessage());
        throw e;
      }
    }
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
    if (description != null && lent > 0) {
      threadsBefore = OptionalInt.of(threadsBefore.orElseGet(openblas::blas_get_num_threads));
      openblas.blas_set_num_threads(wanted);
    }
  }
}
