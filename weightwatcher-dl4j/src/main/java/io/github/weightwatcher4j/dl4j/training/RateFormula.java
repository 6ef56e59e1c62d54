package io.github.weightwatcher4j.dl4j.training;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * How the power-law exponents of a network's layers become factors of their learning rates: a layer
 * with a small alpha, whose spectrum has a heavy tail already, learns slower than one with a large
 * alpha.
 *
 * <p>With fewer than two layers, and where all exponents are equal, every factor is 1: there is
 * nothing to balance. Immutable.
 *
 * <p>Source: Zhou, Pang, Liu, Martin, Mahoney &amp; Yang, "Temperature Balancing, Layer-wise Weight
 * Analysis, and Neural Network Training", NeurIPS 2023 (TempBalance).
 */
public final class RateFormula {

  private final String description;
  private final UnaryOperator<double[]> formula;

  private RateFormula(String description, UnaryOperator<double[]> formula) {
    this.description = description;
    this.formula = formula;
  }

  /** {@link #linear(double, double)} from 0.5 to 1.5, as in the paper. */
  public static RateFormula linear() {
    return linear(0.5, 1.5);
  }

  /**
   * {@code low + (high - low) (alpha - alphaMin) / (alphaMax - alphaMin)}, the form that
   * TempBalance uses by default.
   *
   * <p>The smallest alpha gets {@code low} and the largest {@code high} however close they are.
   *
   * @param low factor of the smallest alpha, positive
   * @param high factor of the largest alpha, at least {@code low}
   */
  public static RateFormula linear(double low, double high) {
    requireRange(low, high);
    return new RateFormula(
        "linear(" + low + ", " + high + ")",
        alphas -> {
          double min = Arrays.stream(alphas).min().orElseThrow();
          double max = Arrays.stream(alphas).max().orElseThrow();
          return Arrays.stream(alphas)
              .map(alpha -> low + (high - low) * ((alpha - min) / (max - min)))
              .toArray();
        });
  }

  /** {@code sqrt(alpha)} divided by its mean over the layers; the mean factor is 1. */
  public static RateFormula squareRoot() {
    return new RateFormula("squareRoot", alphas -> overMean(map(alphas, Math::sqrt)));
  }

  /** {@code log2(alpha)} divided by its mean over the layers; the mean factor is 1. */
  public static RateFormula log2() {
    // The base cancels.
    return new RateFormula("log2", alphas -> overMean(map(alphas, Math::log)));
  }

  /** {@link #rank(double, double)} from 0.5 to 1.5. */
  public static RateFormula rank() {
    return rank(0.5, 1.5);
  }

  /**
   * {@code low + (high - low) rank / n}, with the ranks of the n alphas from 0 (the smallest) to n
   * - 1 ("step" in the authors' code, where no layer gets {@code high} either). Equal alphas share
   * the mean of their ranks.
   *
   * @param low factor of the smallest alpha, positive
   * @param high bound of the largest factor, at least {@code low}
   */
  public static RateFormula rank(double low, double high) {
    requireRange(low, high);
    return new RateFormula(
        "rank(" + low + ", " + high + ")",
        alphas -> map(alphas, alpha -> low + (high - low) * rank(alpha, alphas) / alphas.length));
  }

  /**
   * {@code 10^(scale (1 / (1 + exp(-steepness (alpha - mean alpha))) - 1/2))}: between {@code
   * 10^(-scale/2)} and {@code 10^(scale/2)}, and 1 for a layer of mean alpha.
   *
   * <p>Source: Liu, Hu, Pang, Zhou, Ren &amp; Yang, "Model Balancing Helps Low-data Training and
   * Fine-tuning", EMNLP 2024, whose published settings have scales from 0.25 to 2.
   *
   * @param scale decades between the bounds, positive
   * @param steepness how soon the bounds are reached, per unit of alpha, positive
   */
  public static RateFormula sigmoid(double scale, double steepness) {
    return sigmoid("sigmoid(" + scale + ", " + steepness + ")", scale, scale, steepness);
  }

  /**
   * {@code 10^(s (1 / (1 + exp(-10 (alpha - mean alpha))) - 1/2))} with s = 2 for a layer below the
   * mean alpha and s = 1 for one above: factors from 1/10 to the square root of 10, so that layers
   * that are well trained are slowed down by more than others are sped up.
   *
   * <p>Source: the authors' code of Model Balancing, as {@link #sigmoid}.
   */
  public static RateFormula modelBalancing() {
    return sigmoid("modelBalancing", 2, 1, 10);
  }

  private static RateFormula sigmoid(
      String description, double below, double above, double steepness) {
    require(below > 0 && below < Double.POSITIVE_INFINITY, "scale must be > 0 but was " + below);
    require(
        steepness > 0 && steepness < Double.POSITIVE_INFINITY,
        "steepness must be > 0 but was " + steepness);
    return new RateFormula(
        description,
        alphas -> {
          double mean = Arrays.stream(alphas).average().orElseThrow();
          return map(
              alphas,
              a ->
                  Math.pow(
                      10,
                      (a < mean ? below : above)
                          * (1 / (1 + Math.exp(-steepness * (a - mean))) - 0.5)));
        });
  }

  /**
   * The factor of each layer.
   *
   * @param alphas exponents of the layers, each above 1
   * @return positive factors in the same order, as many
   */
  public double[] factors(double... alphas) {
    Objects.requireNonNull(alphas, "alphas");
    for (double alpha : alphas) {
      require(
          alpha > 1 && alpha < Double.POSITIVE_INFINITY,
          "every alpha must be a number > 1 but one is " + alpha);
    }
    if (Arrays.stream(alphas).distinct().count() < 2) {
      return map(alphas, alpha -> 1);
    }
    return formula.apply(alphas.clone());
  }

  /** The formula's name with its constants. */
  @Override
  public String toString() {
    return description;
  }

  private static double rank(double alpha, double[] alphas) {
    long below = Arrays.stream(alphas).filter(other -> other < alpha).count();
    long equal = Arrays.stream(alphas).filter(other -> other == alpha).count();
    return below + (equal - 1) / 2.0;
  }

  private static double[] overMean(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return map(values, value -> value / mean);
  }

  private static double[] map(double[] values, DoubleUnaryOperator operator) {
    return Arrays.stream(values).map(operator).toArray();
  }

  private static void requireRange(double low, double high) {
    require(
        low > 0 && low <= high && high < Double.POSITIVE_INFINITY,
        "factors need 0 < low <= high but were low = " + low + " and high = " + high);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
