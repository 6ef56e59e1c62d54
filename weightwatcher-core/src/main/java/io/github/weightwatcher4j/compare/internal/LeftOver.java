package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import java.util.List;

/** Layers that found no place among the others. */
public final class LeftOver {

  private LeftOver() {}

  /** Adds a layer without a matrix behind the others, at the next index. */
  public static void append(List<Layer> layers, LayerInfo layer, Absence absence, String reason) {
    int index = layers.stream().mapToInt(other -> other.info().index() + 1).max().orElse(0);
    LayerInfo info = new LayerInfo(index, layer.rawName(), layer.type());
    layers.add(Layer.withoutMatrix(info, absence, reason));
  }
}
