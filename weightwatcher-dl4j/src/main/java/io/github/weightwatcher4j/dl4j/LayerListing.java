package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.formats.dl4j.internal.LayerClass;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerParts;
import io.github.weightwatcher4j.formats.dl4j.internal.MissingMatrix;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.internal.IndArrayTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model's layers, collected in order. A layer with one matrix keeps its name, parts are called
 * {@code name.part}; a name that is taken already gets the layer's index.
 */
final class LayerListing {

  private final UnaryOperator<INDArray> place;
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  /** A listing whose weights are read from where {@code place} puts each array. */
  LayerListing(UnaryOperator<INDArray> place) {
    this.place = place;
  }

  /** Adds a layer or vertex with all its parts. */
  void add(int index, String name, Object conf, Map<String, INDArray> params) {
    String base = name.isBlank() ? "layer" + index : name;
    LayerClass layer = LayerClasses.of(conf);
    Map<String, TensorShape> shapes = new LinkedHashMap<>();
    params.forEach((key, array) -> shapes.put(key, TensorShape.of(array.shape())));
    List<Part> parts =
        LayerParts.matrices(layer, shapes).stream()
            .map(part -> Part.of(part, Objects.requireNonNull(params.get(part.parameter()))))
            .toList();
    if (parts.isEmpty()) {
      LayerInfo info = new LayerInfo(index, unique(base, index), MissingMatrix.type(layer));
      String reason = MissingMatrix.reason(layer, shapes);
      layers.add(Layer.withoutMatrix(info, MissingMatrix.absence(layer, shapes), reason));
    } else if (parts.size() == 1) {
      add(index, base, parts.get(0));
    } else {
      parts.forEach(part -> add(index, base + "." + part.name(), part));
    }
  }

  /** Adds one part as a layer of the given name. */
  void add(int index, String name, Part part) {
    LayerInfo info = new LayerInfo(index, unique(name, index), part.type());
    parts.put(info.name(), part);
    INDArray array = place.apply(part.array());
    layers.add(Layer.of(info, IndArrayTensor.weights(array, part.slicing())));
  }

  /** Adds a layer that has no matrix. */
  void add(LayerInfo info, Absence absence, String reason) {
    layers.add(Layer.withoutMatrix(info, absence, reason));
  }

  private String unique(String name, int index) {
    String candidate = name;
    while (!names.add(candidate)) {
      candidate += "#" + index;
    }
    return candidate;
  }

  /** The parts of all layers that have a matrix, by full name. */
  Map<String, Part> parts() {
    return Collections.unmodifiableMap(parts);
  }

  /** What was added. */
  List<Layer> layers() {
    return List.copyOf(layers);
  }
}
