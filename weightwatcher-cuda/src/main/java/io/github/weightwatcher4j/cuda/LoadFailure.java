package io.github.weightwatcher4j.cuda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why CUDA's libraries cannot be loaded, in a sentence with what to do: the cause, which JavaCPP
 * and the JVM bury under others.
 */
final class LoadFailure {

  /** What our pom brings; {@code LoadFailureTest} compares it with what is on the class path. */
  static final String CUDA = "org.bytedeco:cuda:13.1-9.19-1.5.13";

  private static final Pattern NO_CLASS = Pattern.compile("^org[/.]bytedeco[/.]cuda[/.]");

  /** What the loader of Linux says; before it stands the library that needs the one missing. */
  private static final Pattern MISSING_FILE =
      Pattern.compile("([^\\s:]+): cannot open shared object file");

  /** What Windows says, without a name. */
  private static final String MISSING_ON_WINDOWS = "Can't find dependent libraries";

  private static final Pattern NO_PRESETS = Pattern.compile("Could not find jni|^no jni");

  private LoadFailure() {}

  static String sentence(Throwable failure) {
    String last = last(failure);
    Matcher file = MISSING_FILE.matcher(last);
    if (file.find()) {
      return file.group(1).startsWith("libcuda.so") ? noDriver(file.group(1)) : noToolkit(file);
    }
    if (last.contains(MISSING_ON_WINDOWS)) {
      return "NVIDIA's driver or the libraries of CUDA 13 are not found; install both, and put the"
          + " folder of the libraries on the PATH";
    }
    if (NO_PRESETS.matcher(last).find()) {
      return "there is no native library of CUDA's presets for this platform on the class path; add "
          + CUDA
          + " with the classifier linux-x86_64, linux-arm64 or windows-x86_64";
    }
    if (NO_CLASS.matcher(last).find()) {
      return CUDA + " is not on the class path; add it, with the classifier of this platform too";
    }
    return "CUDA's libraries cannot be loaded: " + last;
  }

  private static String noDriver(String file) {
    return "there is no NVIDIA driver here (%s is not found); install that of the GPU, until"
            .formatted(file)
        + " nvidia-smi shows it";
  }

  private static String noToolkit(Matcher file) {
    return "the libraries of CUDA 13 are not found (%s); install its toolkit, with cuBLAS and"
            .formatted(file.group(1))
        + " cuSOLVER, and put the folder of its libraries on LD_LIBRARY_PATH";
  }

  /** The message of the innermost cause, that of a class that is not there without more. */
  private static String last(Throwable failure) {
    Throwable at = failure;
    for (@Nullable Throwable cause = at; cause != null; cause = cause.getCause()) {
      at = cause;
    }
    return String.valueOf(at.getMessage());
  }
}
