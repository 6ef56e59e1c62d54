package io.github.weightwatcher4j.model.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that fit: long ones lose their middle, since layers differ at both ends. */
public final class ShortName {

  /** Most characters of a name in a table or a list: a line of a terminal. */
  public static final int LONGEST = 80;

  /** Where a part of a path ends: behind its slash. */
  private static final Pattern FOLDER = Pattern.compile("(?<=/)");

  /** Where a part of another name ends: behind its dot. */
  private static final Pattern PART = Pattern.compile("(?<=\\.)");

  private static final Pattern NUMBER = Pattern.compile("\\d+[./]");

  private ShortName() {}

  /**
   * The name, or its beginning and end around an ellipsis.
   *
   * @param length most characters of the result, at least 3
   */
  public static String of(String name, int length) {
    if (length < 3) {
      throw new IllegalArgumentException("length must be at least 3 but was " + length);
    }
    return of(name, length, length / 2);
  }

  /**
   * Names that stand side by side: all of them lose their middle at the same place, and where that
   * is best they stay different from each other; else it is half way.
   *
   * @param length most characters of a result, at least 3
   */
  public static List<String> of(List<String> names, int length) {
    List<String> best = names.stream().map(name -> of(name, length)).toList();
    long wanted = different(names);
    for (int tail = 1; tail < length - 1 && different(best) < wanted; tail++) {
      int letters = tail;
      List<String> other = names.stream().map(name -> of(name, length, letters)).toList();
      if (different(other) > different(best)) {
        best = other;
      }
    }
    return best;
  }

  /**
   * The names of a column of so many characters, all still different: the parts before dots, of
   * paths those before slashes, become their first letters, in each name as many of them, {@code
   * b.e.l.11.attention.output.dense}; numbers stay. Where that does not do, the middle goes.
   *
   * @param length most characters of a result, at least 8
   */
  public static List<String> fitting(List<String> names, int length) {
    int most = names.stream().mapToInt(ShortName::parts).max().orElse(0);
    List<String> initials = names;
    for (int parts = 1; parts < most && isLonger(initials, length); parts++) {
      int first = parts;
      initials = names.stream().map(name -> initials(name, first)).toList();
    }
    return distinct(different(initials) < different(names) ? names : initials, length);
  }

  private static boolean isLonger(List<String> names, int length) {
    return names.stream().anyMatch(name -> name.length() > length);
  }

  private static String[] parted(String name) {
    return (name.contains("/") ? FOLDER : PART).split(name, -1);
  }

  private static int parts(String name) {
    return parted(name).length;
  }

  /** The name with its first parts cut to a letter; never the last one. */
  private static String initials(String name, int first) {
    String[] parts = parted(name);
    for (int i = 0; i < Math.min(first, parts.length - 1); i++) {
      if (!NUMBER.matcher(parts[i]).matches() && parts[i].length() > 2) {
        String letter = parts[i].substring(0, parts[i].offsetByCodePoints(0, 1));
        parts[i] = letter + parts[i].charAt(parts[i].length() - 1);
      }
    }
    return String.join("", parts);
  }

  /**
   * The names of a table or list, of at most {@link #LONGEST} characters each: those that would
   * still be the same are numbered.
   */
  public static List<String> distinct(List<String> names) {
    return distinct(names, LONGEST);
  }

  private static List<String> distinct(List<String> names, int length) {
    if (!isLonger(names, length)) {
      return names;
    }
    List<String> shortened = of(names, length);
    Map<String, String> labels = new HashMap<>();
    Set<String> taken = new HashSet<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String candidate = shortened.get(i);
      labels.computeIfAbsent(names.get(i), name -> free(name, candidate, length, taken, numbers));
    }
    return names.stream().map(labels::get).toList();
  }

  /**
   * The first form of a name that no other has.
   *
   * @param numbers the last number that each shortened form was given: a file may hold a hundred
   *     thousand names that are alike, and none begins to count anew
   */
  private static String free(
      String name, String shortened, int length, Set<String> taken, Map<String, Integer> numbers) {
    String candidate = shortened;
    while (!taken.add(candidate)) {
      String number = "~" + numbers.merge(shortened, 2, (last, two) -> last + 1);
      candidate = of(name, length - number.length()) + number;
    }
    return candidate;
  }

  private static long different(List<String> names) {
    return names.stream().distinct().count();
  }

  private static String of(String name, int length, int tail) {
    int characters = name.codePointCount(0, name.length());
    if (characters <= length) {
      return name;
    }
    int head = length - 1 - tail;
    return name.substring(0, name.offsetByCodePoints(0, head))
        + "…"
        + name.substring(name.offsetByCodePoints(0, characters - tail));
  }
}
