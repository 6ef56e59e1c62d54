package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Smoothing by the optimal rules of Gavish and Donoho: each matrix is taken for one of low rank
 * with independent noise of equal variance on its entries, and its singular values s become {@code
 * unit * shrink(s / unit)} with {@code unit = sqrt(N)} times the standard deviation of the noise.
 * Formulas are with {@link Shrinker}, estimates of the noise with {@link Noise}.
 *
 * <p>The slices of a convolution are denoised each by itself, with its own noise. A matrix without
 * a value beyond the noise becomes 0, for that is the estimate: a layer of pure noise has {@code
 * allComponents() == 0} and a relative change of 1. A layer of zeros, or one where the noise of any
 * slice is unknown, is not changed, and says why.
 */
public final class Denoising implements LayerChange {

  private final Shrinker shrinker;
  private final Noise noise;

  private Denoising(Shrinker shrinker, Noise noise) {
    this.shrinker = shrinker;
    this.noise = noise;
  }

  /** What becomes of the singular values, and the noise that it is reckoned from. */
  public static Denoising of(Shrinker shrinker, Noise noise) {
    return new Denoising(Objects.requireNonNull(shrinker), Objects.requireNonNull(noise));
  }

  @Override
  public ChangeOutcome apply(
      LayerInfo layer, Weights weights, SpectrumSolver solver, BooleanSupplier cancelled)
      throws IOException {
    try (LayerMatrices matrices = LayerMatrices.open(weights);
        EigenSystems systems = EigenSystems.of(matrices.matrices(), solver, cancelled)) {
      MatrixShape shape = MatrixShape.of(weights).single();
      List<double[]> factors = new ArrayList<>();
      int slices = matrices.matrices().size();
      for (int i = 0; i < slices; i++) {
        Spectrum spectrum = systems.get(i).spectrum();
        if (isZero(spectrum)) {
          factors.add(new double[0]);
          continue;
        }
        Noise.Level level = noise.of(spectrum, shape);
        if (level instanceof Noise.Known known) {
          factors.add(factors(spectrum, known.law()));
        } else if (level instanceof Noise.Unknown unknown) {
          String where = slices == 1 ? "" : " in slice " + i + " of " + slices;
          return new UnchangedLayer(layer, "noise unknown" + where + ": " + unknown.reason());
        }
      }
      if (isZero(systems.pooled())) {
        return new UnchangedLayer(layer, "all weights are zero");
      }
      return changed(layer, weights, matrices, systems, factors, cancelled);
    }
  }

  private static boolean isZero(Spectrum spectrum) {
    return spectrum.size() == 0 || !(spectrum.eigenvalue(spectrum.size() - 1) > 0);
  }

  /** Of the eigenvalues that do not become 0, which are the largest; ascending. */
  private double[] factors(Spectrum spectrum, MarchenkoPastur law) {
    int m = spectrum.size();
    double[] all = new double[m];
    int from = m;
    for (int i = m - 1; i >= 0; i--) {
      double y = Math.sqrt(Math.max(0, spectrum.eigenvalue(i))) / law.sigma();
      double value = shrinker.shrink(y, 1 / law.q());
      if (!(value > 0)) {
        break;
      }
      all[i] = value / y;
      from = i;
    }
    return Arrays.copyOfRange(all, from, m);
  }

  private ChangedLayer changed(
      LayerInfo layer,
      Weights weights,
      LayerMatrices matrices,
      EigenSystems systems,
      List<double[]> factors,
      BooleanSupplier cancelled) {
    NewWeights written = new NewWeights(matrices, cancelled);
    for (int i = 0; i < factors.size(); i++) {
      EigenSystem system = systems.get(i);
      double[] ofSlice = factors.get(i);
      int from = system.size() - ofSlice.length;
      written.add(
          matrices.matrices().get(i),
          ofSlice.length,
          (block, first, rows) -> system.scale(block, rows, from, ofSlice));
    }
    return written.layer(layer, weights, toString());
  }

  @Override
  public long bytesNeeded(Weights weights, SpectrumSolver solver) {
    return EigenSystems.bytesNeeded(MatrixShape.of(weights), solver);
  }

  /** Such as {@code Frobenius shrinkage, noise by the median}. */
  @Override
  public String toString() {
    return shrinker + ", " + noise;
  }
}
