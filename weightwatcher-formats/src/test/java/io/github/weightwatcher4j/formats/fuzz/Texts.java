package io.github.weightwatcher4j.formats.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** Damage to JSON and other text: numbers, names, nesting. */
final class Texts {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "1e999",
          "NaN",
          "0.5",
          "[[1]]",
          "{\"a\":1}",
          ",",
          "18446744073709551616",
          "9".repeat(2000),
          "\"@class\":\"" + Trap.class.getName() + "\"");

  private Texts() {}

  static byte[] apply(byte[] bytes, Chance chance) {
    return switch (chance.below(6)) {
      case 0, 1 -> number(bytes, chance);
      case 2, 3 -> quoted(bytes, chance);
      case 4 -> nested(bytes, chance);
      default -> Bytes.pieces(bytes, chance);
    };
  }

  private static byte[] number(byte[] bytes, Chance chance) {
    int from = chance.below(bytes.length);
    while (from < bytes.length && !Character.isDigit(bytes[from])) {
      from++;
    }
    int to = from;
    long was = 0;
    while (to < bytes.length && Character.isDigit(bytes[to]) && to - from < 15) {
      was = was * 10 + bytes[to++] - '0';
    }
    String number = String.valueOf(chance.number(was, bytes.length));
    String text = chance.once(4) ? chance.of(VALUES) : number;
    return Bytes.replaced(bytes, from, to, text.getBytes(UTF_8));
  }

  /** A text in quotes by a name, another text, or another value. */
  private static byte[] quoted(byte[] bytes, Chance chance) {
    int from = next(bytes, chance.below(bytes.length), '"');
    int to = next(bytes, from + 1, '"');
    if (to >= bytes.length) {
      return number(bytes, chance);
    }
    int other = next(bytes, chance.below(bytes.length), '"');
    int end = Math.min(bytes.length, next(bytes, other + 1, '"') + 1);
    byte[] text =
        switch (chance.below(3)) {
          case 0 -> chance.of(VALUES).getBytes(UTF_8);
          case 1 -> ("\"" + escaped(chance.name()) + "\"").getBytes(UTF_8);
          default -> other < end ? Arrays.copyOfRange(bytes, other, end) : new byte[] {'"'};
        };
    return Bytes.replaced(bytes, from, to + 1, text);
  }

  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter < ' ' || letter == '"' || letter == '\\' || letter > '~') {
        text.append("\\u%04x".formatted((int) letter));
      } else {
        text.append(letter);
      }
    }
    return text.toString();
  }

  private static int next(byte[] bytes, int from, char letter) {
    int at = from;
    while (at < bytes.length && bytes[at] != letter) {
      at++;
    }
    return at;
  }

  private static byte[] nested(byte[] bytes, Chance chance) {
    int depth = chance.once(2) ? 5_000 : 120;
    String open = chance.of(List.of("[", "{\"a\":", "(", "["));
    int at = chance.below(bytes.length);
    return Bytes.replaced(bytes, at, at, open.repeat(depth).getBytes(UTF_8));
  }
}
