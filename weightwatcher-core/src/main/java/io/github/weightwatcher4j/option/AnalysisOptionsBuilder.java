package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.run.ProgressListener;
import io.github.weightwatcher4j.run.Shard;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Collects options; {@link #build} checks them together. Not for use by several threads. */
public final class AnalysisOptionsBuilder {

  private final Map<Option<?>, Object> values;

  AnalysisOptionsBuilder(Map<Option<?>, Object> values) {
    this.values = new HashMap<>(values);
  }

  /** Sets an option. */
  public <T> AnalysisOptionsBuilder set(Option<T> option, T value) {
    values.put(option, Objects.requireNonNull(value, option.key()));
    return this;
  }

  /** The value of an option as it is set so far. */
  public <T> T get(Option<T> option) {
    return new AnalysisOptions(values).get(option);
  }

  /**
   * Sets an option by its key to the value that a text stands for.
   *
   * @throws IllegalArgumentException where there is no such option, or the text is no value of it
   */
  public AnalysisOptionsBuilder parse(String key, String text) {
    Option<?> option =
        Options.ofKey(key)
            .orElseThrow(() -> new IllegalArgumentException("there is no option '" + key + "'"));
    values.put(option, option.parse(text));
    return this;
  }

  /** Sets the options of a preset; others stay as they are. */
  public AnalysisOptionsBuilder preset(Preset preset) {
    preset.settings().forEach(this::parse);
    return this;
  }

  /** The conventions of the Python tool 0.7.5, {@link Preset#PYTHON}. */
  public AnalysisOptionsBuilder pythonCompatible() {
    return preset(Preset.PYTHON);
  }

  /** Layers to analyse; default all. */
  public AnalysisOptionsBuilder layers(LayerSelector value) {
    return set(Options.LAYERS, value);
  }

  /**
   * Layers to analyse, as the command's {@code --layers} has them: {@code layers("fc1,conv*,0-5")}.
   *
   * @throws IllegalArgumentException where an item stands for nothing
   * @see LayerSelector#ofItems
   */
  public AnalysisOptionsBuilder layers(String items) {
    return layers(LayerSelector.ofItems(items));
  }

  /** Layers to leave out of those selected; default none. */
  public AnalysisOptionsBuilder exclude(LayerSelector value) {
    return set(Options.EXCLUDE, value);
  }

  /**
   * Layers to leave out, as the command's {@code --exclude} has them.
   *
   * @throws IllegalArgumentException where an item stands for nothing
   * @see LayerSelector#ofItems
   */
  public AnalysisOptionsBuilder exclude(String items) {
    return exclude(LayerSelector.ofItems(items));
  }

  /** Types of layers to analyse, of those that {@link #layers} selects; none for all. */
  public AnalysisOptionsBuilder types(LayerType... values) {
    return set(Options.TYPES, Collections.unmodifiableSet(new TreeSet<>(Arrays.asList(values))));
  }

  /** Fewest eigenvalues, M * rf (M where slices are not pooled); at least 1, default 10. */
  public AnalysisOptionsBuilder minEvals(int value) {
    return set(Options.MIN_EVALS, value);
  }

  /** Most eigenvalues, M * rf (M where slices are not pooled); default 15000. */
  public AnalysisOptionsBuilder maxEvals(int value) {
    return set(Options.MAX_EVALS, value);
  }

  /** Longest matrix side N, but of sparse matrices; default 50000. */
  public AnalysisOptionsBuilder maxN(int value) {
    return set(Options.MAX_N, value);
  }

  /**
   * How many of the largest eigenvalues are taken of a sparse matrix that has more than {@code
   * maxEvals}; 0 leaves it out; default 50.
   */
  public AnalysisOptionsBuilder topK(int value) {
    return set(Options.TOP_K, value);
  }

  /** What is fitted to the tail; default {@link TailMethod#PL}, a power law. */
  public AnalysisOptionsBuilder fit(TailMethod value) {
    return set(Options.FIT, value);
  }

  /**
   * Quantile of the eigenvalues above which {@link TailMethod#HILL} looks; in [0, 1), default 0.5,
   * the median.
   */
  public AnalysisOptionsBuilder hillQuantile(double value) {
    return set(Options.HILL_QUANTILE, value);
  }

  /**
   * Whether xmin lies near the peak of the spectrum's logarithmic histogram: between 0.95 and 1.5
   * times it for a power law, at the peak itself for a truncated one (Python's {@code xmin_peak});
   * default false.
   */
  public AnalysisOptionsBuilder xminPeak(boolean value) {
    return set(Options.XMIN_PEAK, value);
  }

  /**
   * Where the power law of the tail ends, {@link io.github.weightwatcher4j.fit.BoundedPowerLawFit}:
   * {@link TailEnd#at} a number, above which eigenvalues take no part, or {@link TailEnd#largest}
   * for the largest eigenvalue; default {@link TailEnd#none}, nowhere. Alpha, sigma and D are then
   * those of that law; it may be any number.
   */
  public AnalysisOptionsBuilder endingAt(TailEnd value) {
    return set(Options.ENDING_AT, value);
  }

  /** Where the power law of the tail ends: at a number, as {@link TailEnd#at} has it. */
  public AnalysisOptionsBuilder endingAt(double xMax) {
    return endingAt(TailEnd.at(xMax));
  }

  /**
   * Windows whose Hill exponent, {@code farms_alpha}, is found beside that of the whole spectrum,
   * {@code hill_alpha}; default {@link FarmsWindows#none}.
   */
  public AnalysisOptionsBuilder farms(FarmsWindows value) {
    return set(Options.FARMS, value);
  }

  /**
   * {@link #farms(FarmsWindows)} with the settings of the paper, as {@link FarmsWindows#ofAspect}.
   */
  public AnalysisOptionsBuilder farms(double aspect) {
    return farms(FarmsWindows.ofAspect(aspect));
  }

  /**
   * Whether the two largest eigenvalues, or one more at a time, are left out until alpha has fallen
   * by more than {@link #fingerGain} ("fingers"; Python's {@code clip_xmax}). The alpha before is
   * kept as {@code raw_alpha}. Default false.
   */
  public AnalysisOptionsBuilder fingers(boolean value) {
    return set(Options.FINGERS, value);
  }

  /** With {@link #fingers}, fewer than so many eigenvalues are left out; at least 2, default 10. */
  public AnalysisOptionsBuilder maxFingers(int value) {
    return set(Options.MAX_FINGERS, value);
  }

  /** With {@link #fingers}, by how much alpha must fall; above 0, default 1. */
  public AnalysisOptionsBuilder fingerGain(double value) {
    return set(Options.FINGER_GAIN, value);
  }

  /** How many of the largest eigenvalues are left out in any case; at least 0, default 0. */
  public AnalysisOptionsBuilder dropLargest(int value) {
    return set(Options.DROP_LARGEST, value);
  }

  /** Fewest eigenvalues in a fitted tail; at least 2, default 2. */
  public AnalysisOptionsBuilder minTail(int value) {
    return set(Options.MIN_TAIL, value);
  }

  /**
   * Whether a power law's tail may begin inside a block of equal eigenvalues, as in Python; else it
   * holds every eigenvalue of at least xmin. Default false.
   */
  public AnalysisOptionsBuilder splitTies(boolean value) {
    return set(Options.SPLIT_TIES, value);
  }

  /**
   * Whether every {@link io.github.weightwatcher4j.fit.TailLaw} is fitted to the same tail, to say
   * which describes it best; default false.
   */
  public AnalysisOptionsBuilder compareLaws(boolean value) {
    return set(Options.COMPARE_LAWS, value);
  }

  /**
   * Repeats the fit on so many samples of the fitted power law, 1000 say: an interval of alpha and
   * xmin, and a test whether the tail is a power law at all (Clauset, Shalizi &amp; Newman 2009,
   * section 4.1). Default 0, neither.
   */
  public AnalysisOptionsBuilder bootstrap(int value) {
    return set(Options.BOOTSTRAP, value);
  }

  /** Level of the bootstrap interval, in (0, 1); default 0.95. */
  public AnalysisOptionsBuilder intervalLevel(double value) {
    return set(Options.INTERVAL_LEVEL, value);
  }

  /**
   * Whether a rival is sought, another xmin that fits as well and gives another alpha; default
   * false.
   */
  public AnalysisOptionsBuilder profile(boolean value) {
    return set(Options.PROFILE, value);
  }

  /** Whether the slices of one layer make one spectrum, else a row each; default true. */
  public AnalysisOptionsBuilder pool(boolean value) {
    return set(Options.POOL, value);
  }

  /**
   * Whether the slices of a convolution are multiplied by sqrt(1/2) when pooled and by sqrt(rf/2)
   * when not; default true.
   */
  public AnalysisOptionsBuilder convNorm(boolean value) {
    return set(Options.CONV_NORM, value);
  }

  /** How eigenvalues are computed; default {@link SpectrumMethod#FAST}. */
  public AnalysisOptionsBuilder method(SpectrumMethod value) {
    return set(Options.METHOD, value);
  }

  /**
   * Name of what computes eigenvalues, a {@link
   * io.github.weightwatcher4j.spectrum.SpectrumSolverProvider} on the class path; default {@code
   * lapack}. Of several names with commas between them, {@code cuda,lapack}, the first that can be
   * used here is taken, and a note of the analysis says why not those before it.
   */
  public AnalysisOptionsBuilder solver(String value) {
    return set(Options.SOLVER, value);
  }

  /** Eigenvalues up to it are left out of the fit; at least 0, default 1e-5. */
  public AnalysisOptionsBuilder cutoff(double value) {
    return set(Options.CUTOFF, value);
  }

  /** Eigenvalues below it count as weak rank loss; at least 0, default 1e-6. */
  public AnalysisOptionsBuilder weakRankTolerance(double value) {
    return set(Options.WEAK_RANK_TOLERANCE, value);
  }

  /**
   * Whether {@link #cutoff} and {@link #weakRankTolerance} are multiples of the mean eigenvalue, so
   * that alpha does not depend on the scale of the weights, or absolute; default true.
   */
  public AnalysisOptionsBuilder relativeCutoffs(boolean value) {
    return set(Options.RELATIVE_CUTOFFS, value);
  }

  /** Number format whose rounding decides what counts as zero; default that of the weights. */
  public AnalysisOptionsBuilder rankPrecision(Precision value) {
    return set(Options.RANK_PRECISION, Optional.of(value));
  }

  /**
   * Whether the Marchenko-Pastur law is fitted to the bulk, spikes are counted and the phase is
   * found; default true. Without it no layer is judged. Nothing is fitted where {@link #inverse}.
   */
  public AnalysisOptionsBuilder mpFit(boolean value) {
    return set(Options.MP_FIT, value);
  }

  /**
   * Chance that a model of pure noise raises any alarm: over all layers, slices, replicas and tests
   * together ({@link io.github.weightwatcher4j.verdict.Levels}); in (0, 0.5], default 0.05. Not
   * that of intervals, which is {@link #intervalLevel}.
   */
  public AnalysisOptionsBuilder level(double value) {
    return set(Options.LEVEL, value);
  }

  /** How the Marchenko-Pastur law is fitted; default {@link BulkMethod#ROBUST}. */
  public AnalysisOptionsBuilder mpMethod(BulkMethod value) {
    return set(Options.MP_METHOD, value);
  }

  /**
   * Whether alpha is told as the exponent mu of the independent entries, {@code P(|w| > x) ~
   * x^-mu}, that a random matrix with such a tail would have: an interval, for alpha up to 6
   * ({@link io.github.weightwatcher4j.random.AsIfEntries}). Of a power law whose tail is sought
   * among all eigenvalues; costs nothing. Default false.
   */
  public AnalysisOptionsBuilder universality(boolean value) {
    return set(Options.UNIVERSALITY, value);
  }

  /**
   * Whether each layer is compared with itself after its weights were shuffled, which shows
   * correlation traps; takes one more spectrum a replica. Default false.
   */
  public AnalysisOptionsBuilder randomize(boolean value) {
    return set(Options.RANDOMIZE, value);
  }

  /** How often the weights are shuffled for {@link #randomize}; at least 1, default 1. */
  public AnalysisOptionsBuilder replicas(int value) {
    return set(Options.REPLICAS, value);
  }

  /**
   * Whether the tail is sought whose rescaled eigenvalues multiply to 1 (the ERG condition);
   * default false.
   */
  public AnalysisOptionsBuilder detx(boolean value) {
    return set(Options.DETX, value);
  }

  /**
   * Whether the correlation flow of each layer to the next is measured ({@link
   * io.github.weightwatcher4j.similarity.CorrelationFlow}), which takes eigenvectors; default
   * false.
   */
  public AnalysisOptionsBuilder flow(boolean value) {
    return set(Options.FLOW, value);
  }

  /** Whether eigenvectors are computed and their localization measured; default false. */
  public AnalysisOptionsBuilder vectors(boolean value) {
    return set(Options.VECTORS, value);
  }

  /**
   * Whether the spectrum is that of the inverse of X, {@code 1 / lambda}, as Python's {@code
   * inverse}: its tail is made of the smallest eigenvalues. Numerically zero ones are left out, as
   * far as {@link #rankPrecision} tells them; ranks and singular values remain those of W. Takes
   * {@link SpectrumMethod#ACCURATE}. Default false.
   */
  public AnalysisOptionsBuilder inverse(boolean value) {
    return set(Options.INVERSE, value);
  }

  /** Seed of everything random; default 42. */
  public AnalysisOptionsBuilder seed(long value) {
    return set(Options.SEED, value);
  }

  /**
   * Worker threads, for layers and for what is repeated inside them; at least 1, default the number
   * of processors.
   */
  public AnalysisOptionsBuilder threads(int value) {
    return set(Options.THREADS, value);
  }

  /**
   * Native memory in bytes for all layers in flight together; default half of what is free. A layer
   * that needs more than a budget set here is skipped with its need as the reason. The need is that
   * of {@link #method}; a layer of {@link SpectrumMethod#FAST} whose rank has to be decided by its
   * singular values (float64 weights of deficient rank) takes up to four times as much.
   */
  public AnalysisOptionsBuilder memory(long bytes) {
    return set(Options.MEMORY, OptionalLong.of(bytes));
  }

  /**
   * The part of the layers that this analysis takes, for several processes that share a model;
   * default all. Layers of the others are among the skipped ones, and {@link
   * io.github.weightwatcher4j.report.Analysis#joined} makes one of all parts. Not with {@code
   * flow}, which compares neighbours.
   */
  public AnalysisOptionsBuilder shard(Shard value) {
    return set(Options.SHARD, value);
  }

  /**
   * Whether results are the same to the last bit for any number of threads (default). If not,
   * layers from M = 2200 on run one at a time, each on as many BLAS threads as {@link #threads};
   * the last digits then vary with that number.
   */
  public AnalysisOptionsBuilder reproducible(boolean value) {
    return set(Options.REPRODUCIBLE, value);
  }

  /** Is told of every finished layer; default nobody. */
  public AnalysisOptionsBuilder progress(ProgressListener value) {
    return set(Options.PROGRESS, value);
  }

  /**
   * Asked often, from several threads; once it is true the analysis ends with a {@link
   * java.util.concurrent.CancellationException}. Interrupting the calling thread does the same.
   */
  public AnalysisOptionsBuilder cancelWhen(BooleanSupplier value) {
    return set(Options.CANCEL_WHEN, value);
  }

  /**
   * The options.
   *
   * @throws OptionProblems where some are out of range or contradict each other; the message lists
   *     all of them
   */
  public AnalysisOptions build() {
    AnalysisOptions options = new AnalysisOptions(values);
    OptionProblems.check(options);
    return options;
  }
}
