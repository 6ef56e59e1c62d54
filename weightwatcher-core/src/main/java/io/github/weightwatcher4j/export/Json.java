package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.fit.internal.FitNumbers;
import io.github.weightwatcher4j.model.internal.Printable;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A value in a JSON document that knows where it stands: what is asked of it is there as it should
 * be, or an {@link IllegalArgumentException} says where the document is wrong and what is due.
 *
 * @param node the value
 * @param path where it stands, such as {@code layers[3].fit}; empty for the document
 */
record Json(JsonNode node, String path) implements FitNumbers {

  private static final int LONGEST = 60;

  /** A problem whose message begins with the path. */
  private static final class Problem extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private Problem(String message) {
      super(Printable.of(message));
    }
  }

  /** A field of this object, which may be null. */
  Json field(String key) {
    JsonNode field = object().get(key);
    if (field == null) {
      throw new Problem("'" + pathOf(key) + "' is missing");
    }
    return new Json(field, pathOf(key));
  }

  /** A field of this object; empty where it is missing or null. */
  Optional<Json> find(String key) {
    JsonNode field = object().get(key);
    return field == null || field.isNull()
        ? Optional.empty()
        : Optional.of(new Json(field, pathOf(key)));
  }

  /** The keys of this object. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    object().fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private JsonNode object() {
    require(node.isObject(), "must be an object");
    return node;
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The elements of this array. */
  List<Json> elements() {
    require(node.isArray(), "must be an array");
    List<Json> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Json(node.get(i), path + "[" + i + "]"));
    }
    return elements;
  }

  /** What is made of each element of an array among the fields. */
  <T> List<T> list(String key, Function<Json, T> element) {
    return field(key).elements().stream().map(element).toList();
  }

  boolean isText() {
    return node.isTextual();
  }

  /** A text as it may be shown. */
  String text() {
    return Printable.of(rawText());
  }

  String text(String key) {
    return field(key).text();
  }

  /** A text with whatever characters. */
  String rawText() {
    require(node.isTextual(), "must be text");
    return node.textValue();
  }

  String rawText(String key) {
    return field(key).rawText();
  }

  double number() {
    require(node.isNumber() && Double.isFinite(node.doubleValue()), "must be a finite number");
    return node.doubleValue();
  }

  @Override
  public double number(String key) {
    return field(key).number();
  }

  @Override
  public OptionalDouble optional(String key) {
    Optional<Json> field = find(key);
    return field.isPresent() ? OptionalDouble.of(field.get().number()) : OptionalDouble.empty();
  }

  @Override
  public int whole(String key) {
    long value = longWhole(key);
    field(key).require(value == (int) value, "must be less than 2^31");
    return (int) value;
  }

  boolean truth() {
    require(node.isBoolean(), "must be true or false");
    return node.booleanValue();
  }

  long longWhole(String key) {
    Json field = field(key);
    field.require(
        field.node.isIntegralNumber() && field.node.canConvertToLong(), "must be a whole number");
    return field.node.longValue();
  }

  /** The constant of a key. */
  <E extends Enum<E>> E constant(Class<E> type, Function<E, String> key) {
    return known(type, key)
        .orElseThrow(
            () ->
                problem(
                    Arrays.stream(type.getEnumConstants())
                        .map(key)
                        .collect(Collectors.joining(", ", "must be one of ", ""))));
  }

  /** The constant of a key; empty where it has another key. */
  <E extends Enum<E>> Optional<E> known(Class<E> type, Function<E, String> key) {
    String text = text();
    return Arrays.stream(type.getEnumConstants()).filter(e -> key.apply(e).equals(text)).findAny();
  }

  /** What is made of this value, with its path before any objection. */
  <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (Problem e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeException e) {
      Problem problem = new Problem(withPath(String.valueOf(e.getMessage())));
      problem.initCause(e);
      throw problem;
    }
  }

  /** An objection to a field begins with its key. */
  private String withPath(String message) {
    int end = message.indexOf(' ');
    String first = end < 0 ? "" : message.substring(0, end);
    String where = node.has(first) ? pathOf(first) + ":" + message.substring(end) : message;
    return where.equals(message) ? place() + ": " + message : where;
  }

  private String place() {
    return path.isEmpty() ? "the document" : path;
  }

  void require(boolean holds, String rule) {
    if (!holds) {
      throw problem(rule);
    }
  }

  /** This value breaks a rule, such as "must be text". */
  IllegalArgumentException problem(String rule) {
    return new Problem(place() + ": " + rule + " but was " + shown());
  }

  private String shown() {
    if (node.isArray()) {
      return "an array of " + node.size();
    }
    if (node.isObject()) {
      return "an object";
    }
    String text = node.isMissingNode() ? "empty" : node.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
