package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.run.Shard;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an option's values are, and how they are written: as text, and as what JSON has.
 *
 * @param <T> type of the values
 */
final class ValueType<T> {

  static final ValueType<Integer> INTEGER =
      new ValueType<>("a whole number", Integer::valueOf, value -> value);
  static final ValueType<Integer> PROCESSORS =
      new ValueType<>(
          "a whole number or auto",
          text -> text.equals(ByteSize.AUTOMATIC) ? processors() : Integer.valueOf(text),
          value -> value);
  static final ValueType<Long> LONG =
      new ValueType<>("a whole number", Long::valueOf, value -> value);
  static final ValueType<Double> NUMBER =
      new ValueType<>("a number", Double::valueOf, value -> value);
  static final ValueType<TailEnd> TAIL_END =
      new ValueType<>("none, largest or a number > 0", TailEnd::parse, TailEnd::json);
  static final ValueType<FarmsWindows> FARMS =
      new ValueType<>(
          "none, a number in (0, 1] or such as 0.5/15/2000",
          FarmsWindows::parse,
          FarmsWindows::json);
  static final ValueType<String> TEXT = new ValueType<>("text", text -> text, value -> value);
  static final ValueType<Boolean> SWITCH =
      new ValueType<>("true or false", ValueType::truth, value -> value);
  static final ValueType<LayerSelector> LAYERS =
      new ValueType<>(
          "a rule for layers",
          LayerSelector::parse,
          rule -> rule.isCode() ? "code: " + rule : rule.toString());
  static final ValueType<Set<LayerType>> LAYER_TYPES =
      new ValueType<>(
          "layer types (" + String.join(", ", words(LayerType.class).keySet()) + ")",
          ValueType::layerTypes,
          ValueType::keys);
  static final ValueType<Shard> SHARD =
      new ValueType<>("a shard such as 3/8, or all", Shard::parse, Shard::toString);
  static final ValueType<OptionalLong> BYTES =
      new ValueType<>(
          "an amount of memory such as 2G or 800M, or auto", ByteSize::parse, ByteSize::json);

  private final String name;
  private final Function<String, T> parser;
  private final Function<T, Object> json;

  private ValueType(String name, Function<String, T> parser, Function<T, Object> json) {
    this.name = name;
    this.parser = parser;
    this.json = json;
  }

  /** The constants of an enum, in lower case. */
  static <E extends Enum<E>> ValueType<E> of(Class<E> constants) {
    Map<String, E> words = words(constants);
    return new ValueType<>(
        "one of " + String.join(", ", words.keySet()),
        text -> known(words, text),
        ValueType::lowerCase);
  }

  /** The same, and a word for none of them. */
  static <E extends Enum<E>> ValueType<Optional<E>> of(Class<E> constants, String none) {
    Map<String, E> words = words(constants);
    return new ValueType<>(
        "one of " + none + ", " + String.join(", ", words.keySet()),
        text -> text.equalsIgnoreCase(none) ? Optional.empty() : Optional.of(known(words, text)),
        value -> value.map(ValueType::lowerCase).orElse(none));
  }

  /** Code, which has no text. */
  static <T> ValueType<T> code() {
    return new ValueType<>(
        "code",
        text -> {
          throw new IllegalArgumentException("code cannot be read from text");
        },
        value -> "code");
  }

  /** Whether values are code. */
  boolean isCode() {
    return name.equals("code");
  }

  /** Whether what is wrong with a text needs more words than what values are. */
  boolean tellsWhy() {
    return equals(LAYERS) || equals(SHARD);
  }

  /** Whether a value is made of several. */
  boolean isList() {
    return equals(LAYERS) || equals(LAYER_TYPES);
  }

  /** What values are, as the end of "must be ...". */
  String name() {
    return name;
  }

  /** The value that a text stands for. */
  T parse(String text) {
    return parser.apply(text);
  }

  /** A Boolean, an Integer, a Long, a Double or a String, whose text {@link #parse} reads back. */
  Object json(T value) {
    return json.apply(value);
  }

  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static <E extends Enum<E>> Map<String, E> words(Class<E> constants) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : constants.getEnumConstants()) {
      words.put(lowerCase(constant), constant);
    }
    return words;
  }

  private static <E> E known(Map<String, E> words, String text) {
    E constant = words.get(text.toLowerCase(Locale.ROOT));
    if (constant == null) {
      throw new IllegalArgumentException("unknown: " + text);
    }
    return constant;
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Boolean truth(String text) {
    if (!text.matches("(?i)true|false")) {
      throw new IllegalArgumentException("neither true nor false: " + text);
    }
    return Boolean.valueOf(text);
  }

  private static Set<LayerType> layerTypes(String text) {
    Map<String, LayerType> words = words(LayerType.class);
    Set<LayerType> types = new TreeSet<>();
    if (text.equals("all")) {
      return types;
    }
    for (String word : Pattern.compile("\\s*,\\s*").split(text.strip(), -1)) {
      if (!word.isEmpty()) {
        types.add(known(words, word));
      }
    }
    return Collections.unmodifiableSet(types);
  }

  private static String keys(Set<LayerType> types) {
    return types.stream().map(LayerType::key).collect(Collectors.joining(", "));
  }
}
