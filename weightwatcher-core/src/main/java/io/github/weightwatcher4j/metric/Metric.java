package io.github.weightwatcher4j.metric;

import java.util.Arrays;
import java.util.Optional;

/**
 * The numbers of one layer: the single list of numeric columns in tables and exports. Keys are the
 * Python tool's column names. Logarithms are decimal.
 */
public enum Metric {
  /** Longer side N of the matrix. */
  N("N", Stage.SHAPE, "longer side of the matrix"),
  /** Shorter side M of the matrix. */
  M("M", Stage.SHAPE, "shorter side of the matrix"),
  /** Aspect ratio N / M, at least 1. */
  Q("Q", Stage.SHAPE, "aspect ratio N / M"),
  /** Matrices in the layer: kernel height x width of a convolution, else 1. */
  RF("rf", Stage.SHAPE, "matrices in the layer (receptive field)"),
  /** Eigenvalues in the spectrum. */
  NUM_EVALS("num_evals", Stage.SHAPE, "eigenvalues in the spectrum"),

  /** Power-law exponent of the tail, above 1; 2 to 6 in well-trained layers. */
  ALPHA("alpha", Stage.FIT, "power-law exponent of the tail"),
  /** Standard error of alpha. */
  SIGMA("sigma", Stage.FIT, "standard error of alpha"),
  /** Smallest eigenvalue in the tail. */
  XMIN("xmin", Stage.FIT, "smallest eigenvalue in the tail"),
  /** Largest eigenvalue in the tail. */
  XMAX("xmax", Stage.FIT, "largest eigenvalue in the tail"),
  /** Kolmogorov-Smirnov distance of tail and power law, in [0, 1]. */
  D("D", Stage.FIT, "Kolmogorov-Smirnov distance of tail and fit"),
  /** Eigenvalues in the tail. */
  NUM_PL_SPIKES("num_pl_spikes", Stage.FIT, "eigenvalues in the tail"),
  /** alpha * log10(lambda_max), also called alpha-hat. */
  ALPHA_WEIGHTED("alpha_weighted", Stage.FIT, "alpha times log10 lambda_max"),
  /** log10 of the sum of lambda^alpha. */
  LOG_ALPHA_NORM("log_alpha_norm", Stage.FIT, "log10 of the sum of lambda^alpha"),

  /** Sum of the eigenvalues, the squared Frobenius norm. */
  NORM("norm", Stage.NORMS, "squared Frobenius norm"),
  /** log10 of {@link #NORM}; absent for a zero layer. */
  LOG_NORM("log_norm", Stage.NORMS, "log10 of the squared Frobenius norm"),
  /** Largest eigenvalue. */
  SPECTRAL_NORM("spectral_norm", Stage.NORMS, "largest eigenvalue"),
  /** log10 of the largest eigenvalue; absent for a zero layer. */
  LOG_SPECTRAL_NORM("log_spectral_norm", Stage.NORMS, "log10 of the largest eigenvalue"),
  /** Sum over maximum of the eigenvalues, 1 to M; absent for a zero layer. */
  STABLE_RANK("stable_rank", Stage.NORMS, "sum over maximum of the eigenvalues"),
  /** Largest eigenvalue, under the name that the Python tool also gives it. */
  LAMBDA_MAX("lambda_max", Stage.NORMS, "largest eigenvalue"),
  /** Largest singular value. */
  SV_MAX("sv_max", Stage.NORMS, "largest singular value"),
  /** Smallest singular value. */
  SV_MIN("sv_min", Stage.NORMS, "smallest singular value"),

  /** Singular values above sigma_max * N * eps of the weights' precision. */
  MATRIX_RANK("matrix_rank", Stage.RANKS, "numerical rank"),
  /** Singular values that are numerically zero: num_evals - matrix_rank. */
  RANK_LOSS("rank_loss", Stage.RANKS, "singular values that are numerically zero"),
  /** Eigenvalues below the weak tolerance. */
  WEAK_RANK_LOSS("weak_rank_loss", Stage.RANKS, "eigenvalues below the weak tolerance"),
  /** Entropy of lambda / sum over ln(rank), in [0, 1]; absent for a rank below 2. */
  ENTROPY("entropy", Stage.RANKS, "entropy of the eigenvalues over that of equal ones");

  /** The stage of the pipeline that computes a metric. */
  public enum Stage {
    /** From the shape alone, without a decomposition. */
    SHAPE,
    /** From the fit of the tail; absent where it failed. */
    FIT,
    /** From sums and extremes of the spectrum. */
    NORMS,
    /** From counts of small eigenvalues. */
    RANKS
  }

  private final String key;
  private final Stage stage;
  private final String meaning;

  Metric(String key, Stage stage, String meaning) {
    this.key = key;
    this.stage = stage;
    this.meaning = meaning;
  }

  /** Column name in exports, as in the Python tool. */
  public String key() {
    return key;
  }

  /** The stage that computes it. */
  public Stage stage() {
    return stage;
  }

  /** What it is, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** Whether values are whole numbers. */
  public boolean isCount() {
    return switch (this) {
      case N, M, RF, NUM_EVALS, NUM_PL_SPIKES, MATRIX_RANK, RANK_LOSS, WEAK_RANK_LOSS -> true;
      default -> false;
    };
  }

  /** The metric of a column name. */
  public static Optional<Metric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }
}
