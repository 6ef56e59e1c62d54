package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.MaskedStorage;
import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.Optional;

/**
 * Weights whose scales are stored beside them: the layer computes with their product, so that is
 * what is analysed.
 *
 * <ul>
 *   <li>{@code weight} in 8 bits with {@code weight_scale} or {@code weight_scale_inv}: a scale for
 *       the matrix, for each row, or for each block of a grid
 *   <li>{@code weight} in 8 bits with {@code SCB}: a scale for each row, times 127
 *   <li>weight normalization, {@code weight_v} with {@code weight_g}, or {@code original1} with
 *       {@code original0}: row i is {@code g_i v_i / |v_i|} (Salimans &amp; Kingma 2016, eq. 2)
 *   <li>pruned weights, {@code weight_orig} with {@code weight_mask}, each times its mask
 * </ul>
 */
final class ScaledWeights {

  /** Scales for a whole row of this many numbers at most, expanded from those of a grid. */
  private static final int MOST_SCALES = 1 << 24;

  private static final double INT8_RANGE = 127;

  /** The end of the name of weights that a mask belongs to. */
  private static final String PRUNED = "_orig";

  private ScaledWeights() {}

  /** The product; empty where nothing is to be multiplied, or it is not known how. */
  static Optional<TensorView> of(Parameter parameter, TensorView view, ModelParameters names) {
    if (!view.equals(TensorView.of(view.storage(), view.shape())) || view.shape().size() == 0) {
      return Optional.empty();
    }
    Optional<Parameter> direction = magnitude(parameter, names);
    if (direction.isPresent()) {
      return direction.flatMap(g -> g.tensor().view()).flatMap(g -> normalized(view, g));
    }
    if (parameter.leaf().endsWith(PRUNED)) {
      return mask(parameter, names)
          .flatMap(it -> it.tensor().view())
          .flatMap(it -> masked(view, it));
    }
    if (!isQuantized(parameter, view)) {
      return Optional.empty();
    }
    return names
        .sibling(parameter, "SCB")
        .flatMap(scale -> scale.tensor().view())
        .flatMap(scale -> byGrid(view, scale, 1 / INT8_RANGE))
        .or(
            () ->
                names
                    .sibling(parameter, "weight_scale_inv")
                    .or(() -> names.sibling(parameter, "weight_scale"))
                    .flatMap(scale -> scale.tensor().view())
                    .flatMap(scale -> byGrid(view, scale, 1)));
  }

  private static boolean isQuantized(Parameter parameter, TensorView view) {
    Precision precision = view.storage().precision();
    boolean eightBits =
        precision == Precision.INTEGER
            || precision == Precision.FLOAT8_E4M3
            || precision == Precision.FLOAT8_E5M2;
    return eightBits && parameter.leaf().equals("weight") && view.shape().rank() == 2;
  }

  /** The lengths of weight normalization, where the parameter holds its directions. */
  static Optional<Parameter> magnitude(Parameter parameter, ModelParameters names) {
    return switch (parameter.leaf()) {
      case "weight_v" -> names.sibling(parameter, "weight_g");
      case "original1" -> names.sibling(parameter, "original0");
      default -> Optional.empty();
    };
  }

  /** The mask of pruned weights, where the parameter holds them whole. */
  static Optional<Parameter> mask(Parameter parameter, ModelParameters names) {
    String leaf = parameter.leaf();
    return leaf.endsWith(PRUNED)
        ? names.sibling(parameter, leaf.substring(0, leaf.length() - PRUNED.length()) + "_mask")
        : Optional.empty();
  }

  private static Optional<TensorView> masked(TensorView view, TensorView mask) {
    boolean fits =
        mask.shape().equals(view.shape())
            && mask.equals(TensorView.of(mask.storage(), mask.shape()));
    return fits
        ? Optional.of(
            TensorView.of(new MaskedStorage(view.storage(), mask.storage()), view.shape()))
        : Optional.empty();
  }

  private static Optional<TensorView> normalized(TensorView view, TensorView lengths) {
    long rows = view.shape().rows();
    // A length for each row is PyTorch's default; along another axis it is not known which.
    if (lengths.shape().size() != rows || rows > MOST_SCALES || lengths.shape().rows() != rows) {
      return Optional.empty();
    }
    return Optional.of(
        scaled(
            view,
            view.shape().rowLength(),
            tensor -> {
              double[] scales = values(lengths, tensor);
              double[] norms = norms(view, tensor);
              for (int row = 0; row < rows; row++) {
                scales[row] /= norms[row];
              }
              return scales;
            }));
  }

  private static double[] norms(TensorView view, String tensor) throws IOException {
    long length = view.shape().rowLength();
    double[] norms = new double[(int) view.shape().rows()];
    DoubleBuffer run = DoubleBuffer.allocate((int) Math.min(length, 1 << 16));
    try (WeightTensor weights = view.open(tensor)) {
      for (int row = 0; row < norms.length; row++) {
        double sum = 0;
        for (long first = 0; first < length; first += run.capacity()) {
          int count = (int) Math.min(run.capacity(), length - first);
          weights.read(row, 1, first, count, run.clear());
          for (int i = 0; i < count; i++) {
            sum += run.get(i) * run.get(i);
          }
        }
        norms[row] = Math.sqrt(sum);
      }
    }
    return norms;
  }

  /** Scales {@code [a, b]}: each for a block of {@code rows / a} by {@code columns / b} weights. */
  private static Optional<TensorView> byGrid(TensorView view, TensorView grid, double factor) {
    long rows = view.shape().rows();
    long columns = view.shape().rowLength();
    int rank = grid.shape().rank();
    long down = rank == 0 ? 1 : grid.shape().dim(0);
    long across = rank < 2 ? 1 : grid.shape().dim(1);
    if (rank > 2 || down < 1 || across < 1 || columns % across != 0) {
      return Optional.empty(); // blocks of different widths
    }
    long height = (rows + down - 1) / down;
    if (rows * across > MOST_SCALES || (rows + height - 1) / height != down) {
      return Optional.empty();
    }
    return Optional.of(
        scaled(
            view,
            columns / across,
            tensor -> {
              double[] blocks = values(grid, tensor);
              double[] scales = new double[(int) (rows * across)];
              for (int i = 0; i < scales.length; i++) {
                long block = i / across / height * across + i % across;
                scales[i] = factor * blocks[(int) block];
              }
              return scales;
            }));
  }

  private static double[] values(TensorView view, String tensor) throws IOException {
    double[] values = new double[Math.toIntExact(view.shape().size())];
    try (WeightTensor weights = view.open(tensor)) {
      int columns = Math.toIntExact(view.shape().rowLength());
      weights.read(0, values.length / columns, 0, columns, DoubleBuffer.wrap(values));
    }
    return values;
  }

  private static TensorView scaled(TensorView view, long inner, ScaledStorage.Scales scales) {
    return TensorView.of(new ScaledStorage(view.storage(), inner, scales), view.shape());
  }
}
