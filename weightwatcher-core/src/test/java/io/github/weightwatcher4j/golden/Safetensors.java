package io.github.weightwatcher4j.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Reads a PyTorch state dictionary from a safetensors file as a model: {@code X.weight} of two or
 * four axes is layer X, {@code X.weight} of one axis is a normalization without a matrix; biases
 * and buffers are no layers.
 */
final class Safetensors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WEIGHT = ".weight";

  private Safetensors() {}

  static ModelSource model(Path path) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, NdArray> entry : floats(path).entrySet()) {
      if (entry.getKey().endsWith(WEIGHT)) {
        String name = entry.getKey().substring(0, entry.getKey().length() - WEIGHT.length());
        layers.add(layer(layers.size(), name, entry.getValue()));
      }
    }
    return ModelSource.of(String.valueOf(path.getFileName()), layers);
  }

  private static Layer layer(int index, String name, NdArray array) {
    return switch (array.shape().rank()) {
      case 1 ->
          Layer.withoutMatrix(
              new LayerInfo(index, name, LayerType.NORM), Absence.NO_WEIGHTS, "a vector");
      case 2 -> Layer.of(new LayerInfo(index, name, LayerType.DENSE), weights(array));
      case 4 -> Layer.of(new LayerInfo(index, name, LayerType.CONV2D), weights(array));
      default -> throw new IllegalArgumentException(name + " has the shape " + array.shape());
    };
  }

  private static Weights weights(NdArray array) {
    return Weights.of(array, Slicing.TRAILING);
  }

  /** The float32 tensors by name, in the order of their data. */
  private static Map<String, NdArray> floats(Path path) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(file.getLong(0));
    String header = new String(file.array(), Long.BYTES, length, StandardCharsets.UTF_8);
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    Iterator<Map.Entry<String, JsonNode>> fields =
        JSON.readTree(header).properties().stream()
            .filter(field -> field.getValue().path("dtype").asText().equals("F32"))
            .sorted((a, b) -> Integer.compare(start(a.getValue()), start(b.getValue())))
            .iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      ByteBuffer data = file.duplicate().position(Long.BYTES + length + start(field.getValue()));
      tensors.put(field.getKey(), NdArray.decode(shape(field.getValue()), Precision.FLOAT32, data));
    }
    return tensors;
  }

  private static int start(JsonNode tensor) {
    return tensor.path("data_offsets").path(0).asInt();
  }

  private static TensorShape shape(JsonNode tensor) {
    JsonNode dims = tensor.path("shape");
    return TensorShape.of(
        StreamSupport.stream(dims.spliterator(), false).mapToLong(JsonNode::asLong).toArray());
  }
}
