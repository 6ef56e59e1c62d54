package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Layers of all kinds, some with names that would like to be markup. */
final class SampleAnalysis {

  static final String SCRIPT = "</script><script>document.title='taken'</script>";
  static final String IMAGE = "<img src=x onerror=\"document.title='taken'\">&amp;'\"";
  static final String LONG =
      "encoder.transformer.blocks.layer_17.attention.self.query_key_value.projection.weight";

  private SampleAnalysis() {}

  static Analysis of() {
    return new WeightWatcher(layers()).analyze(options -> options.seed(5).detx(true));
  }

  static Map<String, double[][]> layers() {
    Map<String, double[][]> layers = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      layers.put("block" + i + ".dense", weights(i, 60 + 20 * i, 0.2 + 0.15 * i));
    }
    layers.put(SCRIPT, weights(20, 50, 0.5));
    layers.put(IMAGE, weights(21, 50, 0.3));
    layers.put(LONG, weights(22, 64, 0.4));
    layers.put("zeros", new double[30][30]);
    double[][] broken = weights(23, 40, 0.5);
    broken[3][4] = Double.NaN;
    layers.put("broken <b>layer</b>", broken);
    return layers;
  }

  /** Weights with a tail, heavier for a larger power. */
  private static double[][] weights(long seed, int size, double power) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = new double[size + 20][size];
    for (double[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian() / Math.pow(1 - random.nextDouble(), power);
      }
    }
    return weights;
  }
}
