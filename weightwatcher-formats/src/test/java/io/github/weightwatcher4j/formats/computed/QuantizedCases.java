package io.github.weightwatcher4j.formats.computed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of quantized weights with the digests of the matrices that they stand for, which were made
 * by the formats' own programs: {@code cases.json} beside the files.
 */
final class QuantizedCases {

  private QuantizedCases() {}

  /** One layer of one file. */
  record Case(
      String id, Path file, String layer, String sha256, boolean exact, List<Double> first) {

    /** Codes of less than eight bits of Quanto's, whose shape is in no tensor. */
    boolean hasNoShape() {
      return id.matches("quanto-qint[24].*");
    }

    @Override
    public String toString() {
      return id + " " + layer;
    }
  }

  /** The cases that a list of them has. */
  static Stream<Case> in(Path list) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(list.toFile()).path("cases")) {
      for (JsonNode weights : each.path("weights")) {
        cases.add(
            new Case(
                each.path("id").asText(),
                list.resolveSibling(each.path("path").asText()),
                weights.path("layer").asText(),
                weights.path("sha256").asText(),
                each.path("exact").asBoolean(),
                first(weights.path("first"))));
      }
    }
    return cases.stream();
  }

  private static List<Double> first(JsonNode numbers) {
    List<Double> first = new ArrayList<>();
    numbers.forEach(number -> first.add(number.asDouble()));
    return first;
  }

  /**
   * The layer's numbers as the model has them, in C order; of one matrix, where a name ends [i].
   */
  static float[] numbers(Case each) throws IOException {
    WeightFile file = (WeightFile) new WeightFileAdapter().open(each.file()).orElseThrow();
    String name = each.layer().replaceFirst("\\[\\d+\\]$", "");
    Layer layer =
        file.layers().stream()
            .filter(l -> l.info().name().equals(name.replaceFirst("\\.weight$", "")))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no layer in " + file.layers()));
    Weights weights =
        layer.weights().orElseThrow(() -> new AssertionError(each + ": " + layer.reason()));
    float[] all = numbers(weights);
    if (name.equals(each.layer())) {
      return all;
    }
    int index = Integer.parseInt(each.layer().replaceAll(".*\\[|\\]", ""));
    int length = (int) weights.shape().rowLength();
    return Arrays.copyOfRange(all, index * length, (index + 1) * length);
  }

  /** The numbers of a layer as the model has them, in C order. */
  static float[] numbers(Weights weights) throws IOException {
    double[] values;
    try (WeightTensor tensor = weights.open()) {
      values = tensor.toArray();
    }
    int columns = (int) weights.shape().rowLength();
    int rows = values.length / columns;
    float[] numbers = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      // Stored transposed: the model's row is the tensor's column.
      numbers[i] = (float) values[weights.transposed() ? i % rows * columns + i / rows : i];
    }
    return numbers;
  }

  /** Digest of numbers as little-endian singles. */
  static String digest(float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
