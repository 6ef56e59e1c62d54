package io.github.weightwatcher4j.dl4j.training;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The error stream, to which the tests' log goes, kept while it is open. */
final class ErrorStream implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ErrorStream() {
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  static ErrorStream captured() {
    return new ErrorStream();
  }

  /** What was written so far. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
