package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.change.Components.Count;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * SVD smoothing: each matrix keeps only its top k singular triplets, or only the others.
 *
 * <p>With the eigenvectors V_k of the k largest eigenvalues of {@code W^T W} the new matrix is
 * {@code W V_k V_k^T}, the nearest to W of rank k (Eckart &amp; Young 1936), or {@code W - W V_k
 * V_k^T}. Keeping all components gives the very same weights.
 */
public final class Smoothing implements LayerChange {

  private final Components components;
  private final boolean keep;

  private Smoothing(Components components, boolean keep) {
    this.components = components;
    this.keep = keep;
  }

  /**
   * Keeps the top components of each layer and drops the rest. A layer where the rule finds none is
   * not changed.
   */
  public static Smoothing keep(Components components) {
    return new Smoothing(components, true);
  }

  /** Drops the top components of each layer and keeps the rest. */
  public static Smoothing drop(Components components) {
    return new Smoothing(components, false);
  }

  @Override
  public ChangeOutcome apply(
      LayerInfo layer, Weights weights, SpectrumSolver solver, BooleanSupplier cancelled)
      throws IOException {
    try (LayerMatrices matrices = LayerMatrices.open(weights);
        EigenSystems systems = EigenSystems.of(matrices.matrices(), solver, cancelled)) {
      MatrixShape shape = MatrixShape.of(weights);
      Count count = components.of(systems.pooled(), shape);
      if (count.k() == 0) {
        return new UnchangedLayer(layer, "no component: " + count.reason());
      }
      int perMatrix = perMatrix(count.k(), shape);
      NewWeights changed = new NewWeights(matrices, cancelled);
      for (int i = 0; i < matrices.matrices().size(); i++) {
        add(matrices.matrices().get(i), systems.get(i), perMatrix, changed);
      }
      return changed.layer(layer, weights, count.reason());
    }
  }

  /** ceil(k / rf), and no more than there are. */
  private static int perMatrix(int k, MatrixShape shape) {
    return (int) Math.min(shape.m(), (k + shape.rf() - 1) / shape.rf());
  }

  private void add(WeightMatrix matrix, EigenSystem system, int k, NewWeights changed) {
    int m = system.size();
    changed.add(
        matrix,
        k,
        (block, first, rows) -> {
          if (keep) {
            system.keep(block, rows, m - k, m);
          } else {
            system.remove(block, rows, m - k, m);
          }
        });
  }

  @Override
  public long bytesNeeded(Weights weights, SpectrumSolver solver) {
    return EigenSystems.bytesNeeded(MatrixShape.of(weights), solver);
  }

  /** Such as {@code keep 0.8 of the eigenvalues}. */
  @Override
  public String toString() {
    return (keep ? "keep " : "drop ") + components;
  }
}
