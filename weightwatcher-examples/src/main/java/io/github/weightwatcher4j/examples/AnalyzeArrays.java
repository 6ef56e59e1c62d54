package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Analyses weights that come as plain arrays, from whatever framework. One matrix is Gaussian, as
 * before training; the entries x of the other have a very heavy tail, p(x) ~ |x|^-2, for which
 * theory knows the alpha of the eigenvalues: 1.5.
 */
public final class AnalyzeArrays {

  private AnalyzeArrays() {}

  /** Analyses, prints. */
  public static void main(String[] args) {
    System.out.println(analyze());
  }

  static Analysis analyze() {
    Random random = new Random(1);
    Map<String, double[][]> layers = new LinkedHashMap<>();
    layers.put("gaussian", matrix(1000, 500, random::nextGaussian));
    layers.put("heavy", matrix(1000, 500, () -> sign(random) / random.nextDouble()));
    return new WeightWatcher(layers).analyze();
  }

  private static double sign(Random random) {
    return random.nextBoolean() ? 1 : -1;
  }

  private static double[][] matrix(int rows, int columns, DoubleSupplier entry) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int column = 0; column < columns; column++) {
        row[column] = entry.getAsDouble();
      }
    }
    return matrix;
  }
}
