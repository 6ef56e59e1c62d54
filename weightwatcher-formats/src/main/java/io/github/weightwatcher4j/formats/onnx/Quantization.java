package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Quantized weights as the numbers that they stand for, {@code (q - zero) * scale}. */
final class Quantization {

  private Quantization() {}

  /**
   * The weights, scaled. Weights that are no integers were never quantized and stay.
   *
   * @param value the integers
   * @param scale one scale, one a position on the axis, or one a block
   * @param zero zero points, as many, where there are
   * @param axis which axis the scales belong to, from the end where it is negative
   * @param block how many neighbours on the axis share a scale; 0 without blocks
   */
  static Value scaled(Value value, Value scale, Optional<Value> zero, int axis, long block)
      throws IOException {
    if (value.view().isEmpty() || !isInteger(value)) {
      return value;
    }
    TensorView view = value.view().get();
    if (!isWhole(view) || scale.view().isEmpty()) {
      return value.unreadable("its scales do not fit to a part of it");
    }
    double[] scales = scale.numbers();
    double[] zeros = new double[scales.length];
    if (zero.isPresent() && zero.get().view().isPresent()) {
      double[] given = zero.get().numbers();
      if (given.length != 1 && given.length != zeros.length) {
        return value.unreadable(given.length + " zero points, but " + scales.length + " scales");
      }
      Arrays.setAll(zeros, i -> given[given.length == 1 ? 0 : i]);
    }
    long inner = inner(view, axis, block, scales.length);
    if (inner < 1) {
      return value.unreadable(scales.length + " scales do not fit to its shape " + view.shape());
    }
    return scaled(value, new ScaledStorage(view.storage(), inner, scales, zeros));
  }

  /** As above, of an operation that is told zero points only: its scale has no place in it. */
  static Value shifted(Value value, Optional<Value> scale, Optional<Value> zero, int axis)
      throws IOException {
    if (scale.isPresent()) {
      return scaled(value, scale.get(), zero, axis, 0);
    }
    if (zero.isEmpty() || zero.get().view().isEmpty() || value.view().isEmpty()) {
      return value;
    }
    double[] zeros = zero.get().numbers();
    double[] ones = new double[zeros.length];
    Arrays.fill(ones, 1);
    TensorView view = value.view().get();
    long inner = inner(view, axis, 0, zeros.length);
    if (inner < 1 || !isWhole(view)) {
      return value.unreadable(zeros.length + " zero points do not fit to its shape");
    }
    return scaled(value, new ScaledStorage(view.storage(), inner, ones, zeros));
  }

  private static Value scaled(Value value, ScaledStorage storage) {
    return value.map(view -> TensorView.of(storage, view.shape()));
  }

  static boolean isInteger(Value value) {
    return value.view().filter(Quantization::isInteger).isPresent();
  }

  static boolean isInteger(TensorView view) {
    return view.storage().precision() == Precision.INTEGER
        && !(view.storage() instanceof ScaledStorage);
  }

  private static boolean isWhole(TensorView view) {
    return view.offset() == 0
        && view.shape().size() == view.storage().size()
        && view.isContiguous(0);
  }

  /** How many neighbours in the storage share a scale; 0 where the scales do not fit. */
  private static long inner(TensorView view, int axis, long block, int scales) {
    int rank = view.shape().rank();
    int from = axis < 0 ? axis + rank : axis;
    if (block > 0) {
      boolean last = rank > 0 && from == rank - 1 && view.shape().dim(from) % block == 0;
      return last && view.shape().size() / block == scales ? block : 0;
    }
    if (scales == 1) {
      return Math.max(1, view.storage().size());
    }
    boolean fits = from >= 0 && from < rank && view.shape().dim(from) == scales;
    return fits ? view.shape().product(from + 1, rank) : 0;
  }
}
