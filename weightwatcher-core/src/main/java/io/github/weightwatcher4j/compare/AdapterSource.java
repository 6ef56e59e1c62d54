package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.List;
import java.util.Optional;

/**
 * A model whose files may be those of low-rank adapters (LoRA), whose tensors are then no layers of
 * their own. Any other {@link ModelSource} is an adapter by the names of its layers alone.
 */
public interface AdapterSource extends ModelSource {

  /**
   * Every tensor under the name that it has in the file and with its axes as they are there; a
   * vector or a single number as a matrix of one column. A tensor that cannot be read has no
   * weights.
   */
  List<Layer> adapterTensors();

  /**
   * What stands beside the tensors on how the adapter is applied; empty where nothing does.
   *
   * @throws RuntimeException where it cannot be understood
   */
  Optional<LoraSettings> loraSettings();
}
