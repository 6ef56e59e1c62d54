package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The eigenvectors of one layer, each told by its eigenvalue and its {@link VectorMetrics}; the
 * vectors themselves are not kept.
 */
public final class LayerVectors {

  private final Spectrum spectrum;
  private final List<VectorMetrics> metrics;

  private LayerVectors(Spectrum spectrum, List<VectorMetrics> metrics) {
    this.spectrum = spectrum;
    this.metrics = metrics;
  }

  /**
   * The eigenvectors of one matrix, one at a time.
   *
   * @param system left open
   * @param factor what eigenvalues are multiplied by, the square of the convolution norm; 1
   *     elsewhere
   */
  public static LayerVectors of(EigenSystem system, double factor) {
    double[] vector = new double[system.size()];
    List<VectorMetrics> metrics = new ArrayList<>();
    for (int i = 0; i < vector.length; i++) {
      system.read(i, vector);
      metrics.add(VectorMetrics.of(vector));
    }
    return new LayerVectors(system.spectrum().scaled(factor), List.copyOf(metrics));
  }

  /** All eigenvectors of several slices in one; those of equal eigenvalues in order of slices. */
  public static LayerVectors pooled(List<LayerVectors> slices) {
    record Pair(double eigenvalue, VectorMetrics metrics) {}

    List<Pair> pairs = new ArrayList<>();
    for (LayerVectors slice : slices) {
      for (int i = 0; i < slice.metrics.size(); i++) {
        pairs.add(new Pair(slice.spectrum.eigenvalue(i), slice.metrics.get(i)));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::eigenvalue));
    Spectrum spectrum = Spectrum.pooled(slices.stream().map(LayerVectors::spectrum).toList());
    return new LayerVectors(spectrum, pairs.stream().map(Pair::metrics).toList());
  }

  /** The eigenvalues, ascending. */
  public Spectrum spectrum() {
    return spectrum;
  }

  /** The numbers of the vectors, in the order of {@link #spectrum()}. */
  public List<VectorMetrics> metrics() {
    return metrics;
  }

  @Override
  public String toString() {
    return "eigenvectors of " + spectrum;
  }
}
