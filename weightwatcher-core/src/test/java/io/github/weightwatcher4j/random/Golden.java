package io.github.weightwatcher4j.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The values of an independent program, in {@code theory/universality.json}. */
final class Golden {

  private Golden() {}

  static Stream<JsonNode> rows(String key) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Golden.class.getResourceAsStream("/theory/universality.json"))) {
      return StreamSupport.stream(new ObjectMapper().readTree(file).get(key).spliterator(), false);
    }
  }
}
