package io.github.weightwatcher4j.bulk;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The noise fitted to the bulk of a layer, that of each of its matrices, and the spikes beyond it.
 *
 * @param matrices the noise of each matrix, one or more; in their order, but for those without a
 *     bulk (fewer than two columns that are not all zero)
 * @param spikes eigenvalues beyond the threshold of their matrix, largest first
 * @param statistic how far the eigenvalue that noise is least likely to reach lies past the edge of
 *     its matrix, in Tracy-Widom units; judged before any spike is taken off
 * @param pValue chance of such an eigenvalue in any of the matrices, were they noise; in [0, 1]
 * @param goodness how well the laws describe the bulk
 * @param scale W_scale, sqrt(n / sum of the n eigenvalues): W times it has a mean eigenvalue of 1
 * @param max largest eigenvalue
 */
public record MarchenkoPasturFit(
    List<MatrixNoise> matrices,
    List<Spike> spikes,
    double statistic,
    double pValue,
    GoodnessOfFit goodness,
    double scale,
    double max)
    implements BulkFit {

  /** Copies the lists. */
  public MarchenkoPasturFit {
    matrices = List.copyOf(matrices);
    spikes = List.copyOf(spikes);
    if (matrices.isEmpty()) {
      throw new IllegalArgumentException("needs the noise of one matrix or more");
    }
    if (!(scale > 0 && max > 0)) {
      throw new IllegalArgumentException("needs scale > 0 and max > 0: " + scale + " " + max);
    }
    if (!(Double.isFinite(statistic) && pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException(
          "needs a finite statistic and a pValue in [0, 1]: " + statistic + " " + pValue);
    }
  }

  /** sigma_mp: the noise of an entry times sqrt(N), for the weights scaled by W_scale. */
  public double sigma() {
    double square = matrices.stream().mapToDouble(it -> it.n() * it.variance()).average().orElse(0);
    return Math.sqrt(square) * scale;
  }

  /** bulk_min: the least of the lower edges, in units of the spectrum. */
  public double bulkMin() {
    return matrices.stream().mapToDouble(MatrixNoise::lower).min().orElseThrow();
  }

  /** bulk_max: the largest of the upper edges, in units of the spectrum. */
  public double bulkMax() {
    return largest(MatrixNoise::upper);
  }

  /** Where spikes begin, in the matrix where they begin last. */
  public double threshold() {
    return largest(MatrixNoise::threshold);
  }

  /**
   * The law of the largest eigenvalue of noise, as if all matrices had the edge of the one where it
   * lies furthest.
   */
  public NoiseEdge noise() {
    MatrixNoise furthest =
        matrices.stream().max(Comparator.comparingDouble(MatrixNoise::upper)).orElseThrow();
    return furthest.edge().of(matrices.size());
  }

  private double largest(ToDoubleFunction<MatrixNoise> value) {
    return matrices.stream().mapToDouble(value).max().orElseThrow();
  }

  /** Density of the bulk at an eigenvalue, the mean over the matrices. */
  public double density(double x) {
    return matrices.stream().mapToDouble(it -> it.density(x)).average().orElseThrow();
  }

  /** mp_softrank: upper edge over largest eigenvalue; above 1 where the bulk has no spikes. */
  public double softRank() {
    return bulkMax() / max;
  }
}
