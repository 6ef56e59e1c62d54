package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model with the weights of some layers changed; the one it was made from is left as it was.
 *
 * <p>It is a model like any other: {@code new WeightWatcher(changed).analyze()} shows what the
 * change did. New weights are held in memory. Layers that were not changed are read from the
 * original when asked for, and follow it where it is trained on.
 */
public final class ChangedModel implements ModelSource {

  private final ModelSource original;
  private final String change;
  private final List<ChangeOutcome> outcomes;
  private final List<Layer> layers;

  private ChangedModel(
      ModelSource original, String change, List<ChangeOutcome> outcomes, List<Layer> layers) {
    this.original = original;
    this.change = change;
    this.outcomes = outcomes;
    this.layers = layers;
  }

  /**
   * The model with new weights where there are some.
   *
   * @param original the model that was changed
   * @param layers its layers, as they were listed for the change
   * @param change what was done, in words
   * @param outcomes one for each layer, in their order
   * @throws IllegalArgumentException where layers and outcomes do not match
   */
  public static ChangedModel of(
      ModelSource original, List<Layer> layers, String change, List<ChangeOutcome> outcomes) {
    if (layers.size() != outcomes.size()) {
      throw new IllegalArgumentException(
          "needs an outcome for each of " + layers.size() + " layers: " + outcomes.size());
    }
    List<Layer> replaced = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      replaced.add(replaced(layers.get(i), outcomes.get(i)));
    }
    return new ChangedModel(original, change, List.copyOf(outcomes), List.copyOf(replaced));
  }

  private static Layer replaced(Layer layer, ChangeOutcome outcome) {
    if (!outcome.layer().equals(layer.info())) {
      throw new IllegalArgumentException(
          "the outcome of " + outcome.layer() + " stands where " + layer.info() + " should");
    }
    return outcome instanceof ChangedLayer changed
        ? Layer.of(changed.layer(), changed.weights())
        : layer;
  }

  /** The original's name and what was done. */
  @Override
  public String name() {
    return original.name() + ", " + change;
  }

  @Override
  public List<Layer> layers() {
    return layers;
  }

  /** The original's, from which the unchanged layers are read. */
  @Override
  public long revision() {
    return original.revision();
  }

  @Override
  public String snapshotAdvice() {
    return original.snapshotAdvice();
  }

  /** The layers with new weights, in the model's order. */
  public List<ChangedLayer> changed() {
    return of(ChangedLayer.class).toList();
  }

  /** The layers that keep their weights, with the reason. */
  public List<UnchangedLayer> unchanged() {
    return of(UnchangedLayer.class).toList();
  }

  /**
   * The new weights of the layer of that full name; empty where it keeps its own or is not there.
   */
  public Optional<ChangedLayer> find(String layer) {
    return of(ChangedLayer.class).filter(changed -> changed.layer().name().equals(layer)).findAny();
  }

  private <T extends ChangeOutcome> Stream<T> of(Class<T> kind) {
    return outcomes.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** A line for each layer. */
  @Override
  public String toString() {
    return name()
        + outcomes.stream().map(outcome -> "\n  " + outcome).collect(Collectors.joining());
  }
}
