package io.github.weightwatcher4j.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of NVIDIA's driver where Linux tells it; CUDA itself tells only its own. */
final class KernelDriver {

  private static final Path LINUX = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION = Pattern.compile(" (\\d{3,4}(?:\\.\\d+)+) ");

  private KernelDriver() {}

  static Optional<String> version() {
    try {
      return in(Files.readString(LINUX));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // elsewhere, or hidden in a container
    }
  }

  /** The version in what the driver says of itself. */
  static Optional<String> in(String text) {
    Matcher found = VERSION.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
