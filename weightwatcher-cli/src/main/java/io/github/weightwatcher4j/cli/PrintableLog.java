package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.internal.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Standard error for what libraries log: each line is printed without what may not be shown. */
final class PrintableLog extends PrintStream {

  private final PrintStream target;

  PrintableLog(PrintStream target) {
    super(target, true);
    this.target = target;
  }

  /** The stream itself, for a progress bar, which moves the cursor. */
  static PrintStream terminal() {
    return System.err instanceof PrintableLog log ? log.target : System.err;
  }

  /** Prints a stack trace, whose messages may hold anything. */
  static void trace(Throwable failure, PrintWriter out) {
    PrintWriter lines =
        new PrintWriter(out) {
          @Override
          public void println(@Nullable Object line) {
            super.println(shown(line));
          }
        };
    failure.printStackTrace(lines);
    lines.flush();
  }

  /** A line as it may be shown; that of a stack trace begins with a tab. */
  private static String shown(@Nullable Object line) {
    return Printable.of(String.valueOf(line).replace("\t", "    "));
  }

  @Override
  public void print(@Nullable String text) {
    target.print(shown(text));
  }

  @Override
  public void print(@Nullable Object text) {
    target.print(shown(text));
  }

  @Override
  public void print(char letter) {
    target.print(shown(letter));
  }

  @Override
  public void println() {
    target.println();
  }

  @Override
  public void println(@Nullable String line) {
    target.println(shown(line));
  }

  @Override
  public void println(@Nullable Object line) {
    target.println(shown(line));
  }
}
