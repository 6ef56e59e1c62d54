package io.github.weightwatcher4j.model.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Text from a file, a path or an exception as it may be shown: what could drive a terminal, break a
 * line, turn its direction or hide in it is written out as {@code \}{@code u001B}.
 *
 * <p>Written out are control characters (C0, DEL, C1, so tabs and line feeds too), line and
 * paragraph separators, format characters (bidirectional controls, zero widths, tags), characters
 * without ink (fillers, variation selectors), spaces other than U+0020 and the ideographic U+3000,
 * private use, noncharacters and halves of surrogate pairs. Kept are the joiners U+200C and U+200D
 * between two characters of scripts or emoji that need them, and the choice between text and emoji
 * (U+FE0E, U+FE0F) behind a symbol.
 *
 * <p>Shown text stays as it is when it is cleaned again, and texts that differ in a character
 * written out stay different.
 */
public final class Printable {

  /** Most characters of a name. */
  public static final int LONGEST = 200;

  private static final int HEAD = 110;
  private static final int TAIL = 70;
  private static final int DIGEST_BYTES = 4;

  /** From here on there are scripts in which joiners change letters. */
  private static final int FIRST_JOINED = 0x590;

  /** Ranges of characters without ink that are neither controls nor format characters. */
  private static final int[][] INKLESS = {
    {0x034F, 0x034F}, // grapheme joiner
    {0x115F, 0x1160}, // fillers of Hangul, also below
    {0x17B4, 0x17B5}, // vowels of Khmer that are not written
    {0x180B, 0x180F}, // selectors of Mongolian
    {0x2065, 0x2065},
    {0x2800, 0x2800}, // Braille without a dot
    {0x3164, 0x3164},
    {0xFDD0, 0xFDEF}, // noncharacters
    {0xFE00, 0xFE0F}, // variation selectors
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFF8},
    {0x13430, 0x1345F}, // joiners of hieroglyphs, which are newer than Java 17
    {0xE0000, 0xE0FFF}, // tags, and more selectors
  };

  private Printable() {}

  /** The text with everything written out that may not be shown. */
  public static String of(String text) {
    int at = 0;
    while (at < text.length() && isAscii(text.charAt(at))) {
      at++;
    }
    return at == text.length() ? text : text.substring(0, at) + rest(text, at);
  }

  private static String rest(String text, int from) {
    StringBuilder shown = new StringBuilder(text.length() - from + 16);
    for (int at = from; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int letter = text.codePointAt(at);
      if (isShown(letter) || isNeeded(text, at, letter)) {
        shown.appendCodePoint(letter);
      } else {
        for (char half : Character.toChars(letter)) {
          shown.append(escape(half));
        }
      }
    }
    return shown.toString();
  }

  /**
   * A name: as {@link #of}, and the middle of a longer one than {@link #LONGEST} is replaced by a
   * digest, so that two different names stay so.
   */
  public static String name(String name) {
    String shown = of(name);
    if (shown.length() <= LONGEST) {
      return shown;
    }
    int head = HEAD - (Character.isHighSurrogate(shown.charAt(HEAD - 1)) ? 1 : 0);
    int tail = shown.length() - TAIL;
    tail += Character.isLowSurrogate(shown.charAt(tail)) ? 1 : 0;
    return of(shown.substring(0, head) + "…" + digest(shown) + "…" + shown.substring(tail));
  }

  /**
   * A name with whatever characters, but no halves of them, which neither UTF-8 nor JSON can hold:
   * those are written out.
   */
  public static String raw(String name) {
    if (name.chars().noneMatch(letter -> Character.isSurrogate((char) letter))) {
      return name;
    }
    return name.codePoints()
        .mapToObj(it -> isHalf(it) ? escape(it) : Character.toString(it))
        .collect(Collectors.joining());
  }

  private static boolean isHalf(int letter) {
    return letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
  }

  /** A name in quotes, for a message. */
  public static String quoted(String name) {
    return "'" + name(name) + "'";
  }

  /** A UTF-16 character written out, such as {@code \}{@code u001B}. */
  public static String escape(int letter) {
    return "\\u" + HexFormat.of().withUpperCase().toHexDigits((char) letter);
  }

  /** Whether a code point is shown wherever it stands. */
  public static boolean isShown(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE ->
          false;
      case Character.SPACE_SEPARATOR -> letter == ' ' || letter == '\u3000';
      default -> (letter & 0xFFFE) != 0xFFFE && hasInk(letter);
    };
  }

  private static boolean hasInk(int letter) {
    for (int[] range : INKLESS) {
      if (letter >= range[0] && letter <= range[1]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(char letter) {
    return letter >= ' ' && letter <= '~';
  }

  /** Whether an invisible character changes how those beside it look. */
  private static boolean isNeeded(String text, int at, int letter) {
    if (at == 0) {
      return false;
    }
    int before = text.codePointBefore(at);
    if (letter == '\uFE0E' || letter == '\uFE0F') {
      return before > '~' && isSymbol(before);
    }
    boolean joiner = letter == '\u200C' || letter == '\u200D';
    return joiner
        && at + 1 < text.length()
        && (isJoined(before) || before == '\uFE0F')
        && isJoined(text.codePointAt(at + 1));
  }

  private static boolean isJoined(int letter) {
    boolean mark =
        Character.getType(letter) == Character.NON_SPACING_MARK
            || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
    return letter >= FIRST_JOINED
        && isShown(letter)
        && (mark || Character.isLetter(letter) || isSymbol(letter));
  }

  private static boolean isSymbol(int letter) {
    int type = Character.getType(letter);
    return type == Character.OTHER_SYMBOL
        || type == Character.MATH_SYMBOL
        || type == Character.MODIFIER_SYMBOL;
  }

  private static String digest(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
