package io.github.weightwatcher4j.formats.matrixmarket;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers in a text, one after the other through one buffer, with the line that each is in. */
final class TextInput {

  /** Longest line or number that is kept. */
  private static final int LONGEST = 1024;

  private static final int MOST_DIGITS = 18;

  private static final String ADVICE = "it is damaged or incomplete: download it again";

  private final FilePlace file;
  private final InputStream in;
  private final long most;
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] word = new byte[LONGEST];
  private int at;
  private int end;
  private long before;
  private long line = 1;

  /**
   * A text.
   *
   * @param most so many bytes are read; a text with more of them is not sound
   */
  TextInput(FilePlace file, InputStream in, long most) {
    this.file = file;
    this.in = in;
    this.most = most;
  }

  /** The next byte, which stays; -1 at the end. */
  private int peek() throws IOException {
    if (at == end) {
      before += end;
      at = 0;
      end = Math.max(0, in.read(buffer));
      require(before + end <= most, "unpacks to more than " + most + " bytes: no weights do");
    }
    return at == end ? -1 : buffer[at] & 0xff;
  }

  private void pass() {
    if (buffer[at++] == '\n') {
      line++;
    }
  }

  /** The rest of the line. */
  String line() throws IOException {
    int length = 0;
    for (int next = peek(); next >= 0 && next != '\n'; next = peek()) {
      require(length < LONGEST, "has more than " + LONGEST + " characters");
      word[length++] = (byte) next;
      pass();
    }
    return text(length);
  }

  private String text(int length) {
    return new String(word, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** Passes over empty lines and those that begin with a percent sign. */
  void skipComments() throws IOException {
    skipBlanks();
    while (peek() == '%') {
      for (int next = peek(); next >= 0 && next != '\n'; next = peek()) {
        pass();
      }
      skipBlanks();
    }
  }

  private void skipBlanks() throws IOException {
    for (int next = peek(); next >= 0 && next <= ' '; next = peek()) {
      pass();
    }
  }

  /** Whether nothing but blanks is left. */
  boolean isAtEnd() throws IOException {
    skipBlanks();
    return peek() < 0;
  }

  /** A whole number of at least 0. */
  long count(String what) throws IOException {
    skipBlanks();
    long number = 0;
    int digits = 0;
    for (int next = peek(); next >= '0' && next <= '9'; next = peek()) {
      number = 10 * number + next - '0';
      require(++digits <= MOST_DIGITS, what + " has more than " + MOST_DIGITS + " digits");
      pass();
    }
    require(digits > 0 || peek() >= 0, "the file ends where " + what + " should be");
    require(digits > 0 && peek() <= ' ', what + " is no whole number");
    return number;
  }

  /** A number in decimal digits, NaN or infinite. */
  double number() throws IOException {
    skipBlanks();
    int length = 0;
    for (int next = peek(); next > ' '; next = peek()) {
      require(length < LONGEST, "has a number of more than " + LONGEST + " characters");
      word[length++] = (byte) next;
      pass();
    }
    require(length > 0, "the file ends where a number should be");
    String text = text(length);
    try {
      return isDecimal(text) ? Double.parseDouble(text) : special(text);
    } catch (NumberFormatException e) {
      throw problem(FilePlace.quoted(text) + " is no number");
    }
  }

  /** What Java takes for a number may also be hexadecimal, or end with a letter. */
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("+-.eE0123456789".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static double special(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new NumberFormatException();
    };
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw problem(problem);
    }
  }

  /** The exception for what is wrong at the place that was read last. */
  WeightFileException problem(String problem) {
    return file.at(before + at).problem("line " + line + ": " + problem, ADVICE);
  }
}
