package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.github.weightwatcher4j.fit.ExponentialFit;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.LognormalFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.StretchedExponentialFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.fit.TruncatedPowerLawFit;

/** Fits as JSON objects: the components of their records by name, and which law it is. */
final class FitJson {

  private static final String LAW = "law";
  private static final String FAILURE = "failure";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private FitJson() {}

  static ObjectNode write(TailFit fit) {
    if (fit instanceof LawFit law) {
      ObjectNode node = record((Record) law);
      node.put(LAW, law.law().name());
      return node;
    }
    return object().put(FAILURE, ((FailedFit) fit).reason());
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static TailFit read(JsonNode node) {
    if (node.has(FAILURE)) {
      return new FailedFit(node.get(FAILURE).asText());
    }
    return switch (TailLaw.valueOf(node.path(LAW).asText())) {
      case POWER_LAW -> record(node, PowerLawFit.class);
      case TRUNCATED_POWER_LAW -> record(node, TruncatedPowerLawFit.class);
      case EXPONENTIAL -> record(node, ExponentialFit.class);
      case STRETCHED_EXPONENTIAL -> record(node, StretchedExponentialFit.class);
      case LOGNORMAL -> record(node, LognormalFit.class);
    };
  }

  /** A record of numbers, and of such records, by the names of its components. */
  static ObjectNode record(Record value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads what {@link #record(Record)} wrote.
   *
   * @throws IllegalArgumentException where it is something else
   */
  static <T extends Record> T record(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }
}
