package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.AnalysisJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long it takes to read an analysis of 20 layers with compared laws: first in a fresh JVM, then
 * again. The first run makes the file; run it once more for the time of the first read.
 *
 * <p>Arguments: the file.
 */
public final class ReadAnalysis {

  private static final int LAYERS = 20;
  private static final int EIGENVALUES = 400;

  private ReadAnalysis() {}

  /** Reads and prints. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    if (Files.notExists(file)) {
      write(file);
      System.out.println("made " + file + "; run again");
      return;
    }
    for (int i = 1; i <= 10; i++) {
      long start = System.nanoTime();
      int layers = AnalysisJson.read(file).details().size();
      System.out.printf("read %d: %d layers in %.3f s%n", i, layers, seconds(start));
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void write(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(20);
    Map<String, double[][]> model = new LinkedHashMap<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      double[][] weights = new double[EIGENVALUES][EIGENVALUES];
      for (double[] row : weights) {
        for (int i = 0; i < row.length; i++) {
          row[i] = random.nextGaussian() * Math.pow(1 - random.nextDouble(), -0.4);
        }
      }
      model.put("layer" + layer, weights);
    }
    AnalysisJson.write(new WeightWatcher(model).analyze(o -> o.compareLaws(true)), file);
  }
}
