package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Layer;
import java.util.List;

/**
 * What a weight file holds.
 *
 * @param tensors every tensor under the name that it has in the file, in the file's order
 * @param layers the layers of the model, whose weights are views on the tensors
 */
public record Contents(List<NamedTensor> tensors, List<Layer> layers) {

  /** Copies the lists. */
  public Contents {
    tensors = List.copyOf(tensors);
    layers = List.copyOf(layers);
  }
}
