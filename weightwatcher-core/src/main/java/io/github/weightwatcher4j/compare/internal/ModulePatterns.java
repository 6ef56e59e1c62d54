package io.github.weightwatcher4j.compare.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Values by the names of modules, under regular expressions as PEFT takes them: the first counts
 * that matches a whole name or all that follows a dot in it, {@code (.*\.)?(KEY)}.
 *
 * <p>Expressions come from files, and one of them can take longer than anybody waits. So the
 * characters that they look at are counted, and when there are too many of them, that is an error.
 */
final class ModulePatterns<T> {

  /** A second or two. */
  private static final long MOST_STEPS = 200_000_000;

  /** Letters that stand for themselves, and dots, which stand for anything. */
  private static final Pattern PLAIN = Pattern.compile("[\\w.-]+");

  private record Entry<T>(String key, Optional<Pattern> pattern, T value) {}

  private final String what;
  private final List<Entry<T>> entries = new ArrayList<>();
  private long steps;

  /**
   * Compiles the expressions.
   *
   * @param what what they are, for messages
   * @throws IllegalArgumentException where one is no regular expression
   */
  ModulePatterns(String what, Map<String, T> values) {
    this.what = what;
    values.forEach((key, value) -> entries.add(new Entry<>(key, compiled(key), value)));
  }

  private Optional<Pattern> compiled(String key) {
    if (PLAIN.matcher(key).matches()) {
      return Optional.empty();
    }
    try {
      // Python marks named groups by a P.
      return Optional.of(Pattern.compile("(.*\\.)?(" + key.replace("(?P<", "(?<") + ")"));
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw new IllegalArgumentException(what + " has a key that is no regular expression", e);
    }
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * The value for a module.
   *
   * @throws IllegalArgumentException where the expressions take too long
   */
  Optional<T> of(String module) {
    for (Entry<T> entry : entries) {
      if (entry.pattern.isEmpty() ? endsWith(module, entry.key) : matches(entry, module)) {
        return Optional.of(entry.value);
      }
    }
    return Optional.empty();
  }

  /** What the expression of a plain key comes to. */
  private boolean endsWith(String module, String key) {
    step();
    int start = module.length() - key.length();
    if (start < 0 || (start > 0 && module.charAt(start - 1) != '.')) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) != '.' && key.charAt(i) != module.charAt(start + i)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(Entry<T> entry, String module) {
    try {
      return entry.pattern.orElseThrow().matcher(new Counted(module)).matches();
    } catch (StackOverflowError e) {
      throw tooLong(e);
    }
  }

  private void step() {
    if (++steps > MOST_STEPS) {
      throw tooLong(null);
    }
  }

  private IllegalArgumentException tooLong(@Nullable Throwable cause) {
    return new IllegalArgumentException(
        what + " takes too long to match; write the modules' names in place of expressions", cause);
  }

  /** Text whose characters are counted when they are looked at. */
  private final class Counted implements CharSequence {
    private final String text;

    private Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      step();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
