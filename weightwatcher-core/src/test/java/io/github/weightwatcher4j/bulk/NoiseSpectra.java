package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.ArrayList;
import java.util.List;

/** Spectra of Gaussian matrices with entries of variance 1, alone or with planted directions. */
final class NoiseSpectra {

  private static final LapackSolver SOLVER = new LapackSolver(SpectrumMethod.FAST);

  private NoiseSpectra() {}

  /**
   * Noise and the strengths on the first places of the diagonal: Gaussian noise looks the same in
   * every basis, so any orthonormal directions would give the same law.
   */
  static Spectrum of(long seed, int n, int m, double... strengths) {
    double[][] matrix = Matrices.gaussian(seed, n, m);
    for (int i = 0; i < strengths.length; i++) {
      matrix[i][i] += strengths[i];
    }
    return of(matrix);
  }

  static Spectrum of(double[][] matrix) {
    return SOLVER.eigenvalues(Matrices.weights(matrix), 1e-6, () -> false);
  }

  /** The eigenvalues of several noise matrices in one. */
  static Spectrum pooled(long seed, int n, int m, int matrices) {
    List<Spectrum> spectra = new ArrayList<>();
    for (int i = 0; i < matrices; i++) {
      spectra.add(of(seed * matrices + i, n, m));
    }
    return Spectrum.pooled(spectra);
  }
}
