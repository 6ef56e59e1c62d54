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

  /** What is said of the line above: four columns in; the last line ends with LF. */
  public static String below(String text) {
    return wrapped(text, " ".repeat(INDENT), " ".repeat(INDENT));
  }

  /**
   * Words that begin somewhere in a line, their later lines below them; without the last LF. Where
   * there is no room for that, one line.
   */
  public static String hanging(String text, int from, int width) {
    if (from + text.length() <= width || width - from < INDENT * 5) {
      return text;
    }
    String indent = " ".repeat(from);
    return wrapped(text, indent, indent, width).stripTrailing().substring(from);
  }

  private static String wrapped(String text, String first, String later) {
    return wrapped(text, first, later, WIDTH);
  }

  private static String wrapped(String text, String first, String later, int width) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : glued(text).split("\\s+", -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
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
