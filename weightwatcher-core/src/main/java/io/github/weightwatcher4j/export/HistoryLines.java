package io.github.weightwatcher4j.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines of a file one by one, that know whether they came to their end. */
final class HistoryLines implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private String text = "";
  private boolean ended = true;
  private int number;

  private HistoryLines(InputStream in) {
    this.in = in;
  }

  static HistoryLines open(Path file) throws IOException {
    return of(Files.newInputStream(file));
  }

  static HistoryLines of(InputStream in) {
    return new HistoryLines(new BufferedInputStream(in, BUFFER));
  }

  /** Goes on to the next line that is not blank; false where there is none. */
  boolean next() throws IOException {
    do {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int next = in.read();
      while (next >= 0 && next != '\n') {
        line.write(next);
        next = in.read();
      }
      text = line.toString(StandardCharsets.UTF_8);
      ended = next == '\n';
      number++;
    } while (ended && text.isBlank());
    return ended || !text.isBlank();
  }

  /** The line, without its end. */
  String text() {
    return text;
  }

  /** Whether it has an end. */
  boolean ended() {
    return ended;
  }

  /** Its number in the file, from 1. */
  int number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
