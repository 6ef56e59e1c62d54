package io.github.weightwatcher4j.export.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one way in which a result becomes a file. It is written beside, under a name that nobody can
 * foresee, forced to the disk and checked, and then renamed: whoever looks finds the file that was
 * there before or the new one, each whole. Where writing fails, or the program is ended while it
 * writes, the old file stays and nothing lies beside it; only a program that is killed outright, or
 * a computer that stops, leaves what it had written as {@code .weightwatcher-*.tmp}.
 *
 * <p>The new file may be read and written by those who might the old one. A symbolic link is
 * replaced, and what it points to stays as it is. What is no regular file, a device or a named
 * pipe, is written to as it is; so are the names of open streams, such as {@code /dev/stdout}.
 */
public final class ResultFile {

  private static final int BUFFER = 1 << 16;
  private static final int MOST_LINKS = 40;

  private ResultFile() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it, and does not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a text in UTF-8.
   *
   * @throws IOException where it cannot be written; what was there before still is
   */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a file, in a folder that is there.
   *
   * @throws IOException where it cannot be written; what was there before still is
   */
  public static void write(Path file, Content content) throws IOException {
    if (isStream(file)) {
      writeInto(file, content);
      return;
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    Unfinished unfinished = Unfinished.beside(file);
    try {
      unfinished.write(content);
      unfinished.becomes(file);
    } finally {
      unfinished.discard();
    }
  }

  private static void writeInto(Path stream, Content content) throws IOException {
    OutputStream open =
        Files.newOutputStream(stream, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try (OutputStream out = new BufferedOutputStream(open, BUFFER)) {
      content.writeTo(out);
    }
  }

  /**
   * Whether a path leads to a stream, into which is written what elsewhere would make a new file: a
   * device, a named pipe, or a stream of this process by its name, whatever that is connected to.
   */
  public static boolean isStream(Path file) {
    boolean other = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    return other || isNameOfStream(file);
  }

  /** Follows links one by one: {@code /dev/stdout} leads to {@code /proc/self/fd/1}. */
  private static boolean isNameOfStream(Path file) {
    try {
      Path here = file;
      for (int i = 0; i < MOST_LINKS; i++) {
        Path folder = here.toAbsolutePath().getParent();
        if (folder == null || !Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
          return false;
        }
        Path real = folder.toRealPath();
        if (real.startsWith("/proc") || real.equals(Path.of("/dev/fd"))) {
          return true;
        }
        if (!Files.isSymbolicLink(here)) {
          return false;
        }
        here = folder.resolve(Files.readSymbolicLink(here));
      }
      return false;
    } catch (IOException e) {
      return false; // what cannot be looked at cannot be written to either
    }
  }
}
