package io.github.weightwatcher4j.pruning;

import io.github.weightwatcher4j.change.LayerChange;
import io.github.weightwatcher4j.model.internal.Printable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which weights of a model become zero. {@code watcher.prune(plan)} gives the pruned model and
 * leaves the original as it is.
 *
 * @param model name of the model, with whatever characters it has
 * @param pruning how the shares were found
 * @param layers the layers that are pruned, in the model's order
 * @param kept the other layers that have a matrix, or may have
 */
public record PruningPlan(
    String model, Pruning pruning, List<PlannedLayer> layers, List<KeptLayer> kept) {

  /** Copies the lists. */
  public PruningPlan {
    Objects.requireNonNull(pruning);
    model = Printable.raw(model);
    layers = List.copyOf(layers);
    kept = List.copyOf(kept);
  }

  /** Number of weights of all layers that are pruned. */
  public long weights() {
    return layers.stream().mapToLong(PlannedLayer::weights).sum();
  }

  /** How many of them become zero. */
  public long zeros() {
    return layers.stream().mapToLong(PlannedLayer::zeros).sum();
  }

  /** The layers that should have been pruned and could not be read, or have no exponent. */
  public List<KeptLayer> lost() {
    return kept.stream().filter(KeptLayer::lost).toList();
  }

  /** Whether some layer is pruned, and none is lost. */
  public boolean isComplete() {
    return !layers.isEmpty() && lost().isEmpty();
  }

  /** What is pruned of the layer of that full name; empty where nothing is. */
  public Optional<PlannedLayer> find(String layer) {
    return layers.stream().filter(row -> row.layer().name().equals(layer)).findAny();
  }

  /** The plan as a change of the model's layers, as {@code WeightWatcher.change} takes it. */
  public LayerChange change() {
    return new PlannedChange(this);
  }

  /** An aligned table of at most 80 columns with a line for each layer that has a matrix. */
  @Override
  public String toString() {
    return PlanText.of(this);
  }
}
