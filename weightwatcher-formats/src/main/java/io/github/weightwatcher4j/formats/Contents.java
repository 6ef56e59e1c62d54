package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.model.Layer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a weight file holds.
 *
 * @param tensors every tensor under the name that it has in the file, in the file's order
 * @param layers the layers of the model, whose weights are views on the tensors
 * @param lora what the file itself says of the updates of an adapter that it holds; empty where it
 *     says nothing
 */
public record Contents(List<NamedTensor> tensors, List<Layer> layers, Optional<LoraSettings> lora) {

  /** Copies the lists. */
  public Contents {
    tensors = List.copyOf(tensors);
    layers = List.copyOf(layers);
    Objects.requireNonNull(lora);
  }

  /** Tensors and layers of a file that says nothing of adapters. */
  public Contents(List<NamedTensor> tensors, List<Layer> layers) {
    this(tensors, layers, Optional.empty());
  }

  /** The same with other layers. */
  Contents with(List<Layer> others) {
    return new Contents(tensors, others, lora);
  }

  /** The same with what the file says of an adapter. */
  public Contents withLora(LoraSettings settings) {
    return new Contents(tensors, layers, Optional.of(settings));
  }
}
