package io.github.weightwatcher4j.formats.numpy;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dictionary of a header, {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}:
 * of Python's literals only those that may stand there.
 */
final class NpyDictionary {

  private static final int MOST_AXES = 64;
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  private final FilePlace place;
  private final String text;
  private int at;

  NpyDictionary(FilePlace place, String text) {
    this.place = place;
    this.text = text;
  }

  /** The header that the text describes, {@code length} bytes long in all. */
  NpyHeader header(int length) {
    Map<String, Object> values = new HashMap<>();
    items(
        "{",
        "}",
        () -> {
          String key = string();
          expect(":");
          Object value = value(key);
          if (!KEYS.contains(key) || values.put(key, value) != null) {
            throw problem("has an unknown key, or one twice: " + FilePlace.quoted(key));
          }
        });
    if (!text.substring(at).isBlank()) {
      throw problem("goes on after its dictionary");
    }
    if (values.get("descr") instanceof String descr
        && values.get("fortran_order") instanceof Boolean fortranOrder
        && values.get("shape") instanceof TensorShape shape) {
      return new NpyHeader(descr, fortranOrder, shape, length);
    }
    throw problem("lacks one of descr, fortran_order and shape");
  }

  private Object value(String key) {
    return switch (key) {
      case "descr" -> descr();
      case "fortran_order" -> truth();
      default -> shape();
    };
  }

  /** A text; the list that stands for a structure of several fields is taken as it is written. */
  private String descr() {
    blanks();
    if (!text.startsWith("[", at)) {
      return string();
    }
    int start = at;
    int depth = 0;
    do {
      blanks();
      if (text.startsWith("'", at) || text.startsWith("\"", at)) {
        string(); // the name of a field may have brackets, too
        continue;
      }
      char c = next();
      depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
    } while (depth > 0);
    return text.substring(start, at);
  }

  private boolean truth() {
    boolean value = accept("True");
    if (!value && !accept("False")) {
      throw problem("needs True or False here");
    }
    return value;
  }

  private TensorShape shape() {
    List<Long> dims = new ArrayList<>();
    items(
        "(",
        ")",
        () -> {
          if (dims.size() == MOST_AXES) {
            throw problem("has a shape of more than " + MOST_AXES + " axes");
          }
          dims.add(integer());
        });
    try {
      return new TensorShape(dims);
    } catch (IllegalArgumentException e) {
      throw problem("has an impossible shape " + dims);
    }
  }

  private long integer() {
    blanks();
    int start = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    accept("L"); // written by Python 2
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw problem("needs an integer here, not " + FilePlace.quoted(digits));
    }
  }

  private String string() {
    blanks();
    char quote = next();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at) : -1;
    if (end < 0) {
      throw problem("needs a quoted string here");
    }
    String string = text.substring(at, end);
    at = end + 1;
    return string;
  }

  /** Items with commas between them, and perhaps one behind the last. */
  private void items(String open, String close, Runnable item) {
    expect(open);
    while (!accept(close)) {
      item.run();
      if (!accept(",")) {
        expect(close);
        return;
      }
    }
  }

  private void expect(String literal) {
    if (!accept(literal)) {
      throw problem("needs " + literal + " here");
    }
  }

  private boolean accept(String literal) {
    blanks();
    boolean there = text.startsWith(literal, at);
    at += there ? literal.length() : 0;
    return there;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char next() {
    if (at == text.length()) {
      throw problem("ends too early");
    }
    return text.charAt(at++);
  }

  private WeightFileException problem(String problem) {
    long offset = place.offset().orElse(0) + at;
    return place.at(offset).problem("the header " + problem, "rewrite it with numpy.save");
  }
}
