package io.github.weightwatcher4j.similarity;

import io.github.weightwatcher4j.spectrum.internal.Blas;
import io.github.weightwatcher4j.spectrum.internal.ThinSvd;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The single list of measures of how alike two representations X and Y of the same n samples are. 1
 * says the same, up to what the measure does not see; 0 nothing in common. None changes where the
 * features of X or Y are shifted, rotated or scaled together.
 */
public enum SimilarityMeasure {
  /** Mean canonical correlation, in [0, 1]; see {@link CanonicalCorrelations}. */
  CCA("mean canonical correlation", pair -> pair.canonical().mean()),
  /** Mean squared canonical correlation, in [0, 1]. */
  CCA_R2("mean squared canonical correlation", pair -> pair.canonical().meanOfSquares()),
  /**
   * CCA of the directions that hold 99 % of the variance of each (Raghu et al., NIPS 2017); in [0,
   * 1].
   */
  SVCCA(
      "CCA of the directions with 99 % of the variance",
      pair -> svcca(pair, DirectionRule.VARIANCE)),
  /** The same by singular values, as the published code; in [0, 1]. */
  SVCCA_SINGULAR_VALUES(
      "the same, 99 % of the singular values", pair -> svcca(pair, DirectionRule.SINGULAR_VALUES)),
  /**
   * CCA weighed by what the variates explain of X (Morcos, Raghu and Bengio, NeurIPS 2018); in [0,
   * 1].
   */
  PWCCA_X("CCA weighed by how much of A it explains", pair -> pair.canonical().weightedX()),
  /** CCA weighed by what the variates explain of Y; in [0, 1]. */
  PWCCA_Y("CCA weighed by how much of B it explains", pair -> pair.canonical().weightedY()),
  /**
   * Linear CKA, {@code |X^T Y|^2 / (|X^T X| |Y^T Y|)} in Frobenius norms (Kornblith et al., ICML
   * 2019, eq. 4). Biased upwards where features are many and samples few. In [0, 1].
   */
  CKA("alike as the samples resemble each other", SimilarityMeasure::linearCka),
  /**
   * CKA by the unbiased estimator of HSIC (Song et al., JMLR 13, 2012, eq. 5; Nguyen et al., ICLR
   * 2021); n of 4 or more. May be a little negative, and above 1.
   */
  CKA_UNBIASED("the same without the bias of few samples", SimilarityMeasure::unbiasedCka),
  /**
   * Orthogonal Procrustes: the nuclear norm of X^T Y over {@code |X| |Y|}, 1 for the same up to
   * rotation and scale. The least {@code |X/|X| - Y/|Y| Q|} over rotations Q is {@code sqrt(2 - 2
   * s)}. In [0, 1].
   */
  PROCRUSTES("alike after the best rotation", SimilarityMeasure::procrustes);

  private static final double SHARE = 0.99;
  private static final int FEWEST_UNBIASED = 4;

  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final ToDoubleFunction<RepresentationPair> formula;

  SimilarityMeasure(String meaning, ToDoubleFunction<RepresentationPair> formula) {
    this.meaning = meaning;
    this.formula = formula;
  }

  /** The name in exports, such as {@code pwcca_x}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, in a few words; A and B are the first and the second representation. */
  public String meaning() {
    return meaning;
  }

  /**
   * The value for two representations of the same samples.
   *
   * @throws IllegalArgumentException where the numbers of samples differ, or are too few for the
   *     measure: no more than p + q directions for those of CCA, fewer than 4 for unbiased CKA
   */
  public double of(Representation x, Representation y) {
    return of(new RepresentationPair(x, y));
  }

  double of(RepresentationPair pair) {
    double[] value = new double[1];
    Blas.withThreads(1, () -> value[0] = formula.applyAsDouble(pair));
    return value[0];
  }

  private static double svcca(RepresentationPair pair, DirectionRule rule) {
    return CanonicalCorrelations.of(pair.x().leading(SHARE, rule), pair.y().leading(SHARE, rule))
        .mean();
  }

  /** |X^T Y|^2 = sum of (s_i c_ij t_j)^2, with the cosines c of the directions of X and Y. */
  private static double linearCka(RepresentationPair pair) {
    Representation x = pair.x();
    Representation y = pair.y();
    double fourth = fourthPowers(x) * fourthPowers(y);
    return Math.min(1, squaredProduct(x, y) / Math.sqrt(fourth));
  }

  private static double fourthPowers(Representation x) {
    return Arrays.stream(x.singularValues()).map(s -> s * s * s * s).sum();
  }

  private static double squaredProduct(Representation x, Representation y) {
    return Arrays.stream(product(x, y)).map(c -> c * c).sum();
  }

  /** S C T, which has the singular values of X^T Y; row-major r_x x r_y. */
  private static double[] product(Representation x, Representation y) {
    double[] product = x.cosines(y);
    for (int i = 0; i < product.length; i++) {
      product[i] *= x.singularValues()[i / y.rank()] * y.singularValues()[i % y.rank()];
    }
    return product;
  }

  private static double unbiasedCka(RepresentationPair pair) {
    Representation x = pair.x();
    Representation y = pair.y();
    if (x.samples() < FEWEST_UNBIASED) {
      throw new IllegalArgumentException(
          "unbiased CKA needs %d samples or more but there are %d"
              .formatted(FEWEST_UNBIASED, x.samples()));
    }
    double[] kx = squaredLengths(x);
    double[] ky = squaredLengths(y);
    double xx = hsic(fourthPowers(x), kx, kx);
    double yy = hsic(fourthPowers(y), ky, ky);
    if (!(xx > 0 && yy > 0)) {
      throw new IllegalArgumentException(
          "unbiased CKA is not defined: the samples of one show no more likeness than chance has");
    }
    return hsic(squaredProduct(x, y), kx, ky) / Math.sqrt(xx * yy);
  }

  /** The diagonal of X X^T. */
  private static double[] squaredLengths(Representation x) {
    double[] lengths = new double[x.samples()];
    double[] directions = x.directions();
    for (int i = 0; i < directions.length; i++) {
      double value = directions[i] * x.singularValues()[i % x.rank()];
      lengths[i / x.rank()] += value * value;
    }
    return lengths;
  }

  /**
   * n (n - 3) times the unbiased HSIC of K = X X^T and L = Y Y^T without their diagonals k and l,
   * whose other sums are known: rows of K and L add up to 0, as X and Y are centred.
   */
  private static double hsic(double product, double[] k, double[] l) {
    int n = k.length;
    double kl = 0;
    for (int i = 0; i < n; i++) {
      kl += k[i] * l[i];
    }
    double traces = Arrays.stream(k).sum() * Arrays.stream(l).sum();
    return product - kl + traces / ((n - 1.0) * (n - 2)) - 2 * kl / (n - 2);
  }

  private static double procrustes(RepresentationPair pair) {
    Representation x = pair.x();
    Representation y = pair.y();
    double[] values = ThinSvd.values(product(x, y), x.rank(), y.rank());
    double norms = Math.sqrt(squares(x) * squares(y));
    return Math.min(1, Arrays.stream(values).sum() / norms);
  }

  private static double squares(Representation x) {
    return Arrays.stream(x.singularValues()).map(s -> s * s).sum();
  }
}
