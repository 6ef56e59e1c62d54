package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.internal.Printable;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One layer of two models compared: a value, or the reason why there is none.
 *
 * @param layer the layer as the first model has it, or the second where the first lacks it
 * @param shape its matrices; empty where it has none
 * @param value distance or similarity of the weights, as the method says; empty where they cannot
 *     be compared
 * @param problem why there is no value, for people to read; empty text where there is one
 * @param lost whether there is no value although one of the models has weights in the layer, or may
 *     have: nobody knows how far apart they are. A layer that was read and that the other model
 *     does not have is not lost
 */
public record LayerDistance(
    LayerInfo layer,
    Optional<MatrixShape> shape,
    OptionalDouble value,
    String problem,
    boolean lost) {

  /** A layer that was compared. */
  public static LayerDistance of(LayerInfo layer, MatrixShape shape, double value) {
    return new LayerDistance(layer, Optional.of(shape), OptionalDouble.of(value), "", false);
  }

  /** Checks that there is a finite value or a reason, not both. */
  public LayerDistance {
    Objects.requireNonNull(layer);
    Objects.requireNonNull(shape);
    problem = Printable.of(problem);
    if (value.isPresent() != problem.isEmpty()) {
      throw new IllegalArgumentException(
          layer + " needs a value or a problem but has " + value + " and '" + problem + "'");
    }
    if (value.isPresent() && lost) {
      throw new IllegalArgumentException(layer + " is not lost, its value is " + value);
    }
    if (value.isPresent() && !(Math.abs(value.getAsDouble()) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a distance is finite but was " + value);
    }
  }
}
