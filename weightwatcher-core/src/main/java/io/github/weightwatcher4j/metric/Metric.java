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
  /** Rate of the exponential cutoff of a truncated power law, in 1 / eigenvalue. */
  LAMBDA("Lambda", Stage.FIT, "rate of the exponential cutoff"),
  /** alpha before the largest eigenvalues were clipped. */
  RAW_ALPHA("raw_alpha", Stage.FIT, "alpha before clipping"),
  /** Largest eigenvalues that clipping left out. */
  NUM_FINGERS("num_fingers", Stage.FIT, "largest eigenvalues clipped"),

  /** Lower end of the bootstrap interval of alpha. */
  ALPHA_LOW("alpha_low", Stage.BOOTSTRAP, "lower end of the interval of alpha"),
  /** Upper end of the bootstrap interval of alpha. */
  ALPHA_HIGH("alpha_high", Stage.BOOTSTRAP, "upper end of the interval of alpha"),
  /** Lower end of the bootstrap interval of xmin. */
  XMIN_LOW("xmin_low", Stage.BOOTSTRAP, "lower end of the interval of xmin"),
  /** Upper end of the bootstrap interval of xmin. */
  XMIN_HIGH("xmin_high", Stage.BOOTSTRAP, "upper end of the interval of xmin"),
  /** Share of power-law samples that fit worse than the tail, in [0, 1]; below 0.1 it is none. */
  PL_P_VALUE("pl_p_value", Stage.BOOTSTRAP, "p-value of the power law"),

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
  ENTROPY("entropy", Stage.RANKS, "entropy of the eigenvalues over that of equal ones"),

  /** Eigenvalues above the edge of the Marchenko-Pastur bulk, beyond chance. */
  NUM_SPIKES("num_spikes", Stage.BULK, "eigenvalues above the bulk"),
  /** Noise of the bulk, for a spectrum rescaled to a mean eigenvalue of 1. */
  SIGMA_MP("sigma_mp", Stage.BULK, "noise of the bulk, rescaled"),
  /** Upper edge of the bulk over lambda_max. */
  MP_SOFTRANK("mp_softrank", Stage.BULK, "upper edge of the bulk over lambda_max"),
  /** Lower edge of the bulk. */
  BULK_MIN("bulk_min", Stage.BULK, "lower edge of the bulk"),
  /** Upper edge of the bulk. */
  BULK_MAX("bulk_max", Stage.BULK, "upper edge of the bulk"),
  /** What the weights are multiplied by for a mean eigenvalue of 1. */
  W_SCALE("W_scale", Stage.BULK, "factor to a mean eigenvalue of 1"),
  /** Kolmogorov-Smirnov distance of the bulk from the Marchenko-Pastur law, in [0, 1]. */
  MP_D("mp_D", Stage.BULK, "distance of bulk and Marchenko-Pastur law"),
  /** How far lambda_max lies past the edge, in Tracy-Widom units. */
  LAMBDA_MAX_TW("lambda_max_tw", Stage.BULK, "lambda_max past the edge, Tracy-Widom units"),
  /** Chance of noise with so large a lambda_max. */
  LAMBDA_MAX_P("lambda_max_p", Stage.BULK, "chance of so large a lambda_max in noise"),

  /** Largest eigenvalue of the layer with its weights shuffled, mean over the replicas. */
  MAX_RAND_EVAL("max_rand_eval", Stage.RANDOM, "largest eigenvalue of shuffled weights"),
  /** Jensen-Shannon distance of the spectra of the weights and of the shuffled ones. */
  RAND_DISTANCE("rand_distance", Stage.RANDOM, "distance of spectrum and shuffled spectrum"),
  /** max_rand_eval over lambda_max. */
  WW_SOFTRANK("ww_softrank", Stage.RANDOM, "max_rand_eval over lambda_max"),
  /** lambda_max less max_rand_eval. */
  WW_MAXDIST("ww_maxdist", Stage.RANDOM, "lambda_max less max_rand_eval"),
  /** Correlation traps: eigenvalues of the shuffled weights above their bulk; median replica. */
  RAND_NUM_SPIKES("rand_num_spikes", Stage.RANDOM, "correlation traps"),
  /** {@link #SIGMA_MP} of the shuffled weights. */
  RAND_SIGMA_MP("rand_sigma_mp", Stage.RANDOM, "sigma_mp of shuffled weights"),
  /** {@link #MP_SOFTRANK} of the shuffled weights. */
  RAND_MP_SOFTRANK("rand_mp_softrank", Stage.RANDOM, "mp_softrank of shuffled weights"),
  /** {@link #BULK_MIN} of the shuffled weights. */
  RAND_BULK_MIN("rand_bulk_min", Stage.RANDOM, "bulk_min of shuffled weights"),
  /** {@link #BULK_MAX} of the shuffled weights. */
  RAND_BULK_MAX("rand_bulk_max", Stage.RANDOM, "bulk_max of shuffled weights"),
  /** {@link #W_SCALE} of the shuffled weights. */
  RAND_W_SCALE("rand_W_scale", Stage.RANDOM, "W_scale of shuffled weights"),
  /** How far max_rand_eval lies past the edge, in Tracy-Widom units: the size of a trap. */
  RAND_TW("rand_tw", Stage.RANDOM, "max_rand_eval past the edge, Tracy-Widom units"),

  /** Eigenvalues in the longest tail whose product, rescaled, is 1: the effective rank. */
  DETX_NUM("detX_num", Stage.ERG, "eigenvalues in the tail of |det X| = 1"),
  /** Smallest eigenvalue of that tail. */
  DETX_VAL("detX_val", Stage.ERG, "smallest eigenvalue of the tail of |det X| = 1"),
  /** xmin less detX_val; 0 in an ideal layer. */
  DETX_DELTA("detX_delta", Stage.ERG, "xmin less detX_val"),

  /** Mean of the vector entropy, eigenvectors below xmin. */
  BULK_MEAN_VEC_ENTROPY(
      "bulk_mean_vec_entropy", Stage.VECTORS, "mean of the vector entropy, below xmin"),
  /** Mean of the localization ratio, eigenvectors below xmin. */
  BULK_MEAN_LOC_RATIO(
      "bulk_mean_loc_ratio", Stage.VECTORS, "mean of the localization ratio, below xmin"),
  /** Mean of the participation ratio, eigenvectors below xmin. */
  BULK_MEAN_PART_RATIO(
      "bulk_mean_part_ratio", Stage.VECTORS, "mean of the participation ratio, below xmin"),
  /** Variance of the vector entropy, eigenvectors below xmin. */
  BULK_VAR_VEC_ENTROPY(
      "bulk_var_vec_entropy", Stage.VECTORS, "variance of the vector entropy, below xmin"),
  /** Variance of the localization ratio, eigenvectors below xmin. */
  BULK_VAR_LOC_RATIO(
      "bulk_var_loc_ratio", Stage.VECTORS, "variance of the localization ratio, below xmin"),
  /** Variance of the participation ratio, eigenvectors below xmin. */
  BULK_VAR_PART_RATIO(
      "bulk_var_part_ratio", Stage.VECTORS, "variance of the participation ratio, below xmin"),
  /** Mean of the vector entropy, eigenvectors from xmin on. */
  TAIL_MEAN_VEC_ENTROPY(
      "tail_mean_vec_entropy", Stage.VECTORS, "mean of the vector entropy, from xmin on"),
  /** Mean of the localization ratio, eigenvectors from xmin on. */
  TAIL_MEAN_LOC_RATIO(
      "tail_mean_loc_ratio", Stage.VECTORS, "mean of the localization ratio, from xmin on"),
  /** Mean of the participation ratio, eigenvectors from xmin on. */
  TAIL_MEAN_PART_RATIO(
      "tail_mean_part_ratio", Stage.VECTORS, "mean of the participation ratio, from xmin on"),
  /** Variance of the vector entropy, eigenvectors from xmin on. */
  TAIL_VAR_VEC_ENTROPY(
      "tail_var_vec_entropy", Stage.VECTORS, "variance of the vector entropy, from xmin on"),
  /** Variance of the localization ratio, eigenvectors from xmin on. */
  TAIL_VAR_LOC_RATIO(
      "tail_var_loc_ratio", Stage.VECTORS, "variance of the localization ratio, from xmin on"),
  /** Variance of the participation ratio, eigenvectors from xmin on. */
  TAIL_VAR_PART_RATIO(
      "tail_var_part_ratio", Stage.VECTORS, "variance of the participation ratio, from xmin on");

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
      case NUM_FINGERS, NUM_SPIKES, RAND_NUM_SPIKES, DETX_NUM -> true;
      default -> false;
    };
  }

  /** The metric of a column name. */
  public static Optional<Metric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }
}
