package io.github.weightwatcher4j;

import io.github.weightwatcher4j.metric.internal.LayerVectors;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the solver found of one matrix of a layer, or of all of them pooled; the convolution norm is
 * applied.
 *
 * @param spectrum the eigenvalues
 * @param rank numerical rank, summed over the matrices
 * @param shuffled the eigenvalues of the shuffled weights, for each replica
 * @param vectors what was measured of the eigenvectors, where asked for
 */
record SliceSpectra(
    Spectrum spectrum, int rank, List<Spectrum> shuffled, Optional<LayerVectors> vectors) {

  /** All matrices of a layer in one. */
  static SliceSpectra pooled(List<SliceSpectra> slices) {
    if (slices.size() == 1) {
      return slices.get(0);
    }
    int replicas = slices.isEmpty() ? 0 : slices.get(0).shuffled.size();
    List<LayerVectors> vectors = slices.stream().flatMap(s -> s.vectors.stream()).toList();
    return new SliceSpectra(
        Spectrum.pooled(slices.stream().map(SliceSpectra::spectrum).toList()),
        slices.stream().mapToInt(SliceSpectra::rank).sum(),
        IntStream.range(0, replicas).mapToObj(replica -> pooled(slices, replica)).toList(),
        vectors.isEmpty() ? Optional.empty() : Optional.of(LayerVectors.pooled(vectors)));
  }

  private static Spectrum pooled(List<SliceSpectra> slices, int replica) {
    return Spectrum.pooled(slices.stream().map(slice -> slice.shuffled.get(replica)).toList());
  }
}
