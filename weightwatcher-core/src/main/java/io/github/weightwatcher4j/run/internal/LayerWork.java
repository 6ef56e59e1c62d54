package io.github.weightwatcher4j.run.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.run.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How much work the layers of a model are, and how it is shared out. */
public final class LayerWork {

  /** Operations for each entry and each of the largest eigenvalues. */
  private static final double TOP_WORK = 20;

  private LayerWork() {}

  /**
   * Floating-point operations, roughly: N M^2 for X and 4/3 M^3 for its eigenvalues; some products
   * with the matrix for each of the largest ones alone.
   */
  static double of(Layer layer, AnalysisOptions options) {
    Weights weights = layer.weights().orElseThrow();
    MatrixShape shape = MatrixShape.of(weights);
    double m = shape.m();
    return LayerGate.takesTop(weights, options)
        ? TOP_WORK * options.topK() * weights.sparseEntries().orElseThrow()
        : shape.rf() * m * m * (shape.n() + 4 * m / 3);
  }

  /** The work of the layers that an analysis with these options takes, by their index. */
  public static Map<Integer, Double> byIndex(List<Layer> layers, AnalysisOptions options) {
    LayerGate gate = LayerGate.takingSparse(options);
    Map<Integer, Double> work = new TreeMap<>();
    layers.stream()
        .filter(layer -> gate.refuse(layer).isEmpty())
        .forEach(layer -> work.merge(layer.info().index(), of(layer, options), Double::sum));
    return work;
  }

  /** The indices of the layers that the options' shard has. */
  static Set<Integer> here(List<Layer> layers, AnalysisOptions options) {
    Shard shard = options.shard();
    if (shard.count() == 0) {
      requireThere(shard, layers);
      return shard.indices();
    }
    Map<Integer, Double> work = byIndex(layers, options);
    List<Integer> indices = new ArrayList<>(work.keySet());
    int[] bins = Bins.of(indices.stream().mapToDouble(work::get).toArray(), shard.count());
    return IntStream.range(0, bins.length)
        .filter(i -> bins[i] == shard.number() - 1)
        .mapToObj(indices::get)
        .collect(Collectors.toSet());
  }

  private static void requireThere(Shard shard, List<Layer> layers) {
    Set<Integer> missing = new TreeSet<>(shard.indices());
    layers.forEach(layer -> missing.remove(layer.info().index()));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("the model has no layers with the indices " + missing);
    }
  }
}
