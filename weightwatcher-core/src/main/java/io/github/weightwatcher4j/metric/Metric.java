package io.github.weightwatcher4j.metric;

import static io.github.weightwatcher4j.metric.Metric.Stage.BOOTSTRAP;
import static io.github.weightwatcher4j.metric.Metric.Stage.BULK;
import static io.github.weightwatcher4j.metric.Metric.Stage.ERG;
import static io.github.weightwatcher4j.metric.Metric.Stage.FIT;
import static io.github.weightwatcher4j.metric.Metric.Stage.FLOW;
import static io.github.weightwatcher4j.metric.Metric.Stage.NORMS;
import static io.github.weightwatcher4j.metric.Metric.Stage.RANDOM;
import static io.github.weightwatcher4j.metric.Metric.Stage.RANKS;
import static io.github.weightwatcher4j.metric.Metric.Stage.SHAPE;
import static io.github.weightwatcher4j.metric.Metric.Stage.UNIVERSALITY;
import static io.github.weightwatcher4j.metric.Metric.Stage.WINDOWS;
import static io.github.weightwatcher4j.metric.internal.Display.COUNT;
import static io.github.weightwatcher4j.metric.internal.Display.NUMBER;
import static io.github.weightwatcher4j.metric.internal.Display.count;
import static io.github.weightwatcher4j.metric.internal.Display.number;
import static io.github.weightwatcher4j.metric.internal.VectorColumn.Measure.LOC_RATIO;
import static io.github.weightwatcher4j.metric.internal.VectorColumn.Measure.PART_RATIO;
import static io.github.weightwatcher4j.metric.internal.VectorColumn.Measure.VEC_ENTROPY;
import static io.github.weightwatcher4j.metric.internal.VectorColumn.Moment.MEAN;
import static io.github.weightwatcher4j.metric.internal.VectorColumn.Moment.VAR;
import static io.github.weightwatcher4j.metric.internal.View.GAUGE;
import static io.github.weightwatcher4j.metric.internal.View.HISTORY;
import static io.github.weightwatcher4j.metric.internal.View.MARKDOWN;
import static io.github.weightwatcher4j.metric.internal.View.PAGE;
import static io.github.weightwatcher4j.metric.internal.View.SUMMARY;
import static io.github.weightwatcher4j.metric.internal.View.TABLE;

import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.metric.internal.Definition;
import io.github.weightwatcher4j.metric.internal.Display;
import io.github.weightwatcher4j.metric.internal.VectorColumn;
import io.github.weightwatcher4j.metric.internal.VectorColumn.Group;
import io.github.weightwatcher4j.metric.internal.VectorColumn.Measure;
import io.github.weightwatcher4j.metric.internal.VectorColumn.Moment;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.option.TailMethod;
import java.util.Arrays;
import java.util.Optional;

/**
 * The numbers of one layer: the single list of numeric columns in tables and exports. Keys are the
 * Python tool's column names. Logarithms are decimal.
 */
public enum Metric {
  /** Longer side N of the matrix. */
  N("N", SHAPE, "longer side of the matrix", count(10, "N", TABLE, MARKDOWN, PAGE)),
  /** Shorter side M of the matrix. */
  M("M", SHAPE, "shorter side of the matrix", count(20, "M", TABLE, MARKDOWN, PAGE)),
  /** Aspect ratio N / M, at least 1. */
  Q("Q", SHAPE, "aspect ratio N / M"),
  /** Matrices in the layer: kernel height x width of a convolution, else 1. */
  RF("rf", SHAPE, "matrices in the layer (receptive field)", count(30, "", MARKDOWN)),
  /** Eigenvalues in the spectrum. */
  NUM_EVALS("num_evals", SHAPE, "eigenvalues in the spectrum", count(40, "", MARKDOWN)),
  /** Largest eigenvalues that were computed of a sparse matrix; absent where all were. */
  TOP_K(
      "top_k",
      SHAPE,
      "largest eigenvalues computed, where not all were",
      count(45, "top k", TABLE).in(MARKDOWN, 185).in(PAGE, 45)),

  /** Power-law exponent of the tail, above 1; 2 to 6 in well-trained layers. */
  ALPHA(
      "alpha",
      FIT,
      "power-law exponent of the tail",
      number(50, "alpha", "%.2f", TABLE, MARKDOWN, SUMMARY, HISTORY, PAGE, GAUGE)),
  /** Standard error of alpha. */
  SIGMA("sigma", FIT, "standard error of alpha", number(60, "±", "%.2f", TABLE, MARKDOWN, PAGE)),
  /** Smallest eigenvalue in the tail. */
  XMIN("xmin", FIT, "smallest eigenvalue in the tail", number(110, MARKDOWN)),
  /** Largest eigenvalue in the tail. */
  XMAX("xmax", FIT, "largest eigenvalue in the tail"),
  /** Kolmogorov-Smirnov distance of tail and power law, in [0, 1]. */
  D("D", FIT, "Kolmogorov-Smirnov distance of tail and fit", number(100, MARKDOWN, PAGE)),
  /** Eigenvalues in the tail. */
  TAIL_SIZE(
      "num_pl_spikes",
      FIT,
      "eigenvalues in the tail",
      count(130, "tail", TABLE, MARKDOWN, PAGE).always()),
  /** alpha * log10(lambda_max), also called alpha-hat. */
  ALPHA_WEIGHTED(
      "alpha_weighted",
      FIT,
      "alpha times log10 lambda_max",
      number(160, "alpha_hat", "%.2f", MARKDOWN, SUMMARY, PAGE, GAUGE)),
  /** log10 of the sum of lambda^alpha. */
  LOG_ALPHA_NORM("log_alpha_norm", FIT, "log10 of the sum of lambda^alpha", number(163, SUMMARY)),
  /** Rate of the exponential cutoff of a truncated power law, in 1 / eigenvalue. */
  LAMBDA(
      "Lambda",
      FIT,
      "rate of the exponential cutoff",
      number(90, "Lambda", "%.3g", TABLE),
      Requirement.of(Options.FIT, TailMethod.TPL, TailMethod::isTruncated)),
  /** alpha before the largest eigenvalues were clipped. */
  RAW_ALPHA("raw_alpha", FIT, "alpha before clipping", NUMBER, Requirement.of(Options.FINGERS)),
  /** Largest eigenvalues that clipping left out. */
  NUM_FINGERS(
      "num_fingers",
      FIT,
      "largest eigenvalues clipped",
      count(140, "fingers", TABLE),
      Requirement.of(Options.FINGERS)),

  /** Hill's exponent of the upper half of the spectrum, no eigenvalue but rounding left out. */
  HILL_ALPHA(
      "hill_alpha",
      WINDOWS,
      "Hill exponent of the upper half of the spectrum",
      number(84, "hill", "%.2f", TABLE, MARKDOWN)),
  /** The same of windows of one aspect ratio, whatever the shape of the matrix. */
  FARMS_ALPHA(
      "farms_alpha",
      WINDOWS,
      "Hill exponent of windows of one aspect ratio",
      number(84, "farms", "%.2f", TABLE, MARKDOWN, SUMMARY)),

  /** Lower end of the bootstrap interval of alpha. */
  ALPHA_LOW(
      "alpha_low",
      BOOTSTRAP,
      "lower end of the interval of alpha",
      number(70, "from", "%.2f", TABLE).in(MARKDOWN, 185)),
  /** Upper end of the bootstrap interval of alpha. */
  ALPHA_HIGH(
      "alpha_high",
      BOOTSTRAP,
      "upper end of the interval of alpha",
      number(80, "to", "%.2f", TABLE).in(MARKDOWN, 185)),
  /** Lower end of the bootstrap interval of xmin. */
  XMIN_LOW("xmin_low", BOOTSTRAP, "lower end of the interval of xmin"),
  /** Upper end of the bootstrap interval of xmin. */
  XMIN_HIGH("xmin_high", BOOTSTRAP, "upper end of the interval of xmin"),
  /** Share of power-law samples that fit worse than the tail, in [0, 1]; below 0.1 it is none. */
  PL_P_VALUE(
      "pl_p_value",
      BOOTSTRAP,
      "p-value of the power law",
      number(120, "p", "%.3f", TABLE).in(MARKDOWN, 185)),

  /** Smallest mu of the independent entries, P(|w| > x) ~ x^-mu, with such an alpha. */
  MU_LOW(
      "mu_low",
      UNIVERSALITY,
      "smallest mu of random entries with such a tail",
      number(86, "mu from", "%.2f", TABLE).in(MARKDOWN, 187)),
  /** Largest such mu; absent where any larger one gives such an alpha, too. */
  MU_HIGH(
      "mu_high",
      UNIVERSALITY,
      "largest mu of random entries with such a tail",
      number(86, "mu to", "%.2f", TABLE).in(MARKDOWN, 187)),

  /** Sum of the eigenvalues, the squared Frobenius norm. */
  SQUARED_FROBENIUS_NORM("norm", NORMS, "squared Frobenius norm"),
  /** log10 of {@link #SQUARED_FROBENIUS_NORM}; absent for a zero layer. */
  LOG_NORM(
      "log_norm",
      NORMS,
      "log10 of the squared Frobenius norm",
      number(150, MARKDOWN).in(SUMMARY, 45)),
  /** Largest eigenvalue. */
  SQUARED_SPECTRAL_NORM("spectral_norm", NORMS, "largest eigenvalue"),
  /** log10 of the largest eigenvalue; absent for a zero layer. */
  LOG_SPECTRAL_NORM(
      "log_spectral_norm", NORMS, "log10 of the largest eigenvalue", number(166, SUMMARY, GAUGE)),
  /** Sum over maximum of the eigenvalues, 1 to M; absent for a zero layer. */
  STABLE_RANK(
      "stable_rank",
      NORMS,
      "sum over maximum of the eigenvalues",
      number(170, "stable_rank", "%.1f", MARKDOWN, SUMMARY, HISTORY, PAGE, GAUGE)),
  /** Largest eigenvalue, under the name that the Python tool also gives it. */
  LAMBDA_MAX("lambda_max", NORMS, "largest eigenvalue"),
  /** Largest singular value. */
  SV_MAX("sv_max", NORMS, "largest singular value"),
  /** Smallest singular value. */
  SV_MIN("sv_min", NORMS, "smallest singular value"),

  /** Singular values above sigma_max * N * eps of the weights' precision. */
  MATRIX_RANK("matrix_rank", RANKS, "numerical rank", COUNT),
  /** Singular values that are numerically zero: num_evals - matrix_rank. */
  RANK_LOSS(
      "rank_loss", RANKS, "singular values that are numerically zero", count(180, "", MARKDOWN)),
  /** Eigenvalues below the weak tolerance. */
  WEAK_RANK_LOSS("weak_rank_loss", RANKS, "eigenvalues below the weak tolerance", COUNT),
  /** Entropy of lambda / sum over ln(rank), in [0, 1]; absent for a rank below 2. */
  ENTROPY(
      "entropy", RANKS, "entropy of the eigenvalues over that of equal ones", number(250, GAUGE)),

  /** Eigenvalues above the edge of the Marchenko-Pastur bulk, beyond chance. */
  NUM_SPIKES("num_spikes", BULK, "eigenvalues above the bulk", count(190, "", MARKDOWN, PAGE)),
  /** Noise of the bulk, for a spectrum rescaled to a mean eigenvalue of 1. */
  SIGMA_MP("sigma_mp", BULK, "noise of the bulk, rescaled"),
  /** Upper edge of the bulk over lambda_max. */
  MP_SOFTRANK(
      "mp_softrank",
      BULK,
      "upper edge of the bulk over lambda_max",
      number(210, MARKDOWN, SUMMARY)),
  /** Lower edge of the bulk. */
  BULK_MIN("bulk_min", BULK, "lower edge of the bulk"),
  /** Upper edge of the bulk. */
  BULK_MAX("bulk_max", BULK, "upper edge of the bulk", number(200, MARKDOWN)),
  /** What the weights are multiplied by for a mean eigenvalue of 1. */
  W_SCALE("W_scale", BULK, "factor to a mean eigenvalue of 1"),
  /** Kolmogorov-Smirnov distance of the bulk from the Marchenko-Pastur law, in [0, 1]. */
  MP_D("mp_D", BULK, "distance of bulk and Marchenko-Pastur law"),
  /** Rows and columns that are all zero, over all matrices; they are no part of the bulk. */
  DEAD_LINES("dead_lines", BULK, "rows and columns that are all zero", COUNT),
  /** Rows and columns so large that each makes an eigenvalue by itself. */
  OUTLIER_LINES(
      "outlier_lines", BULK, "rows and columns that make an eigenvalue by themselves", COUNT),
  /** How far lambda_max lies past the edge, in Tracy-Widom units. */
  LAMBDA_MAX_TW("lambda_max_tw", BULK, "lambda_max past the edge, Tracy-Widom units"),
  /** Chance of noise with so large a lambda_max. */
  LAMBDA_MAX_P("lambda_max_p", BULK, "chance of so large a lambda_max in noise"),

  /** Largest eigenvalue of the layer with its weights shuffled, mean over the replicas. */
  MAX_RAND_EVAL("max_rand_eval", RANDOM, "largest eigenvalue of shuffled weights"),
  /** Jensen-Shannon distance of the spectra of the weights and of the shuffled ones. */
  RAND_DISTANCE("rand_distance", RANDOM, "distance of spectrum and shuffled spectrum"),
  /** max_rand_eval over lambda_max. */
  WW_SOFTRANK("ww_softrank", RANDOM, "max_rand_eval over lambda_max"),
  /** lambda_max less max_rand_eval. */
  WW_MAXDIST("ww_maxdist", RANDOM, "lambda_max less max_rand_eval"),
  /** Correlation traps: eigenvalues of the shuffled weights above their bulk; median replica. */
  RAND_NUM_SPIKES(
      "rand_num_spikes", RANDOM, "correlation traps", count(220, "traps", TABLE, MARKDOWN, PAGE)),
  /** Sum of {@link Trap#burden} over the traps; absent where not all that traps was measured. */
  TRAP_BURDEN("trap_burden", RANDOM, "burden of the correlation traps, summed"),
  /** {@link #SIGMA_MP} of the shuffled weights. */
  RAND_SIGMA_MP("rand_sigma_mp", RANDOM, "sigma_mp of shuffled weights"),
  /** {@link #MP_SOFTRANK} of the shuffled weights. */
  RAND_MP_SOFTRANK("rand_mp_softrank", RANDOM, "mp_softrank of shuffled weights"),
  /** {@link #BULK_MIN} of the shuffled weights. */
  RAND_BULK_MIN("rand_bulk_min", RANDOM, "bulk_min of shuffled weights"),
  /** {@link #BULK_MAX} of the shuffled weights. */
  RAND_BULK_MAX("rand_bulk_max", RANDOM, "bulk_max of shuffled weights"),
  /** {@link #W_SCALE} of the shuffled weights. */
  RAND_W_SCALE("rand_W_scale", RANDOM, "W_scale of shuffled weights"),
  /** How far max_rand_eval lies past the edge, in Tracy-Widom units: the size of a trap. */
  RAND_TW("rand_tw", RANDOM, "max_rand_eval past the edge, Tracy-Widom units"),

  /** Eigenvalues in the longest tail whose product, rescaled, is 1: the effective rank. */
  DETX_NUM(
      "detX_num",
      ERG,
      "eigenvalues in the tail of |det X| = 1",
      count(230, "detX", TABLE, MARKDOWN)),
  /** Smallest eigenvalue of that tail. */
  DETX_VAL("detX_val", ERG, "smallest eigenvalue of the tail of |det X| = 1"),
  /** xmin less detX_val; 0 in an ideal layer. */
  DETX_DELTA("detX_delta", ERG, "xmin less detX_val", number(240, MARKDOWN)),
  /** ln(xmin / detX_val), whatever the scale of the weights; 0 in an ideal layer. */
  DETX_LN_RATIO(
      "detX_ln_ratio",
      ERG,
      "ln of xmin over detX_val",
      number(242, "ln_ratio", "%.2f", TABLE, MARKDOWN, PAGE, GAUGE)),
  /** Eigenvalues from xmin on less those of detX_num. */
  DETX_NUM_DELTA("detX_num_delta", ERG, "eigenvalues from xmin on less detX_num"),
  /** Share of the sum of all eigenvalues in the tail of |det X| = 1, 0 to 1. */
  DETX_SHARE("detX_share", ERG, "share of the weight in the tail of |det X| = 1"),
  /** Sum of ln lambda' over that tail, at most 0: how far one eigenvalue too many takes it. */
  DETX_TRACE_LOG("detX_trace_log", ERG, "trace-log of the tail of |det X| = 1"),
  /** Share of the sum of all eigenvalues from xmin on, 0 to 1. */
  PL_SHARE("pl_share", ERG, "share of the weight from xmin on"),
  /** Sum of ln lambda' from xmin on; 0 in an ideal layer. */
  PL_TRACE_LOG("pl_trace_log", ERG, "trace-log of the tail from xmin on"),
  /** Quality of the tail of |det X| = 1 as a bulk with spikes. */
  DETX_Q_BULK_SPIKES("detX_logq_bulk_spikes", ERG, "log quality, spikes of |det X| = 1"),
  /** Quality of the tail of |det X| = 1 as an inverse Marchenko-Pastur law. */
  DETX_Q_INVERSE_MP("detX_logq_inverse_mp", ERG, "log quality, inverse MP of |det X| = 1"),
  /** Quality of the tail from xmin on as a bulk with spikes. */
  PL_Q_BULK_SPIKES("pl_logq_bulk_spikes", ERG, "log quality, spikes from xmin on"),
  /** Quality of the tail from xmin on as an inverse Marchenko-Pastur law. */
  PL_Q_INVERSE_MP("pl_logq_inverse_mp", ERG, "log quality, inverse MP from xmin on"),
  /** Quality of the layer as a free Cauchy matrix, log10 lambda'_max. */
  Q_FREE_CAUCHY("logq_free_cauchy", ERG, "log quality, free Cauchy"),
  /** Quality of the layer as a Levy-Wigner matrix, (alpha - 1) log10 lambda'_max. */
  Q_LEVY_WIGNER("logq_levy_wigner", ERG, "log quality, Levy-Wigner"),

  /** Mean squared cosine of what the layer writes and the next one reads, in [0, 1]. */
  FLOW_OVERLAP(
      "flow_overlap",
      FLOW,
      "overlap of what it writes with what the next layer reads",
      number(262, "flow", "%.2f", TABLE, MARKDOWN)),
  /** The overlap that random directions have on average. */
  FLOW_EXPECTED("flow_expected", FLOW, "overlap of random directions"),
  /** How far the overlap lies above that, in standard deviations of random directions. */
  FLOW_Z(
      "flow_z",
      FLOW,
      "overlap above that of random directions, in standard deviations",
      number(264, "flow_z", "%.1f", TABLE, MARKDOWN)),

  /** Mean of the vector entropy, eigenvectors below xmin. */
  BULK_MEAN_VEC_ENTROPY(Group.BULK, MEAN, VEC_ENTROPY),
  /** Mean of the localization ratio, eigenvectors below xmin. */
  BULK_MEAN_LOC_RATIO(Group.BULK, MEAN, LOC_RATIO),
  /** Mean of the participation ratio, eigenvectors below xmin. */
  BULK_MEAN_PART_RATIO(Group.BULK, MEAN, PART_RATIO),
  /** Variance of the vector entropy, eigenvectors below xmin. */
  BULK_VAR_VEC_ENTROPY(Group.BULK, VAR, VEC_ENTROPY),
  /** Variance of the localization ratio, eigenvectors below xmin. */
  BULK_VAR_LOC_RATIO(Group.BULK, VAR, LOC_RATIO),
  /** Variance of the participation ratio, eigenvectors below xmin. */
  BULK_VAR_PART_RATIO(Group.BULK, VAR, PART_RATIO),
  /** Mean of the vector entropy, eigenvectors from xmin on. */
  TAIL_MEAN_VEC_ENTROPY(Group.TAIL, MEAN, VEC_ENTROPY),
  /** Mean of the localization ratio, eigenvectors from xmin on. */
  TAIL_MEAN_LOC_RATIO(Group.TAIL, MEAN, LOC_RATIO),
  /** Mean of the participation ratio, eigenvectors from xmin on. */
  TAIL_MEAN_PART_RATIO(Group.TAIL, MEAN, PART_RATIO),
  /** Variance of the vector entropy, eigenvectors from xmin on. */
  TAIL_VAR_VEC_ENTROPY(Group.TAIL, VAR, VEC_ENTROPY),
  /** Variance of the localization ratio, eigenvectors from xmin on. */
  TAIL_VAR_LOC_RATIO(Group.TAIL, VAR, LOC_RATIO),
  /** Variance of the participation ratio, eigenvectors from xmin on. */
  TAIL_VAR_PART_RATIO(Group.TAIL, VAR, PART_RATIO);

  /** A step of the analysis of a layer; each metric belongs to the one that computes it. */
  public enum Stage {
    /** From the shape alone, without a decomposition. */
    SHAPE,
    /** From the fit of the tail; absent where it failed. */
    FIT,
    /** From Hill's estimator, of the spectrum and of windows of the matrices; on request. */
    WINDOWS(Requirement.of(Options.FARMS, FarmsWindows.ofAspect(1), windows -> !windows.isNone())),
    /** From resampling the spectrum, on request. */
    BOOTSTRAP(Requirement.of(Options.BOOTSTRAP, 1000, samples -> samples > 0)),
    /** From alpha, its interval and the shape, on request. */
    UNIVERSALITY(Requirement.of(Options.UNIVERSALITY)),
    /** From sums and extremes of the spectrum. */
    NORMS,
    /** From counts of small eigenvalues. */
    RANKS,
    /** From the fit of the Marchenko-Pastur law, on request; absent where it failed. */
    BULK(Requirement.of(Options.MP_FIT)),
    /** From the spectra of shuffled weights, on request. */
    RANDOM(Requirement.of(Options.RANDOMIZE)),
    /** From the condition |det X| = 1 on the tail (SETOL), on request. */
    ERG(Requirement.of(Options.DETX)),
    /** From the spikes' directions in this layer and the next, on request. */
    FLOW(Requirement.of(Options.FLOW)),
    /** From the eigenvectors, on request. */
    VECTORS(Requirement.of(Options.VECTORS));

    @SuppressWarnings("ImmutableEnumChecker") // immutable, but has no annotation that says so
    private final Optional<Requirement<?>> requirement;

    Stage() {
      this.requirement = Optional.empty();
    }

    Stage(Requirement<?> requirement) {
      this.requirement = Optional.of(requirement);
    }

    /** The option that asks for it; empty where every analysis takes it. */
    public Optional<Requirement<?>> requirement() {
      return requirement;
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // immutable, but has no annotation that says so
  private final Definition definition;

  Metric(String key, Stage stage, String meaning) {
    this(key, stage, meaning, NUMBER);
  }

  Metric(String key, Stage stage, String meaning, Display display) {
    this(new Definition(key, stage, meaning, display, stage.requirement(), Optional.empty()));
  }

  Metric(String key, Stage stage, String meaning, Display display, Requirement<?> requirement) {
    this(new Definition(key, stage, meaning, display, Optional.of(requirement), Optional.empty()));
  }

  /** A moment of what was measured of the eigenvectors. */
  Metric(Group group, Moment moment, Measure measure) {
    this(Definition.of(new VectorColumn(group, moment, measure)));
  }

  Metric(Definition definition) {
    this.definition = definition;
  }

  /** Column name in exports, as in the Python tool. */
  public String key() {
    return definition.key();
  }

  /** The stage that computes it. */
  public Stage stage() {
    return definition.stage();
  }

  /**
   * The option that asks for it, its own or that of its stage; empty where every analysis has it.
   */
  public Optional<Requirement<?>> requirement() {
    return definition.requirement();
  }

  /** What it is, in a few words. */
  public String meaning() {
    return definition.meaning();
  }

  /** Where it is shown, and how. */
  public Display display() {
    return definition.display();
  }

  /** Whether values are whole numbers. */
  public boolean isCount() {
    return display().isCount();
  }

  /** What it tells of eigenvectors; empty for all but {@link Stage#VECTORS}. */
  public Optional<VectorColumn> vectors() {
    return definition.vectors();
  }

  /** The metric of a column name. */
  public static Optional<Metric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key().equals(key)).findFirst();
  }
}
