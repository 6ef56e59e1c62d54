package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Weights;
import java.util.List;
import java.util.Optional;

/**
 * One update of an adapter: a pair of factors with what they are multiplied by, or the reason why
 * there is none.
 *
 * @param name of one of the factors
 * @param type what the adapted layer does, as far as the factors tell
 * @param pair the factors; empty where there is a problem
 * @param factor s
 * @param magnitude norms that the rows of the updated matrix have in the end, [n, 1] or [1, n];
 *     empty where they have those that come of the update
 * @param parameters names of the parameters of the module that may be what is adapted, where that
 *     is not the module's own weights
 * @param problem why there is no update; empty text where there is
 */
record LoraUpdate(
    LoraName name,
    LayerType type,
    Optional<LoraPair> pair,
    double factor,
    Optional<Weights> magnitude,
    List<String> parameters,
    String problem) {

  static LoraUpdate without(LoraName name, LayerType type, String problem) {
    return new LoraUpdate(name, type, Optional.empty(), 0, Optional.empty(), List.of(), problem);
  }

  /** The same update of a part of the layer, by a pair made of this one's. */
  LoraUpdate with(LoraPair other) {
    return new LoraUpdate(name, type, Optional.of(other), factor, magnitude, parameters, problem);
  }

  LoraUpdate with(LoraPair other, Weights norms) {
    return new LoraUpdate(
        name, type, Optional.of(other), factor, Optional.of(norms), parameters, problem);
  }
}
