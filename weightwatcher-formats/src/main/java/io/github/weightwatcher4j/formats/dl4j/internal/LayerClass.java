package io.github.weightwatcher4j.formats.dl4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What class a layer or vertex is of, out of its wrappers.
 *
 * @param names full names of its class and of those above it, its own first
 * @param direction the layer that runs forward and backward in one that is bidirectional
 */
public record LayerClass(List<String> names, Optional<LayerClass> direction) {

  /** Superclasses in DL4J by which layers are told. */
  private static final Map<String, String> SUPERCLASSES =
      Map.of(
          Dl4jClasses.LAYERS + "LSTM", Dl4jClasses.LAYERS + "AbstractLSTM",
          Dl4jClasses.LAYERS + "GravesLSTM", Dl4jClasses.LAYERS + "AbstractLSTM",
          Dl4jClasses.LAYERS + "Convolution1D", Dl4jClasses.LAYERS + "Convolution1DLayer",
          Dl4jClasses.LAYERS + "Convolution2D", Dl4jClasses.LAYERS + "ConvolutionLayer",
          Dl4jClasses.LAYERS + "Pooling1D", Dl4jClasses.LAYERS + "Subsampling1DLayer",
          Dl4jClasses.LAYERS + "Pooling2D", Dl4jClasses.LAYERS + "SubsamplingLayer",
          Dl4jClasses.LAYERS + "Subsampling1DLayer", Dl4jClasses.LAYERS + "SubsamplingLayer");

  /** Copies the names, of which there is one at least. */
  public LayerClass {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a class has a name");
    }
  }

  /** A class of DL4J by its name alone. */
  public static LayerClass named(String name, Optional<LayerClass> direction) {
    List<String> names = new ArrayList<>(List.of(name));
    for (String above = name; SUPERCLASSES.containsKey(above); ) {
      above = SUPERCLASSES.get(above);
      names.add(above);
    }
    return new LayerClass(names, direction);
  }

  /** The class's own full name. */
  public String name() {
    return names.get(0);
  }

  /** Whether it is one of DL4J's layers, or of a class under it: {@code misc.FrozenLayer}. */
  boolean isLayer(String name) {
    return names.contains(Dl4jClasses.LAYERS + name);
  }

  /** What a table has for the class, or for the nearest one above it. */
  <T> Optional<T> nearest(Map<String, T> table) {
    return names.stream().filter(table::containsKey).findFirst().map(table::get);
  }
}
