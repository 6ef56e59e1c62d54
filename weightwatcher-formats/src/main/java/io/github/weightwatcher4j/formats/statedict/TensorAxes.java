package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.Axes;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;

/**
 * How the axes of a tensor of three or more are read.
 *
 * @param axes what they are
 * @param evident whether name, shape and neighbours leave no other
 */
record TensorAxes(Axes axes, boolean evident) {

  static TensorAxes evident(Axes axes) {
    return new TensorAxes(axes, true);
  }

  static TensorAxes assumed(Axes axes) {
    return new TensorAxes(axes, false);
  }

  /** The layer that a tensor read so is. */
  NamedMatrix matrix(TensorView view, LayerType projection) {
    NamedMatrix matrix = axes.read(view, projection);
    String note = "axes taken for %s, which neither names nor shapes settle; --axes sets them";
    return evident ? matrix : matrix.noting(note.formatted(axes));
  }
}
