package io.github.weightwatcher4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.SymbolBlock;
import ai.djl.util.Pair;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A model that an engine loaded whole: parameters by name and no blocks, TorchScript's say. The
 * names tell the layers, as those of a state dictionary do.
 */
final class SymbolLayers {

  private SymbolLayers() {}

  /**
   * Its layers.
   *
   * @param path of the block in the model, which goes before every name; may be empty
   * @param first index of the first layer
   */
  static List<Layer> of(SymbolBlock block, String path, int first, UnaryOperator<NDArray> place) {
    String prefix = path.isEmpty() ? "" : path + ".";
    List<NamedTensor> tensors = new ArrayList<>();
    try {
      for (Pair<String, Parameter> each : block.getDirectParameters()) {
        tensors.add(ParameterTensors.of(prefix + each.getKey(), each.getValue(), place));
      }
    } catch (UnsupportedOperationException e) {
      return List.of(closed(block, path, first));
    }
    if (tensors.isEmpty()) {
      return List.of(closed(block, path, first));
    }
    return StateDict.layers(tensors).stream().map(layer -> from(first, layer)).toList();
  }

  /** An engine that runs a model and shows nothing of it. */
  private static Layer closed(SymbolBlock block, String path, int first) {
    String kind = block.getClass().getSimpleName();
    return Layer.withoutMatrix(
        new LayerInfo(first, path.isEmpty() ? kind : path, LayerType.OTHER),
        "the engine shows no parameters of a " + kind + "; analyse the model's file instead");
  }

  private static Layer from(int first, Layer layer) {
    LayerInfo old = layer.info();
    LayerInfo info = new LayerInfo(first + old.index(), old.rawName(), old.type());
    return layer
        .weights()
        .map(weights -> Layer.of(info, weights))
        .or(() -> layer.owner().map(owner -> Layer.sharing(info, owner)))
        .orElseGet(() -> Layer.withoutMatrix(info, layer.absence().orElseThrow(), layer.reason()))
        .noting(layer.note());
  }
}
