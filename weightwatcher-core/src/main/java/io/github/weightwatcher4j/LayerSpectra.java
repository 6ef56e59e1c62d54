package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.metric.internal.LayerVectors;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.internal.TrapTest;
import java.util.List;
import java.util.Optional;

/** What one row of the table is about: one matrix of a layer, or all of them pooled. */
record LayerSpectra(List<SliceSpectra> slices) {

  /** The eigenvalues of all matrices. */
  Spectrum spectrum() {
    return slices.size() == 1
        ? slices.get(0).spectrum()
        : Spectrum.pooled(slices.stream().map(SliceSpectra::spectrum).toList());
  }

  /** Numerical rank, summed over the matrices. */
  int rank() {
    return slices.stream().mapToInt(SliceSpectra::rank).sum();
  }

  /** The matrices that have noise to speak of: those of two live columns or more. */
  List<MatrixSpectrum> noise() {
    return slices.stream().filter(SliceSpectra::hasNoise).map(SliceSpectra::noise).toList();
  }

  int replicas() {
    return slices.isEmpty() ? 0 : slices.get(0).shuffled().size();
  }

  /** Each matrix with its weights shuffled. */
  List<TrapTest.Replica> shuffled(int replica) {
    return slices.stream().map(slice -> slice.shuffled().get(replica)).toList();
  }

  /** What was measured of the eigenvectors, where asked for. */
  Optional<LayerVectors> vectors() {
    List<LayerVectors> vectors = slices.stream().flatMap(it -> it.vectors().stream()).toList();
    return vectors.isEmpty() ? Optional.empty() : Optional.of(LayerVectors.pooled(vectors));
  }

  /** Rows and columns that are all zero. */
  int deadLines() {
    return slices.stream()
        .flatMap(slice -> slice.entries().stream())
        .mapToInt(it -> it.deadLines().size())
        .sum();
  }

  /** Eigenvalues that are zero because rows and columns are. */
  int deadEigenvalues() {
    return slices.stream()
        .flatMap(slice -> slice.entries().stream())
        .mapToInt(it -> it.columns() - it.m())
        .sum();
  }

  /** Rows and columns that make an eigenvalue by themselves. */
  int outliers() {
    return slices.stream().mapToInt(slice -> slice.outliers().size()).sum();
  }
}
