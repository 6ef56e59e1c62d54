package io.github.weightwatcher4j.formats.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What the configuration of a layer says; what it does not say is as DL4J has it. */
record LayerFields(ObjectNode json) {

  /** Most numbers that a list of sizes has. */
  private static final int MOST = 10_000;

  /** A whole number; 0 where it is missing. */
  long number(String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    return whole(key, value);
  }

  long nIn() {
    return number("nin");
  }

  long nOut() {
    return number("nout");
  }

  /** Whether something is so, or what it is where that is not said. */
  boolean flag(String key, boolean otherwise) {
    return json.path(key).asBoolean(otherwise);
  }

  boolean hasBias() {
    return flag("hasBias", true);
  }

  /**
   * Whole numbers.
   *
   * @throws UnknownLayerException where there are none
   */
  List<Long> numbers(String key) throws UnknownLayerException {
    JsonNode values = json.path(key);
    if (!values.isArray() || values.size() > MOST) {
      throw new UnknownLayerException("its configuration has no list of numbers '" + key + "'");
    }
    List<Long> numbers = new ArrayList<>();
    for (JsonNode value : values) {
      numbers.add(whole(key, value));
    }
    return numbers;
  }

  /** So many whole numbers, at least. */
  List<Long> numbers(String key, int least) throws UnknownLayerException {
    List<Long> numbers = numbers(key);
    if (numbers.size() < least) {
      throw new UnknownLayerException(
          "its configuration has %d numbers for '%s', needs %d"
              .formatted(numbers.size(), key, least));
    }
    return numbers;
  }

  private static long whole(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new IllegalArgumentException("'" + key + "' is no whole number from 0 on");
    }
    return value.longValue();
  }
}
