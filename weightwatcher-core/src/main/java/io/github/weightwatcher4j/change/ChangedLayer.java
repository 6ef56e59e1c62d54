package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * New weights W' of a layer.
 *
 * @param layer index, name and type
 * @param components how many singular triplets were kept, dropped or removed, of each of the
 *     layer's matrices in their order; none where weights were changed one by one, as by pruning
 * @param reason where that number comes from, for people to read
 * @param relativeChange {@code ||W' - W||_F / ||W||_F} over all matrices; 0 where all weights are
 *     zero
 * @param norm Frobenius norm of W' over all matrices
 * @param weights W', in memory, in the shape and orientation of the layer's own tensor; double
 *     where that is, float32 else
 */
public record ChangedLayer(
    LayerInfo layer,
    List<Integer> components,
    String reason,
    double relativeChange,
    double norm,
    Weights weights)
    implements ChangeOutcome {

  /** Copies the list and checks every domain above. */
  public ChangedLayer {
    Objects.requireNonNull(layer);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(weights);
    components = List.copyOf(components);
    if (!components.stream().allMatch(count -> count >= 0)) {
      throw new IllegalArgumentException("components must be >= 0 but were " + components);
    }
    require(relativeChange >= 0, "relativeChange", relativeChange);
    require(norm >= 0, "norm", norm);
  }

  private static void require(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be >= 0 but was " + value);
    }
  }

  /** Singular triplets kept, dropped or removed in all matrices together. */
  public int allComponents() {
    return components.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %s, %srelative change %.4g, norm %.6g",
        layer.name(),
        reason,
        components.isEmpty() ? "" : allComponents() + " components, ",
        relativeChange,
        norm);
  }
}
