package io.github.weightwatcher4j.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model as WeightWatcher sees it: a name and a list of layers in the model's own order.
 *
 * <p>Implement it to analyse weights from anywhere; implement {@link ModelAdapter} besides to let
 * {@code new WeightWatcher(model)} recognize the model's class.
 */
public interface ModelSource {

  /** What to call the model in reports, which write out what may not be shown of it. */
  String name();

  /** The file or folder that it lies in, as it was given; empty where there is none. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /** All layers, also those without a matrix. Cheap: no weights are read. */
  List<Layer> layers();

  /**
   * A number that changes whenever training changes the weights, such as an iteration count. An
   * analysis that finds another number at its end than at its beginning says so.
   */
  default long revision() {
    return 0;
  }

  /**
   * How to analyse a model that is being trained, for the warning that {@link #revision} causes.
   */
  default String snapshotAdvice() {
    return "analyse between two training steps, or analyse a copy of the model";
  }

  /** A source of the given layers. */
  static ModelSource of(String name, List<Layer> layers) {
    return new FixedSource(name, List.copyOf(layers));
  }
}
