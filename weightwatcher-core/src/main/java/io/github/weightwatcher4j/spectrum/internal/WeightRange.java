package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.util.Locale;

/** Why a matrix has no spectrum in float64; reads the weights again to say what and where. */
public final class WeightRange {

  /** Below this, squares of weights have lost digits to underflow. */
  private static final double SMALLEST_TRACE = 1e-280;

  private long nan;
  private long infinite;
  private double largest;
  private String place = "";

  private WeightRange() {}

  /**
   * Passes a matrix whose sum of squares is an ordinary number, or zero because all weights are.
   *
   * @throws UnusableWeightsException otherwise
   */
  public static void requireUsable(WeightMatrix matrix, double sumOfSquares) {
    if (sumOfSquares >= SMALLEST_TRACE && sumOfSquares < Double.POSITIVE_INFINITY) {
      return;
    }
    WeightRange range = new WeightRange();
    range.scan(matrix);
    if (range.nan + range.infinite > 0) {
      throw new UnusableWeightsException(
          range.nan
              + " NaN and "
              + range.infinite
              + " infinite weights, the first at "
              + range.place);
    }
    if (range.largest > 0) {
      throw new UnusableWeightsException(
          String.format(
              Locale.ROOT,
              "weights up to %.3g: their squares fall outside the range of a double; scale the"
                  + " layer",
              range.largest));
    }
  }

  private void scan(WeightMatrix matrix) {
    RowBlocks.read(
        matrix,
        () -> false,
        (block, first, count) -> {
          for (int i = 0; i < count * matrix.columns(); i++) {
            int row = matrix.transposed() ? i % count : i / matrix.columns();
            int column = matrix.transposed() ? i / count : i % matrix.columns();
            look(matrix, block[i], first + row, column);
          }
        });
  }

  private void look(WeightMatrix matrix, double weight, int row, int column) {
    if (Double.isFinite(weight)) {
      largest = Math.max(largest, Math.abs(weight));
      return;
    }
    if (nan + infinite == 0) {
      place = matrix.place(row, column);
    }
    if (Double.isNaN(weight)) {
      nan++;
    } else {
      infinite++;
    }
  }
}
