package io.github.weightwatcher4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/**
 * Rules for layers as text. {@link #parse} reads what {@link LayerSelector#toString} writes: {@code
 * all}, {@code none}, {@code type dense, conv2d}, {@code index 3}, {@code name 'fc'}, {@code name
 * matches conv.*}, {@code A or B}, {@code (A) and (B)}, {@code not (A)}.
 */
final class SelectorText {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final Pattern REGEX = Pattern.compile("/(.*)/", Pattern.DOTALL);
  private static final Pattern TYPES = Pattern.compile("type (\\w+(?:, \\w+)*+)");
  private static final Pattern INDEX = Pattern.compile("index (-?\\d{1,10})");
  private static final Pattern NAME = Pattern.compile("name '((?:[^']++|'')*+)'", Pattern.DOTALL);
  private static final Pattern QUOTED =
      Pattern.compile("name matches '((?:[^']++|'')*+)'", Pattern.DOTALL);
  private static final Pattern PLAIN = Pattern.compile("name matches ([^'()\\s]+)");
  private static final Pattern END_OF_REGEX = Pattern.compile("/\\s*(?:,|$)");
  private static final int DEEPEST = 1000;

  private final String text;
  private int at;

  private SelectorText(String text) {
    this.text = text;
  }

  /** A text in quotes; quotes inside are doubled. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A regular expression, in quotes where it could not be told from what follows. */
  static String quotedRegex(String regex) {
    return regex.matches("[^'()\\s]+") ? regex : quoted(regex);
  }

  /** The rule that a text describes. */
  static LayerSelector parse(String text) {
    SelectorText parser = new SelectorText(text);
    LayerSelector rule = parser.either(0);
    if (parser.at < text.length()) {
      throw parser.unknown();
    }
    return rule;
  }

  private LayerSelector either(int depth) {
    LayerSelector rule = one(depth);
    while (take(" or ")) {
      rule = rule.or(one(depth));
    }
    return rule;
  }

  private LayerSelector one(int depth) {
    if (depth > DEEPEST) {
      throw unknown();
    }
    if (take("not (")) {
      return closed(depth).negate();
    }
    if (take("(")) {
      LayerSelector first = closed(depth);
      require(" and (");
      return first.and(closed(depth));
    }
    if (take("all")) {
      return LayerSelector.all();
    }
    if (take("none")) {
      return LayerSelector.none();
    }
    return simple();
  }

  private LayerSelector simple() {
    Matcher found = match(TYPES);
    if (found.lookingAt()) {
      return LayerSelector.byType(
          Arrays.stream(taken(found).split(", ", -1))
              .map(SelectorText::type)
              .toArray(LayerType[]::new));
    }
    found = match(INDEX);
    if (found.lookingAt()) {
      return LayerSelector.byIndex(Integer.parseInt(taken(found)));
    }
    found = match(NAME);
    if (found.lookingAt()) {
      return LayerSelector.byName(taken(found).replace("''", "'"));
    }
    found = match(QUOTED);
    if (found.lookingAt()) {
      return regex(taken(found).replace("''", "'"));
    }
    found = match(PLAIN);
    if (found.lookingAt()) {
      return regex(taken(found));
    }
    throw unknown();
  }

  private static LayerType type(String key) {
    return Arrays.stream(LayerType.values())
        .filter(type -> type.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no layer type '" + key + "'"));
  }

  private LayerSelector closed(int depth) {
    LayerSelector rule = either(depth + 1);
    require(")");
    return rule;
  }

  private Matcher match(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length());
  }

  private String taken(Matcher found) {
    at = found.end();
    return String.valueOf(found.group(1));
  }

  private boolean take(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private void require(String word) {
    if (!take(word)) {
      throw unknown();
    }
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "not understood from character %d on; rules are such as all, name 'fc1', index 3, name matches fc.*, type dense, A or B, (A) and (B), not (A)"
            .formatted(at + 1));
  }

  /**
   * The items of a list, without the blanks around them. Commas part them, but those within a
   * regular expression in slashes.
   */
  static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    int from = 0;
    while (from <= list.length()) {
      String rest = list.substring(from);
      int end = rest.stripLeading().startsWith("/") ? endOfRegex(rest) : rest.indexOf(',');
      String item = end < 0 ? rest : rest.substring(0, end);
      if (item.isBlank()) {
        throw new IllegalArgumentException("an item of the list is empty");
      }
      items.add(item.strip());
      from += end < 0 ? rest.length() + 1 : end + 1;
    }
    return items;
  }

  /** The comma behind the slash that ends a regular expression; that or any, or -1 for none. */
  private static int endOfRegex(String rest) {
    Matcher end = END_OF_REGEX.matcher(rest);
    int first = rest.indexOf('/');
    return end.find(first + 1)
        ? (end.group().contains(",") ? end.end() - 1 : -1)
        : rest.indexOf(',');
  }

  /**
   * The rule that one item of a list stands for: {@code 3}, {@code 0-5}, {@code fc1}, {@code
   * layer1.*} with {@code *} and {@code ?}, {@code /regex/}.
   */
  static LayerSelector ofItem(String item) {
    Matcher range = RANGE.matcher(item);
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first || last - first > 100_000) {
        throw new IllegalArgumentException(
            "'" + item + "' is not a range of layers; write the smaller number first");
      }
      return LayerSelector.byIndex(IntStream.rangeClosed(first, last).toArray());
    }
    Matcher regex = REGEX.matcher(item);
    if (regex.matches()) {
      return regex(String.valueOf(regex.group(1)));
    }
    return item.matches(".*[*?].*")
        ? LayerSelector.nameMatches(ofWildcards(item))
        : LayerSelector.byName(item);
  }

  private static LayerSelector regex(String expression) {
    try {
      return LayerSelector.nameMatches(expression);
    } catch (PatternSyntaxException e) {
      String what = e.getDescription() + " at " + Math.max(0, e.getIndex());
      throw new IllegalArgumentException(
          "'/" + expression + "/' is not a regular expression: " + what, e);
    }
  }

  /** Only what has a meaning in an expression is quoted: the expression is shown to people. */
  private static String ofWildcards(String item) {
    return item.replaceAll("[^\\w*?/ -]", "\\\\$0").replace("*", ".*").replace("?", ".");
  }
}
