package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Optional;

/**
 * Spectral normalization, {@code W / sigma} with {@code sigma = u' W v} of the vectors that
 * training kept (Miyato et al. 2018): {@code X_orig} with {@code X_u} and {@code X_v}, {@code
 * X_bar} with the same, or {@code parametrizations.X.original} with {@code 0._u} and {@code 0._v}.
 * W is taken as a matrix of the axis that u is as long as, and of all others.
 */
final class SpectralNorm implements Scheme {

  private static final int BLOCK = 1 << 16;

  @Override
  public String name() {
    return "spectral normalization";
  }

  @Override
  public Optional<String> ending(String name) {
    Optional<String> parametrized = Parametrization.ending(name, ".original");
    boolean known = name.endsWith("_orig") || name.endsWith("_bar");
    return parametrized.isPresent() || !known
        ? parametrized
        : Optional.of(name.substring(name.lastIndexOf('.') + 1));
  }

  @Override
  public String newEnding(String ending) {
    return ending.endsWith(".original")
        ? Parametrization.parameter(ending)
        : ending.substring(0, ending.lastIndexOf('_'));
  }

  private static String vector(Group group, String which) {
    String ending = group.mainEnding();
    return ending.endsWith(".original")
        ? ending.substring(0, ending.length() - "original".length()) + "0._" + which
        : ending.substring(0, ending.lastIndexOf('_') + 1) + which;
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return group.has(vector(group, "u"));
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    TensorView weights = group.mainView();
    TensorView u = group.get(vector(group, "u"));
    TensorView v = group.get(vector(group, "v"));
    if (group.mainEnding().endsWith(".original")) {
      Parametrization.requireNothingElse(group, "original");
    }
    TensorShape shape = weights.shape();
    long rows = u.shape().size();
    MisfitException.require(
        rows > 0 && rows * v.shape().size() == shape.size() && rows <= Integer.MAX_VALUE,
        "vectors %s and %s do not fit weights %s",
        u.shape(),
        v.shape(),
        shape);
    boolean fits = shape.rank() >= 2 && (shape.dim(0) == rows || shape.dim(1) == rows);
    MisfitException.require(fits, "u is %s, weights are %s", u.shape(), shape);
    // Either axis where both are as long; of two the kept vectors fit one alone.
    boolean either = shape.dim(0) == rows && shape.dim(1) == rows;
    return TensorView.of(
        new ScaledStorage(
            Whole.of(weights),
            Math.max(1, shape.size()),
            tensor -> {
              double first = shape.dim(0) == rows ? sigma(weights, u, v, 0, tensor) : 0;
              double second =
                  shape.dim(1) == rows && (either || shape.dim(0) != rows)
                      ? sigma(weights, u, v, 1, tensor)
                      : 0;
              double sigma = Math.abs(first) >= Math.abs(second) ? first : second;
              return new double[] {1 / sigma};
            }),
        shape);
  }

  /** {@code u' W v} with the rows of W along an axis, the columns along the others in C order. */
  private static double sigma(
      TensorView weights, TensorView u, TensorView v, int axis, String tensor) throws IOException {
    double[] left = Part.all(u, tensor);
    double[] right = Part.all(v, tensor);
    TensorShape shape = weights.shape();
    long inner = shape.product(axis + 1, shape.rank());
    long length = shape.dim(axis);
    double sum = 0;
    try (Part part = Part.open(weights, tensor)) {
      for (long first = 0; first < shape.size(); first += BLOCK) {
        int count = (int) Math.min(BLOCK, shape.size() - first);
        double[] values = part.read(first, count);
        for (int i = 0; i < count; i++) {
          long at = first + i;
          long row = at / inner % length;
          long column = at / (inner * length) * inner + at % inner;
          sum += left[(int) row] * values[i] * right[(int) column];
        }
      }
    }
    return sum;
  }
}
