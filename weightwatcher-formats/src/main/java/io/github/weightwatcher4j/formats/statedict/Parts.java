package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.Part;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.List;
import java.util.Optional;

/** The matrices in one parameter. */
final class Parts {

  private Parts() {}

  /** The parameter's parts, none where it is no matrix of weights. */
  static List<Part> of(Parameter parameter, ModelNames names) {
    int rank = parameter.shape().rank();
    Optional<TensorView> stored = parameter.tensor().view();
    if (rank < 2 || WithoutMatrix.byName(parameter) || stored.isEmpty()) {
      return List.of();
    }
    TensorView view = ScaledWeights.of(parameter, stored.get(), names).orElseGet(stored::get);
    if (RecurrentParts.isRecurrent(parameter)) {
      return RecurrentParts.of(parameter, view, names);
    }
    if (NamingConventions.isEmbedding(NamingConventions.component(parameter))
        && view.squeezed().shape().rank() <= 2) {
      return embedding(view.squeezed());
    }
    if (parameter.leaf().equals("kernel") || parameter.leaf().endsWith("_kernel")) {
      return List.of(KernelParts.of(parameter, view));
    }
    if (!parameter.leaf().equals("weight") && !parameter.hasTwoAxes()) {
      return List.of(); // a vector with axes to broadcast along
    }
    if (rank == 2) {
      return matrix(parameter, view);
    }
    return List.of(stack(parameter, view, names));
  }

  private static List<Part> embedding(TensorView view) {
    return view.shape().rank() < 2 ? List.of() : List.of(Part.of(LayerType.EMBEDDING, view));
  }

  private static List<Part> matrix(Parameter parameter, TensorView view) {
    if (!NamingConventions.isAttention(parameter)) {
      return List.of(Part.of(LayerType.DENSE, view));
    }
    return FusedProjections.of(NamingConventions.component(parameter), view);
  }

  /** Three axes or more: experts, or the kernel of a convolution. */
  private static Part stack(Parameter parameter, TensorView view, ModelNames names) {
    if (view.shape().rank() == 3 && NamingConventions.isExperts(parameter)) {
      return new Part("", LayerType.OTHER, Slicing.LEADING, view);
    }
    if (names.isDepthwise(parameter)) {
      return view.merged(1, view.shape().rank())
          .map(filters -> Part.of(LayerType.DEPTHWISE_CONV, filters))
          .orElseGet(() -> Part.of(LayerType.OTHER, view));
    }
    if (NamingConventions.isTransposed(parameter)) {
      return Part.of(LayerType.DECONV, view);
    }
    return Part.of(LayerType.ofKernel(view.shape().rank()), view);
  }
}
