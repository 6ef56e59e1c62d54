package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.compare.internal.LoraAdapters;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The tensors of a file as they are in an adapter, where none of them is a layer. */
final class AdapterTensors {

  /** What PEFT puts before every name. */
  private static final String WRAPPER = "base_model.";

  private static final String BASE = ".base_layer";

  private static final String ADAPTED =
      "the layer adds a low-rank update (LoRA) that lies beside these weights: merge it"
          + " (merge_and_unload of PEFT), or analyse the update with --lora";

  private AdapterTensors() {}

  /** The tensors under their own names, vectors and single numbers as columns. */
  static List<Layer> of(List<NamedTensor> tensors) {
    List<Layer> layers = new ArrayList<>();
    for (NamedTensor tensor : tensors) {
      if (tensor.name().isBlank()) {
        continue; // no name, no update
      }
      LayerInfo info = new LayerInfo(layers.size(), tensor.name(), type(tensor));
      layers.add(
          tensor
              .view()
              .map(
                  view ->
                      Layer.of(info, atLeastColumn(view).weights(info.name(), Slicing.TRAILING)))
              .orElseGet(() -> Layer.withoutMatrix(info, tensor.absence(), tensor.reason())));
    }
    return layers;
  }

  /** A factor is as long as the kernel that it adapts. */
  private static LayerType type(NamedTensor tensor) {
    if (tensor.name().contains("embedding")) {
      return LayerType.EMBEDDING;
    }
    int rank = tensor.shape().rank();
    return rank > 2 ? LayerType.ofKernel(rank) : LayerType.DENSE;
  }

  private static TensorView atLeastColumn(TensorView view) {
    TensorView column = view;
    while (column.shape().rank() < 2) {
      List<Long> dims = new ArrayList<>(column.shape().dims());
      List<Long> strides = new ArrayList<>(column.strides());
      dims.add(1L);
      strides.add(0L);
      column = new TensorView(view.storage(), view.offset(), new TensorShape(dims), strides);
    }
    return column;
  }

  /** The layers of a file, with the tensors of an adapter listed without a matrix. */
  static List<Layer> asListed(Contents contents, Supplier<Optional<LoraSettings>> settings) {
    List<Layer> layers = withoutAdapted(LoraAdapters.listed(contents.layers()));
    boolean wrapped = layers.stream().anyMatch(AdapterTensors::isWrapped);
    String obstacle = wrapped ? obstacle(settings) : "";
    return obstacle.isEmpty()
        ? layers
        : layers.stream()
            .map(it -> isWrapped(it) ? Layer.withoutMatrix(it.info(), obstacle) : it)
            .toList();
  }

  /** A layer whose updates lie beside it does not compute with its own weights alone. */
  private static List<Layer> withoutAdapted(List<Layer> layers) {
    Set<String> adapted = new HashSet<>();
    for (Layer layer : layers) {
      String name = layer.info().name();
      int factor = name.indexOf(".lora_");
      if (factor >= 0) {
        adapted.add(name.substring(0, factor) + BASE);
      }
    }
    return layers.stream()
        .map(
            layer ->
                adapted.contains(layer.info().name()) && layer.weights().isPresent()
                    ? Layer.withoutMatrix(layer.info(), ADAPTED)
                    : layer)
        .toList();
  }

  private static boolean isWrapped(Layer layer) {
    return layer.weights().isPresent() && layer.info().name().startsWith(WRAPPER);
  }

  private static String obstacle(Supplier<Optional<LoraSettings>> settings) {
    try {
      return settings.get().map(LoraSettings::obstacle).orElse("");
    } catch (WeightFileException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
