package io.github.weightwatcher4j.option;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One option of an analysis: everything that is known of it, stated once in {@link Options}. From
 * it come the checks of the builder, the texts of problems, the flags of the command with their
 * help, the provenance of results and the table in the documentation.
 *
 * @param <T> type of its values
 */
public final class Option<T> {

  /** What is wrong with a value, as the end of a sentence that begins with the option's name. */
  @FunctionalInterface
  interface Check<T> {

    /** The problem; empty text where there is none. */
    String problem(T value);
  }

  private final OptionGroup group;
  private final String key;
  private final ValueType<T> type;
  private final T byDefault;
  private final String meaning;

  // Set while the option is declared, and never after.
  private String defaultText;
  private Check<T> check = value -> "";
  private Optional<String> flagValue = Optional.empty();
  private Function<String, T> flagParser;
  private boolean bearsOnResults;

  Option(OptionGroup group, String key, ValueType<T> type, T byDefault, String meaning) {
    this.group = group;
    this.key = key;
    this.type = type;
    this.byDefault = byDefault;
    this.meaning = meaning;
    this.defaultText = byDefault.equals(false) ? "" : String.valueOf(type.json(byDefault));
    this.flagParser = type::parse;
    this.bearsOnResults = group != OptionGroup.RUN;
  }

  Option<T> checked(Check<T> rule) {
    check = rule;
    return this;
  }

  /** Gives it a flag of the command, whose value has this name; empty text for a switch. */
  Option<T> flag(String value) {
    flagValue = Optional.of(value);
    return this;
  }

  /** Gives it a flag whose values are written in a way of their own. */
  Option<T> flag(String value, Function<String, T> parser) {
    flagParser = parser;
    return flag(value);
  }

  /** Says its default in words. */
  Option<T> defaultText(String text) {
    defaultText = text;
    return this;
  }

  /** Says that it bears on results although it is about how the work is run. */
  Option<T> bearingOnResults() {
    bearsOnResults = true;
    return this;
  }

  /** Its name: that of the builder's method, and in the provenance. */
  public String key() {
    return key;
  }

  /** What it is about. */
  public OptionGroup group() {
    return group;
  }

  /** What it does, in a sentence without its full stop. */
  public String meaning() {
    return meaning;
  }

  /** Its value where nothing was said. */
  public T byDefault() {
    return byDefault;
  }

  /** The default in words; empty where there is none to speak of. */
  public String defaultText() {
    return defaultText;
  }

  /** What its values are, such as "a whole number". */
  public String values() {
    return type.name();
  }

  /** Whether the numbers of an analysis may depend on it. */
  public boolean bearsOnResults() {
    return bearsOnResults;
  }

  /** Whether it is true or false. */
  public boolean isSwitch() {
    return byDefault instanceof Boolean;
  }

  /** Whether its flag takes several values, with commas between them or by being repeated. */
  public boolean isList() {
    return type.isList();
  }

  /** Its flag, such as {@code --min-evals}; empty where the command has none. */
  public Optional<String> flag() {
    return flagValue.map(value -> "--" + key.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
  }

  /** What the flag's value is called in the help; empty text for a switch. */
  public String flagValue() {
    return flagValue.orElse("");
  }

  /**
   * The value that the text of a flag stands for.
   *
   * @throws IllegalArgumentException where it stands for none; the message names the flag
   */
  public T ofFlag(String text) {
    return parsed(text, flagParser, flag().orElse(key));
  }

  /**
   * The value that a text stands for.
   *
   * @throws IllegalArgumentException where it stands for none; the message names the option
   */
  public T parse(String text) {
    return parsed(text, type::parse, key);
  }

  private T parsed(String text, Function<String, T> parser, String name) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String reason = type.tellsWhy() ? ": " + e.getMessage() : "";
      throw new IllegalArgumentException(
          name + " must be " + type.name() + " but was '" + text + "'" + reason, e);
    }
  }

  /** A value as JSON has it: a Boolean, Integer, Long, Double or String. */
  public Object json(T value) {
    return type.json(value);
  }

  /**
   * Its value among options by key, as in a provenance; empty where they do not tell, or tell it in
   * a way that this version does not understand.
   */
  public Optional<T> in(Map<String, ?> options) {
    Object value = options.get(key);
    try {
      return value == null ? Optional.empty() : Optional.of(parse(String.valueOf(value)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // of a file that another version wrote
    }
  }

  /** How a call of the builder sets it, such as {@code mpFit(true)}. */
  public String call(T value) {
    return key
        + (value instanceof Enum<?> constant
            ? "(" + constant.getDeclaringClass().getSimpleName() + "." + constant.name() + ")"
            : "(" + type.json(value) + ")");
  }

  /**
   * How it is set on the command line, such as {@code --mp-fit}, {@code --no-pool} or {@code --fit
   * tpl}; where it has no flag, as {@link #call} has it.
   */
  public String typed(T value) {
    return flag()
        .map(
            name ->
                value instanceof Boolean on
                    ? (on ? name : "--no-" + name.substring(2))
                    : name + " " + type.json(value))
        .orElseGet(() -> call(value));
  }

  /** Whether its values are code, which has no text and cannot be sent to another process. */
  public boolean isCode() {
    return type.isCode();
  }

  /** The problem of a value; empty text where there is none. */
  String problem(T value) {
    return check.problem(value);
  }

  @Override
  public String toString() {
    return key;
  }
}
