package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.matrix.internal.EntryStatistics;
import io.github.weightwatcher4j.matrix.internal.Line;
import io.github.weightwatcher4j.metric.internal.LayerVectors;
import io.github.weightwatcher4j.metric.internal.NumericalRank;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.internal.TrapTest;
import java.util.List;
import java.util.Optional;

/**
 * What the solver found of one matrix of a layer; the convolution norm is applied.
 *
 * @param spectrum the eigenvalues
 * @param resolution singular value, relative to the largest, up to which one counts as zero
 * @param entries what its entries say; empty where neither bulk nor shuffles were asked for
 * @param outliers rows and columns that make an eigenvalue by themselves
 * @param shuffled its weights shuffled, for each replica
 * @param vectors what was measured of the eigenvectors, where asked for
 */
record SliceSpectra(
    Spectrum spectrum,
    double resolution,
    Optional<EntryStatistics> entries,
    List<Line> outliers,
    List<TrapTest.Replica> shuffled,
    Optional<LayerVectors> vectors) {

  /** How many times as large as what counts as zero all else must be for a gap between them. */
  private static final double APART = 100;

  /** Numerical rank. */
  int rank() {
    return NumericalRank.of(spectrum, resolution);
  }

  /** Whether the eigenvalues that are not zero are far from what counts as zero. */
  boolean isZeroApart() {
    int zeros = spectrum.size() - rank();
    return zeros == spectrum.size()
        || spectrum.eigenvalue(zeros) >= APART * spectrum.max() * resolution * resolution;
  }

  SliceSpectra withReplicas(List<TrapTest.Replica> replicas) {
    return new SliceSpectra(spectrum, resolution, entries, outliers, replicas, vectors);
  }

  /** Whether there are two live columns or more, without which there is no noise to speak of. */
  boolean hasNoise() {
    return entries.filter(it -> it.m() >= 2).isPresent();
  }

  /** The spectrum with what the law of its noise depends on. */
  MatrixSpectrum noise() {
    EntryStatistics said = entries.orElseThrow();
    return new MatrixSpectrum(spectrum, said.n(), said.m(), said.excessKurtosis());
  }
}
