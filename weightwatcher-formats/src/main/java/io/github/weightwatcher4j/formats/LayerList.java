package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.internal.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Layers, collected in the model's order, each under a name of its own. Weights that were added
 * before, the same numbers in the same place, are listed without a matrix and say whose they are.
 */
public final class LayerList {

  private final List<Layer> layers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<TensorView, String> owners = new HashMap<>();

  /** An empty list. */
  public LayerList() {}

  /** Adds the parts of one layer, called {@code name} or {@code name.part}. */
  public void add(int index, String name, List<NamedMatrix> parts) {
    for (NamedMatrix part : parts) {
      add(index, part.name().isEmpty() ? name : name + "." + part.name(), part);
    }
  }

  private void add(int index, String name, NamedMatrix part) {
    LayerInfo info = new LayerInfo(index, unique(name, index), part.type());
    String owner = owners.putIfAbsent(part.view(), info.name());
    layers.add(
        owner == null
            ? Layer.of(info, part.view().weights(info.name(), part.slicing())).noting(part.note())
            : Layer.sharing(info, owner));
  }

  /** Adds a layer whose weights are those of one that was added before. */
  public void addSharing(int index, String name, LayerType type, String owner) {
    layers.add(Layer.sharing(new LayerInfo(index, unique(name, index), type), owner));
  }

  /** Adds a layer without a matrix whose weights, if it has any, are lost for the reason given. */
  public void add(int index, String name, LayerType type, String reason) {
    add(index, name, type, Absence.UNREAD, reason);
  }

  /** Adds a layer without a matrix, for the reason given. */
  public void add(int index, String name, LayerType type, Absence absence, String reason) {
    LayerInfo info = new LayerInfo(index, unique(name, index), type);
    layers.add(Layer.withoutMatrix(info, absence, reason));
  }

  /** Adds a layer of another model, with a word before its name and its index so much higher. */
  void add(String word, int offset, Layer layer) {
    int index = offset + layer.info().index();
    String name = unique(word + layer.info().rawName(), index);
    LayerInfo info = new LayerInfo(index, name, layer.info().type());
    Layer renamed =
        layer
            .weights()
            .map(weights -> Layer.of(info, weights))
            .or(() -> layer.owner().map(owner -> Layer.sharing(info, word + owner)))
            .orElseGet(
                () -> Layer.withoutMatrix(info, layer.absence().orElseThrow(), layer.reason()));
    layers.add(renamed.noting(layer.note()));
  }

  private String unique(String name, int index) {
    Guard.requireNotInterrupted(); // a model may have a hundred thousand
    String candidate = Printable.of(name).isBlank() ? "layer" + index : name;
    while (!names.add(Printable.name(candidate))) {
      candidate += "#" + index;
    }
    return candidate;
  }

  /** What was added. */
  public List<Layer> layers() {
    return List.copyOf(layers);
  }
}
