package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;

/**
 * Finds the native library on the class path, has JavaCPP unpack and load it, and says in one
 * sentence why that failed: the first cause, which JavaCPP and the JVM bury under others and tell
 * once only, and what helps.
 */
final class NativeLibrary {

  /** What our pom brings; {@code NativeLibraryTest} compares it with what is on the class path. */
  static final String OPENBLAS = "org.bytedeco:openblas:0.3.31-1.5.13";

  static final String JAVACPP = "org.bytedeco:javacpp:1.5.13";

  /**
   * An idle thread sleeps after 2^4 cycles, the least there is, instead of 2^26 and more: from
   * version 0.3.28 on it takes the processor from ND4J's own threads meanwhile, and a small network
   * trains several times slower (docs/performance.md). Read when the library is loaded, never
   * again.
   */
  private static final String SLEEP_SOON = "4";

  /** Room that the unpacked libraries of one platform take. */
  private static final int MEGABYTES = 90;

  private static final String CACHE = "-Dorg.bytedeco.javacpp.cachedir=DIR";

  /** How a failure to load begins: with the path of the library, which dlopen repeats. */
  private static final Pattern LIBRARY = Pattern.compile("(.+?): (?:\\1: )?");

  /**
   * What is said where no library was found; JavaCPP says it of other failures too, but outside.
   */
  private static final Pattern MISSING =
      Pattern.compile("Could not find jni|no jni|Pointer[.]malloc");

  private NativeLibrary() {}

  /**
   * Loads the library, where that has not been done.
   *
   * @throws NativeLibraryException where it cannot be loaded
   */
  static void load() {
    try {
      Loader.load(Pointer.class);
      Pointer.free(Pointer.malloc(1)); // found, though perhaps by a name of another platform
      NativeEnvironment.with(
          "OPENBLAS_THREAD_TIMEOUT", SLEEP_SOON, () -> Loader.load(openblas.class));
    } catch (LinkageError e) {
      throw new NativeLibraryException(sentence(e), e);
    }
  }

  /** What went wrong, and what to do. */
  static String sentence(Throwable failure) {
    List<String> told = told(failure);
    Says says = new Says(told);
    String libraries = "the native libraries of OpenBLAS and JavaCPP ";
    if (says.any("class not found org.bytedeco")) {
      return "OpenBLAS is not on the class path; add " + OPENBLAS + " and " + JAVACPP;
    }
    if (says.any("No space left", "Disk quota", "File too large", "not enough space")) {
      return libraries
          + "cannot be unpacked to %s: %s; free %d MB there or choose another folder with %s"
              .formatted(cache(), says.last(), MEGABYTES, CACHE);
    }
    if (says.any(
        "create the cache", "Read-only", "Permission denied", "Not a directory", "Denied")) {
      return libraries
          + "cannot be unpacked: no folder for them can be written to, neither %s nor those of the"
              .formatted(cache())
          + " user and of temporary files; choose one with "
          + CACHE;
    }
    if (says.any("Cannot allocate memory")) {
      return libraries
          + "cannot be loaded: the process may take no more memory; raise its limit (ulimit -v)";
    }
    if (says.any("failed to map segment", "Operation not permitted")) {
      return libraries
          + "cannot be run from %s: the folder is mounted noexec; choose another with %s"
              .formatted(cache(), CACHE);
    }
    if (MISSING.matcher(says.last()).find()) {
      return missing();
    }
    return libraries
        + "cannot be loaded: %s; delete %s, so that they are unpacked again, or choose another"
            .formatted(says.last(), cache())
        + " folder with "
        + CACHE;
  }

  private static String missing() {
    String platform = tried(Loader::getPlatform, "this platform");
    String set = System.getProperty("org.bytedeco.javacpp.platform");
    String why = set == null ? "" : " (-Dorg.bytedeco.javacpp.platform)";
    return "there is no native library for %s%s on the class path; add %s and %s, both with the"
            .formatted(platform, why, OPENBLAS, JAVACPP)
        + " classifier "
        + platform;
  }

  /** The folder into which JavaCPP unpacks. */
  private static String cache() {
    return tried(
        () -> {
          try {
            return Loader.getCacheDir().getPath();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        Objects.requireNonNullElse(
            System.getProperty("org.bytedeco.javacpp.cachedir"),
            System.getProperty("user.home") + File.separator + ".javacpp"));
  }

  private static String tried(Supplier<String> text, String otherwise) {
    try {
      return text.get();
    } catch (RuntimeException | LinkageError e) {
      return otherwise; // where JavaCPP is missing or cannot say
    }
  }

  /** The messages of a failure and all its causes, from the outermost on. */
  private static List<String> told(Throwable failure) {
    List<String> told = new ArrayList<>();
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      told.add(at instanceof ClassNotFoundException ? "class not found " + message : message);
    }
    return told;
  }

  /** What the causes say. */
  private record Says(List<String> told) {

    boolean any(String... parts) {
      return told.stream().anyMatch(text -> Stream.of(parts).anyMatch(text::contains));
    }

    /** The innermost message, with the path of a library once. */
    String last() {
      return LIBRARY.matcher(told.get(told.size() - 1)).replaceFirst("$1: ");
    }
  }
}
