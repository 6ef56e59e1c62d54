package io.github.weightwatcher4j.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Standard output, for everything that a call prints: remembers that something could not be
 * written, which the writers and print streams on top of it keep to themselves.
 */
final class StandardOutput extends OutputStream {

  /** Kept open, each in the place of a stream that the caller has closed. */
  private static final List<InputStream> PLACEHOLDERS = new ArrayList<>();

  private final OutputStream target;
  private final boolean pipe;
  private Optional<IOException> failure = Optional.empty();

  /**
   * A stream.
   *
   * @param pipe whether it is known to be a pipe, to which nothing can be written only where its
   *     reader has left
   */
  StandardOutput(OutputStream target, boolean pipe) {
    this.target = target;
    this.pipe = pipe;
  }

  /**
   * The stream of the process, through which {@code System.out} goes from now on too. What the
   * caller has closed stays closed: no file that is opened later takes its number and gets what is
   * printed.
   */
  static StandardOutput open() {
    Path nothing = Path.of("/dev/null");
    for (int i = 0; i <= 2 && Files.exists(nothing); i++) {
      try {
        PLACEHOLDERS.add(new FileInputStream(nothing.toFile()));
      } catch (IOException e) {
        break; // no more files can be opened, of results neither
      }
    }
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out), isPipe());
    System.setOut(new PrintStream(out, true, charset()));
    return out;
  }

  /** A writer in the letters of the terminal, or in UTF-8 where that is none. */
  PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(this, charset()));
  }

  private static Charset charset() {
    String name = System.getProperty("sun.stdout.encoding", System.getProperty("stdout.encoding"));
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : StandardCharsets.UTF_8;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    if (failure.isPresent()) {
      return;
    }
    try {
      target.write(bytes, from, count);
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * The exit code of a call that has printed all it had to.
   *
   * @param code what it would be if all had been written
   * @param err is told why not all was, unless the reader has left, as {@code head} does
   */
  synchronized int exitCode(int code, PrintWriter err) {
    if (failure.isEmpty()) {
      return code;
    }
    String reason = String.valueOf(failure.get().getMessage());
    if (pipe || reason.contains("roken pipe")) {
      return code == ExitCodes.OK ? ExitCodes.READER_LEFT : code;
    }
    err.println("weightwatcher: cannot write to standard output: " + reason);
    err.flush();
    return code == ExitCodes.USAGE ? code : ExitCodes.worse(code, ExitCodes.FAILURE);
  }

  /** As Linux tells it; elsewhere the words of the system do, which are not always English. */
  private static boolean isPipe() {
    try {
      Path stream = Path.of("/proc/self/fd/1");
      return Files.isSymbolicLink(stream)
          && Files.readSymbolicLink(stream).toString().matches("(pipe|socket):.*");
    } catch (IOException e) {
      return false;
    }
  }
}
