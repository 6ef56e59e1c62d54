package io.github.weightwatcher4j.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists and texts; numbers, true, false and null are texts too. */
final class PlainJson {

  private static final int DEEPEST = 100;

  private final String text;
  private int at;

  private PlainJson(String text) {
    this.text = text;
  }

  /**
   * The value of a whole text.
   *
   * @throws IllegalArgumentException where it is no JSON
   */
  static Object of(String text) {
    PlainJson json = new PlainJson(text);
    Object value = json.value(0);
    json.space();
    json.require(json.at == text.length());
    return value;
  }

  private void require(boolean sound) {
    if (!sound) {
      throw new IllegalArgumentException("no JSON at character " + at);
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next sign, which is passed over where it is this one. */
  private boolean next(char sign) {
    space();
    boolean there = at < text.length() && text.charAt(at) == sign;
    at += there ? 1 : 0;
    return there;
  }

  private Object value(int depth) {
    require(depth < DEEPEST);
    if (next('{')) {
      return object(depth);
    }
    if (next('[')) {
      return list(depth);
    }
    return next('"') ? string() : word();
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> values = new HashMap<>();
    if (next('}')) {
      return values;
    }
    do {
      require(next('"'));
      String key = string();
      require(next(':'));
      values.put(key, value(depth + 1));
    } while (next(','));
    require(next('}'));
    return values;
  }

  private List<Object> list(int depth) {
    List<Object> values = new ArrayList<>();
    if (next(']')) {
      return values;
    }
    do {
      values.add(value(depth + 1));
    } while (next(','));
    require(next(']'));
    return values;
  }

  private String word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    require(at > start);
    return text.substring(start, at);
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    for (; ; at++) {
      require(at < text.length());
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  /** The sign behind a backslash, on whose last character it stops. */
  private char escaped() {
    at++;
    require(at < text.length());
    char c = text.charAt(at);
    if (c == 'u') {
      require(at + 4 < text.length() && text.substring(at + 1, at + 5).matches("[0-9a-fA-F]{4}"));
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }
    int known = "\"\\/bfnrt".indexOf(c);
    require(known >= 0);
    return "\"\\/\b\f\n\r\t".charAt(known);
  }
}
