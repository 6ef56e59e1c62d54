package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Inputs that can be read once and not sought in: standard input, which {@code -} names, and pipes,
 * such as {@code <(...)} makes. Readers of weights seek, so that each is copied to a private file,
 * which is there until the command ends.
 */
final class Streamed {

  private static final String STANDARD_INPUT = "standard input";
  private static final int TYPE = 0xF000;
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  /** What the copies are of, by their folders. */
  private static final Map<Path, String> COPIES = new ConcurrentHashMap<>();

  private Streamed() {}

  /** Whether a path names standard input or a pipe. */
  static boolean is(Path path) {
    return isStandardInput(path) || isPipe(path);
  }

  private static boolean isStandardInput(Path path) {
    return path.toString().equals("-");
  }

  private static boolean isPipe(Path path) {
    if (RemoteArguments.isElsewhere(path)) {
      return false;
    }
    try {
      return Files.exists(path)
          && !Files.isRegularFile(path)
          && !Files.isDirectory(path)
          && Files.getAttribute(path, "unix:mode") instanceof Integer mode
          && ((mode & TYPE) == PIPE || (mode & TYPE) == SOCKET);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** A path as messages have it. */
  static String shown(Path path) {
    return isStandardInput(path) ? STANDARD_INPUT : path.toString();
  }

  /** A message about a copy, as one about what was copied. */
  static String told(String message) {
    String told = message;
    for (Map.Entry<Path, String> copy : COPIES.entrySet()) {
      told = told.replace(copy.getKey().toString(), copy.getValue());
    }
    return told;
  }

  /**
   * A file with what a path names: the path itself unless it is a stream.
   *
   * @throws CommandFailure where that cannot be read or kept
   */
  static Path file(Path path) {
    if (!is(path)) {
      return path;
    }
    String name = isStandardInput(path) ? STANDARD_INPUT : "pipe";
    try {
      Path folder = Files.createTempDirectory("weightwatcher"); // the user's alone
      folder.toFile().deleteOnExit();
      Path copy = folder.resolve(name);
      copy.toFile().deleteOnExit();
      COPIES.put(copy, shown(path));
      try (InputStream in = isStandardInput(path) ? System.in : Files.newInputStream(path)) {
        Files.copy(in, copy);
      }
      return copy;
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot seek in a pipe, and "
              + shown(path)
              + " could not be kept in a file of "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + OutputFolder.reason(e)
              + "; write it to a file and give that",
          e);
    }
  }
}
