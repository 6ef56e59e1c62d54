package io.github.weightwatcher4j.report.internal;

/** Running text for a terminal of 80 columns; "p = 0.1" and "3 ± 1" stay on one line. */
public final class Paragraph {

  /** The width that no line exceeds, unless one word does. */
  public static final int WIDTH = 80;

  private static final int INDENT = 4;
  private static final char NO_BREAK = '\u00a0';

  private Paragraph() {}

  /** Lines that begin at the margin; the last ends with LF. */
  public static String of(String text) {
    return wrapped(text, "", "");
  }

  /** An item of a list: two columns in, its later lines four. */
  public static String item(String text) {
    return wrapped(text, " ".repeat(INDENT / 2), " ".repeat(INDENT));
  }

  private static String wrapped(String text, String first, String later) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : glued(text).split("\\s+", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.append(line).append('\n');
        line = new StringBuilder(later);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    return lines.append(line).append('\n').toString().replace(NO_BREAK, ' ');
  }

  /** Lines break at white space, which a no-break space is not. */
  private static String glued(String text) {
    return text.strip().replaceAll(" ([=±]) ", NO_BREAK + "$1" + NO_BREAK);
  }
}
