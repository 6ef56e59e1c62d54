package io.github.weightwatcher4j.plot.chart;

import java.util.List;

/** Names that fit: long ones lose their middle, since layers differ at both ends. */
public final class ShortName {

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
    for (int tail = 1; tail < length - 1; tail++) {
      int letters = tail;
      List<String> other = names.stream().map(name -> of(name, length, letters)).toList();
      if (different(other) > different(best)) {
        best = other;
      }
    }
    return best;
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
