package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.WeightTensor;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The rows of a layer, its matrices side by side, less the layer's median, each column over its
 * median absolute deviation.
 */
public final class Standardized {

  private final WeightTensor tensor;
  private final Slices slices;
  private final double median;
  private final double[] deviations;

  /** Reads the layer once, whole. */
  public Standardized(WeightTensor tensor, Slices slices) {
    this.tensor = tensor;
    this.slices = slices;
    double[] all = slices.readSideBySide(tensor, 0, rows());
    this.median = new Median().evaluate(all);
    this.deviations = deviations(all, Math.toIntExact(slices.columns() * slices.count()));
  }

  private static double[] deviations(double[] all, int columns) {
    double[] deviations = new double[columns];
    double[] column = new double[columns == 0 ? 0 : all.length / columns];
    for (int i = 0; i < columns; i++) {
      for (int row = 0; row < column.length; row++) {
        column[row] = all[row * columns + i];
      }
      deviations[i] = deviation(column);
    }
    if (Arrays.stream(deviations).anyMatch(deviation -> deviation == 0)) {
      double unit = unit(all);
      Arrays.setAll(deviations, i -> deviations[i] == 0 ? unit : deviations[i]);
    }
    return deviations;
  }

  /** What a column of equal weights is divided by. */
  private static double unit(double[] all) {
    double deviation = deviation(all);
    if (deviation > 0) {
      return deviation;
    }
    double median = new Median().evaluate(all);
    double square = Arrays.stream(all).map(x -> (x - median) * (x - median)).sum();
    // Equal weights are all at the median: any unit leaves them at 0.
    return square > 0 ? Math.sqrt(square / all.length) : 1;
  }

  private static double deviation(double[] values) {
    double median = new Median().evaluate(values);
    return new Median().evaluate(Arrays.stream(values).map(x -> Math.abs(x - median)).toArray());
  }

  /** Number of rows. */
  public int rows() {
    return Math.toIntExact(slices.rows());
  }

  /** Number of columns of all matrices together. */
  public int columns() {
    return deviations.length;
  }

  /** Some rows, row-major. */
  public double[] read(int first, int count) {
    double[] block = slices.readSideBySide(tensor, first, count);
    for (int i = 0; i < block.length; i++) {
      block[i] = (block[i] - median) / deviations[i % deviations.length];
    }
    return block;
  }
}
