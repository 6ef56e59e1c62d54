package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.similarity.CanonicalCorrelations;
import io.github.weightwatcher4j.similarity.Representation;
import io.github.weightwatcher4j.similarity.Similarities;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long CCA takes, and all measures together, from arrays in memory.
 *
 * <p>Arguments: samples, features, times; such as {@code 2000 512 3}.
 */
public final class MeasureSimilarity {

  private MeasureSimilarity() {}

  /** Measures. */
  public static void main(String[] arguments) {
    Kernels.print();
    int samples = Integer.parseInt(arguments[0]);
    int features = Integer.parseInt(arguments[1]);
    SplittableRandom random = new SplittableRandom(1);
    double[][] x = gaussian(samples, features, random);
    double[][] y = gaussian(samples, features, random);
    Similarities.of(Representation.of(head(x)), Representation.of(head(y))); // loads the library
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      long start = System.nanoTime();
      double mean = CanonicalCorrelations.of(Representation.of(x), Representation.of(y)).mean();
      double ofCca = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      Similarities.of(Representation.of(x), Representation.of(y));
      double ofAll = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT, "CCA %.2f s, all measures %.2f s; mean %.4f%n", ofCca, ofAll, mean);
    }
  }

  private static double[][] head(double[][] values) {
    return new double[][] {values[0], values[1], values[2], values[3], values[4]};
  }

  private static double[][] gaussian(int rows, int columns, SplittableRandom random) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return values;
  }
}
