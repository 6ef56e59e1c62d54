package io.github.weightwatcher4j.dl4j.generalization;

/**
 * Measures that are said to go with generalization; after Dziugaite et al., In search of robust
 * measures of generalization, NeurIPS 2020, and Jiang et al., Fantastic generalization measures,
 * ICLR 2020.
 *
 * <p>W_i are the L weight matrices, those of convolutions as [outputs, inputs times kernel],
 * without biases, and W_i0 what they were before training; m is the number of examples. Logarithms
 * are natural. All but {@link #MARGIN} and {@link #SIGMA} are meant to be larger where a network
 * generalizes worse.
 */
public enum Measure {
  /** Number of weights, without biases. */
  PARAMETERS("params", Kind.ROOT),
  /**
   * The (m/10)-th smallest, m/10 rounded down, of the score of the right class less the largest
   * other one, before the last activation function. Absent for fewer than 10 examples.
   */
  MARGIN("margin", Kind.PLAIN),
  /** {@code 1 / margin^2}; absent, like all that divide by it, where the margin is not positive. */
  INVERSE_MARGIN("inverse_margin", Kind.ROOT),
  /** {@code sum ||W_i||_F^2}. */
  NORM("param_norm", Kind.ROOT),
  /** {@code sum ln ||W_i||_2^2}. */
  LOG_PRODUCT_OF_SPECTRAL("log_prod_of_spec", Kind.LOGARITHM),
  /** {@code sum ln ||W_i||_F^2}. */
  LOG_PRODUCT_OF_FROBENIUS("log_prod_of_fro", Kind.LOGARITHM),
  /** {@code ln L + (sum ln ||W_i||_2^2) / L}. */
  LOG_SUM_OF_SPECTRAL("log_sum_of_spec", Kind.LOGARITHM),
  /** {@code ln L + (sum ln ||W_i||_F^2) / L}. */
  LOG_SUM_OF_FROBENIUS("log_sum_of_fro", Kind.LOGARITHM),
  /** {@code sum ||W_i||_F^2 / ||W_i||_2^2}: the stable ranks. */
  FROBENIUS_OVER_SPECTRAL("fro_over_spec", Kind.ROOT),
  /** {@code sum ln ||W_i||_2^2 - 2 ln margin}. */
  LOG_SPECTRAL_OVER_MARGIN("log_prod_of_spec_over_margin", Kind.LOGARITHM),
  /** {@link #LOG_SPECTRAL_OVER_MARGIN} {@code + ln sum ||W_i||_F^2 / ||W_i||_2^2}. */
  LOG_SPECTRAL_ORIGIN("log_spec_orig_main", Kind.LOGARITHM),
  /**
   * Sum of the outputs, before the last activation function, of the network of squared weights and
   * biases for an input of ones (Neyshabur et al. 2015): over all paths of the product of squared
   * weights, where no pooling chooses among them. Absent where a layer is not linear between
   * ReLU-like activations.
   */
  PATH_NORM("path_norm", Kind.ROOT),
  /** {@code path norm / margin^2}. */
  PATH_NORM_OVER_MARGIN("path_norm_over_margin", Kind.ROOT),
  /** {@code sum ||W_i - W_i0||_F^2}; absent, like all with W_i0, where no start was given. */
  DISTANCE("fro_dist", Kind.ROOT),
  /** {@code sum ||W_i - W_i0||_2^2}. */
  SPECTRAL_DISTANCE("dist_spec_init", Kind.ROOT),
  /**
   * {@link #LOG_SPECTRAL_OVER_MARGIN} {@code + ln sum ||W_i - W_i0||_F^2 / ||W_i||_2^2}; absent
   * where nothing has moved.
   */
  LOG_SPECTRAL_INITIAL("log_spec_init_main", Kind.LOGARITHM),
  /**
   * Deviation of Gaussian noise on every parameter, biases too, but not on the statistics of batch
   * normalization, at which the expected accuracy is lower by 0.1. Absent where no noise does that.
   */
  SIGMA("sigma", Kind.PLAIN),
  /** {@code 1 / sigma^2}. */
  PAC_BAYES_FLATNESS("pacbayes_flatness", Kind.ROOT),
  /** {@code sum ||W_i||_F^2 / (4 sigma^2) + ln(m / sigma) + 10}. */
  PAC_BAYES_ORIGIN("pacbayes_orig", Kind.ROOT),
  /** {@code sum ||W_i - W_i0||_F^2 / (4 sigma^2) + ln(m / sigma) + 10}. */
  PAC_BAYES_INITIAL("pacbayes_init", Kind.ROOT),
  /**
   * {@code L(theta + rho g / ||g||) - L(theta)} with the gradient g of the mean loss L by all
   * parameters (Foret et al. 2021, eq. 2). Absent where the network computes otherwise while it
   * trains, as with batch normalization.
   */
  SHARPNESS("sam_sharpness", Kind.PLAIN);

  /** How a measure depends on the number of examples. */
  enum Kind {
    /** Compared as {@code sqrt(x / m)}. */
    ROOT,
    /** Compared as {@code (x - ln m) / 2}, the logarithm of {@code sqrt(e^x / m)}. */
    LOGARITHM,
    /** Compared as it is. */
    PLAIN
  }

  private final String key;
  private final Kind kind;

  Measure(String key, Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** What the source calls it, in lower case. */
  public String key() {
    return key;
  }

  /**
   * The value as bounds on the error of generalization have it: {@code sqrt(x / m)}, or {@code (x -
   * ln m) / 2} of a logarithm; the margin, sigma and the sharpness as they are.
   *
   * @param examples m, at least 1
   */
  double adjusted(double value, int examples) {
    return switch (kind) {
      case ROOT -> Math.sqrt(value / examples);
      case LOGARITHM -> (value - Math.log(examples)) / 2;
      case PLAIN -> value;
    };
  }
}
