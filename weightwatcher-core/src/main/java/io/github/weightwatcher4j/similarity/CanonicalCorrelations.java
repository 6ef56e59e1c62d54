package io.github.weightwatcher4j.similarity;

import io.github.weightwatcher4j.spectrum.internal.Blas;
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import io.github.weightwatcher4j.spectrum.internal.ThinSvd;
import java.util.Arrays;
import java.util.List;

/**
 * Canonical correlations of two representations: the correlations of the pairs of directions, one
 * in each, that agree best, each pair uncorrelated with those before (Hotelling 1936).
 *
 * <p>With U_x and U_y orthonormal bases of the centred columns they are the singular values of
 * U_x^T U_y (Björck &amp; Golub 1973). They are the same after any invertible linear map of the
 * features of either.
 *
 * @param correlations min(r_x, r_y) of them, descending, each in [0, 1]
 * @param rankX r_x, the directions of the first
 * @param rankY r_y, those of the second
 * @param weightedX PWCCA of the first: the mean correlation, each weighed by {@code sum_j |h_i^T
 *     x_j|} over the columns x_j of X, with h_i the i-th canonical variate of X as a vector of
 *     length 1 (Morcos, Raghu &amp; Bengio, NeurIPS 2018, section 2.2)
 * @param weightedY PWCCA of the second, weighed by the columns of Y; in general another number
 */
public record CanonicalCorrelations(
    List<Double> correlations, int rankX, int rankY, double weightedX, double weightedY) {

  /** Copies the list. */
  public CanonicalCorrelations {
    correlations = List.copyOf(correlations);
    if (correlations.isEmpty()) {
      throw new IllegalArgumentException("needs one correlation or more");
    }
  }

  /**
   * The canonical correlations of two representations of the same samples.
   *
   * @throws IllegalArgumentException where the numbers of samples differ, or there are no more of
   *     them than r_x + r_y: then correlations are 1, or near it, whatever the data
   */
  public static CanonicalCorrelations of(Representation x, Representation y) {
    requireSameSamples(x, y);
    if (x.samples() <= x.rank() + y.rank()) {
      throw new IllegalArgumentException(
          "needs more samples than directions, n > p + q, but n = %d, p = %d and q = %d: any two"
                  .formatted(x.samples(), x.rank(), y.rank())
              + " would look alike; take more samples, SVCCA or CKA");
    }
    CanonicalCorrelations[] found = new CanonicalCorrelations[1];
    Blas.withThreads(1, () -> found[0] = computed(x, y));
    return found[0];
  }

  static void requireSameSamples(Representation x, Representation y) {
    if (x.samples() != y.samples()) {
      throw new IllegalArgumentException(
          "both need the same samples, but one has %d and the other %d"
              .formatted(x.samples(), y.samples()));
    }
  }

  private static CanonicalCorrelations computed(Representation x, Representation y) {
    ThinSvd svd = ThinSvd.of(x.cosines(y), x.rank(), y.rank());
    double[] correlations = svd.values();
    for (int i = 0; i < correlations.length; i++) {
      correlations[i] = Math.min(1, correlations[i]);
    }
    return new CanonicalCorrelations(
        Arrays.stream(correlations).boxed().toList(),
        x.rank(),
        y.rank(),
        weighted(correlations, svd.left(), x),
        weighted(correlations, svd.right(), y));
  }

  /** The variates are the directions times {@code turn}, row-major rank x k. */
  private static double weighted(double[] correlations, double[] turn, Representation x) {
    int k = correlations.length;
    double[] products = MatrixProduct.transposed(turn, x.coordinates(), k, x.rank(), x.features());
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < products.length; i++) {
      double weight = Math.abs(products[i]);
      weights += weight;
      sum += weight * correlations[i / x.features()];
    }
    return sum / weights;
  }

  /** Mean correlation, in [0, 1]. */
  public double mean() {
    return correlations.stream().mapToDouble(it -> it).average().orElseThrow();
  }

  /** Mean squared correlation, in [0, 1]: R^2 of CCA (Kornblith et al., ICML 2019, table 1). */
  public double meanOfSquares() {
    return correlations.stream().mapToDouble(it -> it * it).average().orElseThrow();
  }
}
