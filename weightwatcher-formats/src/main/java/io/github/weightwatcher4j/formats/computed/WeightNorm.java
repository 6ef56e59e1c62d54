package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Optional;

/**
 * Weight normalization, {@code W = g v / |v|}, a length for each index of one axis or one for all
 * (Salimans &amp; Kingma 2016, eq. 2): {@code X_v} with {@code X_g}, or {@code
 * parametrizations.X.original1} with {@code original0}. The shape of g tells the axis.
 */
final class WeightNorm implements Scheme {

  private static final int MOST_LENGTHS = 1 << 24;

  @Override
  public String name() {
    return "weight normalization";
  }

  @Override
  public Optional<String> ending(String name) {
    Optional<String> parametrized = Parametrization.ending(name, ".original1");
    return parametrized.isPresent()
        ? parametrized
        : name.endsWith("_v") ? Optional.of(name.substring(leafStart(name))) : Optional.empty();
  }

  private static int leafStart(String name) {
    return name.lastIndexOf('.') + 1;
  }

  @Override
  public String newEnding(String ending) {
    return ending.endsWith(".original1")
        ? Parametrization.parameter(ending)
        : ending.substring(0, ending.length() - "_v".length());
  }

  /** Name of the lengths, after what the group's names start with. */
  private static String lengths(Group group) {
    String ending = group.mainEnding();
    return ending.endsWith(".original1")
        ? ending.substring(0, ending.length() - 1) + "0"
        : ending.substring(0, ending.length() - 1) + "g";
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return group.has(lengths(group));
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    TensorView direction = group.mainView();
    TensorView lengths = group.get(lengths(group));
    if (group.mainEnding().endsWith(".original1")) {
      Parametrization.requireNothingElse(group, "original0", "original1");
    }
    TensorShape shape = direction.shape();
    int axis = axis(shape, lengths.shape());
    int channels = axis < 0 ? 1 : Math.toIntExact(shape.dim(axis));
    MisfitException.require(channels <= MOST_LENGTHS, "%d lengths", channels);
    long inner = axis < 0 ? Math.max(1, shape.size()) : shape.product(axis + 1, shape.rank());
    return TensorView.of(
        new ScaledStorage(
            Whole.of(direction),
            inner,
            tensor -> {
              double[] scales = Part.all(lengths, tensor);
              double[] norms = Norms.of(direction, inner, channels, tensor);
              for (int i = 0; i < channels; i++) {
                scales[i] /= norms[i];
              }
              return scales;
            }),
        shape);
  }

  /** The axis whose indices have a length each; negative where there is one length for all. */
  private static int axis(TensorShape weights, TensorShape lengths) {
    String misfit = "lengths %s do not fit weights %s".formatted(lengths, weights);
    if (lengths.size() == 1) {
      return -1;
    }
    if (lengths.rank() == 1 && lengths.dim(0) == weights.dim(0)) {
      return 0;
    }
    MisfitException.require(lengths.rank() == weights.rank(), misfit);
    int axis = -1;
    for (int i = 0; i < lengths.rank(); i++) {
      if (lengths.dim(i) != 1) {
        MisfitException.require(axis < 0 && lengths.dim(i) == weights.dim(i), misfit);
        axis = i;
      }
    }
    return axis;
  }
}
