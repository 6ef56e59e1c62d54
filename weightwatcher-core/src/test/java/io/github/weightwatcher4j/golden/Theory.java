package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The values of an independent program, in the folder {@code theory}; see the README there. */
public final class Theory {

  private static final Path FOLDER = TestData.ours().resolve("theory");

  private Theory() {}

  /** What {@code NAME.json} holds. */
  public static JsonNode of(String name) throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve(name + ".json").toFile());
  }

  /** The array in {@code NAME.npy}. */
  public static NdArray array(String name) throws IOException {
    return NumpyFile.npy(FOLDER.resolve(name + ".npy"));
  }

  /** The elements of an array, of which there is at least one: what is not there tests nothing. */
  public static Stream<JsonNode> elements(JsonNode array) {
    assertThat(array.isArray()).as("an array").isTrue();
    assertThat(array).isNotEmpty();
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** An array of numbers only. */
  public static double[] numbers(JsonNode array) {
    return elements(array)
        .peek(it -> assertThat(it.isNumber()).as("%s is a number", it).isTrue())
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
