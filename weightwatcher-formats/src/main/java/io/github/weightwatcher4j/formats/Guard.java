package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What may leave a reader of files: a {@link WeightFileException}, or a {@link
 * CancellationException} where the thread is interrupted. Channels end a read that is interrupted
 * with exceptions of their own, which readers may take for damage and go on, so the interrupt is
 * asked for at the door, whatever came out.
 */
public final class Guard {

  private static final String MEMORY =
      "give Java more with -Xmx, or look where the file comes from";

  private Guard() {}

  /** Something that is read. */
  @FunctionalInterface
  interface Reader<T> {
    /** Reads it. */
    T read() throws IOException;
  }

  /**
   * Ends work that is interrupted; for loops that read no channel.
   *
   * @throws CancellationException where this thread is interrupted, which it then still is
   */
  public static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(null);
    }
  }

  /**
   * What a reader gives. Every failure is a {@link WeightFileException}.
   *
   * @param format what the file should be, for errors
   * @throws CancellationException where this thread is interrupted, which it then still is
   */
  static <T> T reading(Path path, String format, Reader<T> reader) {
    requireNotInterrupted();
    T read;
    try {
      read = reader.read();
    } catch (WeightFileException e) {
      throw unlessInterrupted(e);
    } catch (IOException e) {
      throw unlessInterrupted(FilePlace.of(path).failure("read", e, "check the file"));
    } catch (UncheckedIOException e) {
      IOException cause = Objects.requireNonNull(e.getCause()); // as its constructor has it
      throw unlessInterrupted(FilePlace.of(path).failure("read", cause, "check the file"));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // The last resort: a lie that the format's own checks did not name.
      throw unlessInterrupted(
          FilePlace.of(path)
              .problem("is not a valid " + format + " file (" + e + ")", "download it again", e));
    } catch (OutOfMemoryError e) {
      throw unlessInterrupted(
          FilePlace.of(path)
              .problem("its description needs more memory than Java has (" + e + ")", MEMORY, e));
    }
    requireNotInterrupted();
    return read;
  }

  /** Weights, open for reading. */
  static <T> T opening(String tensor, Reader<T> opener) throws IOException {
    requireNotInterrupted();
    try {
      return opener.read();
    } catch (OutOfMemoryError e) {
      String text = "to open %s needs more memory than Java has (%s): " + MEMORY;
      throw new IOException(text.formatted(FilePlace.quoted(tensor), e), e);
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw cancelled(e);
      }
      throw e;
    }
  }

  /** The exception, or that of an interrupt, which is then its reason. */
  static RuntimeException unlessInterrupted(RuntimeException e) {
    return Thread.currentThread().isInterrupted() ? cancelled(e) : e;
  }

  private static CancellationException cancelled(@Nullable Throwable cause) {
    CancellationException cancelled =
        new CancellationException("the reading thread was interrupted");
    if (cause != null) {
      cancelled.initCause(cause);
    }
    return cancelled;
  }
}
