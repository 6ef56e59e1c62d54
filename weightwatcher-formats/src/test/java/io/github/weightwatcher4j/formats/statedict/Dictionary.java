package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.TensorShape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** State dictionaries and their layers in words. */
final class Dictionary {

  private Dictionary() {}

  /** A tensor that counts its elements, written {@code "name 2x3"}. */
  static NamedTensor tensor(String text) {
    String[] parts = text.split(" ", -1);
    TensorShape shape =
        parts.length == 1
            ? TensorShape.of()
            : TensorShape.of(
                Stream.of(parts[1].split("x", -1)).mapToLong(Long::parseLong).toArray());
    ByteBuffer bytes = ByteBuffer.allocate((int) shape.size() * 4);
    LongStream.range(0, shape.size()).forEach(i -> bytes.putInt((int) i * 4, (int) i));
    return NamedTensor.of(
        parts[0], TensorView.of(BytesStorage.of(bytes, ElementType.INT32), shape));
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
