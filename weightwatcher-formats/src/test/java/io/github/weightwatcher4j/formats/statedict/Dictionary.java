package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.TensorShape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** State dictionaries and their layers in words. */
final class Dictionary {

  private Dictionary() {}

  /**
   * A tensor that counts its elements, written {@code "name 2x3"} or {@code "name:int8 2x3"}; with
   * {@code :float8} its bytes.
   */
  static NamedTensor tensor(String text) {
    String[] parts = text.split(" ", -1);
    TensorShape shape =
        parts.length == 1
            ? TensorShape.of()
            : TensorShape.of(
                Stream.of(parts[1].split("x", -1)).mapToLong(Long::parseLong).toArray());
    boolean floats = parts[0].endsWith(":float8");
    boolean bytes = floats || parts[0].endsWith(":int8");
    int size = (int) shape.size();
    ByteBuffer numbers = ByteBuffer.allocate(size * 4);
    for (int i = 0; i < size; i++) {
      if (bytes) {
        numbers.put(i, (byte) i);
      } else {
        numbers.putFloat(i * 4, i);
      }
    }
    ElementType type =
        floats ? ElementType.FLOAT8_E4M3 : bytes ? ElementType.INT8 : ElementType.FLOAT32;
    BytesStorage storage = BytesStorage.of(numbers.limit(size * type.bytes()), type);
    return NamedTensor.of(
        parts[0].replaceFirst(":(int|float)8", ""), TensorView.of(storage, shape));
  }

  static List<Layer> layers(String... tensors) {
    return StateDict.layers(Stream.of(tensors).map(Dictionary::tensor).toList());
  }

  static List<String> lines(List<Layer> layers) {
    return layers.stream().map(Dictionary::line).toList();
  }

  /** Layers with a matrix as {@code "index name type shape"}, others with their reason. */
  static String line(Layer layer) {
    String type = layer.info().type().key();
    String what =
        layer
            .weights()
            .map(
                weights ->
                    weights.shape()
                        + (weights.slicing().toString().equals("LEADING") ? " leading" : ""))
            .orElse("- " + layer.reason());
    return layer.info().index() + " " + layer.info().name() + " " + type + " " + what;
  }
}
