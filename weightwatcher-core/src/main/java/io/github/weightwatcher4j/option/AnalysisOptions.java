package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.run.ProgressListener;
import io.github.weightwatcher4j.run.Shard;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What an analysis does: a value for each of {@link Options}. Immutable and safe to share; made by
 * {@link #builder()}, which explains each option and checks them together. Equal where all values
 * are; rules and listeners given as code are equal to themselves alone.
 *
 * <p>Serializable, but for options that hold code: {@link NotSerializableException} names them.
 */
public final class AnalysisOptions implements Serializable {

  private static final long serialVersionUID = 1;

  private final transient Map<Option<?>, Object> values;

  AnalysisOptions(Map<Option<?>, Object> set) {
    Map<Option<?>, Object> all = new LinkedHashMap<>();
    for (Option<?> option : Options.all()) {
      Object value = set.get(option);
      all.put(option, value == null ? option.byDefault() : value);
    }
    values = Collections.unmodifiableMap(all);
  }

  /** The defaults. */
  public static AnalysisOptions defaults() {
    return builder().build();
  }

  /** Conventions of the Python tool: see {@link AnalysisOptionsBuilder#pythonCompatible}. */
  public static AnalysisOptions pythonCompatible() {
    return builder().pythonCompatible().build();
  }

  /** A builder that starts from the defaults. */
  public static AnalysisOptionsBuilder builder() {
    return new AnalysisOptionsBuilder(Map.of());
  }

  /**
   * The options of a map as {@link #asMap} makes it, or of texts by key; an option that is not in
   * it has its default.
   *
   * @throws IllegalArgumentException where keys are none, or values are not those of their options;
   *     the message lists all of them
   */
  public static AnalysisOptions of(Map<String, ?> map) {
    AnalysisOptionsBuilder builder = builder();
    List<String> problems = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          try {
            builder.parse(key, String.valueOf(value));
          } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
          }
        });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return builder.build();
  }

  /** A builder that starts from these options. */
  public AnalysisOptionsBuilder toBuilder() {
    return new AnalysisOptionsBuilder(values);
  }

  /** The value of an option. */
  @SuppressWarnings("unchecked") // the builder puts in what the option's type says
  public <T> T get(Option<T> option) {
    return (T) Objects.requireNonNull(values.get(option));
  }

  /**
   * Every option with its value as JSON has it, a Boolean, Integer, Long, Double or String, in the
   * order of {@link Options}; without those that are code (progress, condition to cancel). {@link
   * #of} reads it back, but for rules for layers that were given as code.
   */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Option<?> option : Options.all()) {
      if (!option.isCode()) {
        map.put(option.key(), json(option));
      }
    }
    return Collections.unmodifiableMap(map);
  }

  /** As {@link #asMap}, without the options that do not bear on results, such as threads. */
  public Map<String, Object> provenance() {
    Map<String, Object> map = new LinkedHashMap<>(asMap());
    map.keySet().removeIf(key -> !Options.ofKey(key).orElseThrow().bearsOnResults());
    return Collections.unmodifiableMap(map);
  }

  private <T> Object json(Option<T> option) {
    return option.json(get(option));
  }

  /** Layers that {@link #layers} and {@link #types} both choose. */
  public LayerSelector selected() {
    return types().isEmpty()
        ? layers()
        : Options.LAYERS.byDefault().equals(layers())
            ? LayerSelector.byType(types().toArray(LayerType[]::new))
            : layers().and(LayerSelector.byType(types().toArray(LayerType[]::new)));
  }

  /** The value of {@link Options#LAYERS}. */
  public LayerSelector layers() {
    return get(Options.LAYERS);
  }

  /** The value of {@link Options#EXCLUDE}. */
  public LayerSelector exclude() {
    return get(Options.EXCLUDE);
  }

  /** The value of {@link Options#TYPES}. */
  public Set<LayerType> types() {
    return get(Options.TYPES);
  }

  /** The value of {@link Options#MIN_EVALS}. */
  public int minEvals() {
    return get(Options.MIN_EVALS);
  }

  /** The value of {@link Options#MAX_EVALS}. */
  public int maxEvals() {
    return get(Options.MAX_EVALS);
  }

  /** The value of {@link Options#TOP_K}. */
  public int topK() {
    return get(Options.TOP_K);
  }

  /** The value of {@link Options#MAX_N}. */
  public int maxN() {
    return get(Options.MAX_N);
  }

  /** The value of {@link Options#FIT}. */
  public TailMethod fit() {
    return get(Options.FIT);
  }

  /** The value of {@link Options#HILL_QUANTILE}. */
  public double hillQuantile() {
    return get(Options.HILL_QUANTILE);
  }

  /** The value of {@link Options#XMIN_PEAK}. */
  public boolean xminPeak() {
    return get(Options.XMIN_PEAK);
  }

  /** The value of {@link Options#ENDING_AT}. */
  public TailEnd endingAt() {
    return get(Options.ENDING_AT);
  }

  /** The value of {@link Options#FARMS}. */
  public FarmsWindows farms() {
    return get(Options.FARMS);
  }

  /** The value of {@link Options#FINGERS}. */
  public boolean fingers() {
    return get(Options.FINGERS);
  }

  /** The value of {@link Options#MAX_FINGERS}. */
  public int maxFingers() {
    return get(Options.MAX_FINGERS);
  }

  /** The value of {@link Options#FINGER_GAIN}. */
  public double fingerGain() {
    return get(Options.FINGER_GAIN);
  }

  /** The value of {@link Options#DROP_LARGEST}. */
  public int dropLargest() {
    return get(Options.DROP_LARGEST);
  }

  /** The value of {@link Options#MIN_TAIL}. */
  public int minTail() {
    return get(Options.MIN_TAIL);
  }

  /** The value of {@link Options#SPLIT_TIES}. */
  public boolean splitTies() {
    return get(Options.SPLIT_TIES);
  }

  /** The value of {@link Options#COMPARE_LAWS}. */
  public boolean compareLaws() {
    return get(Options.COMPARE_LAWS);
  }

  /** The value of {@link Options#BOOTSTRAP}. */
  public int bootstrap() {
    return get(Options.BOOTSTRAP);
  }

  /** The value of {@link Options#INTERVAL_LEVEL}. */
  public double intervalLevel() {
    return get(Options.INTERVAL_LEVEL);
  }

  /** The value of {@link Options#PROFILE}. */
  public boolean profile() {
    return get(Options.PROFILE);
  }

  /** The value of {@link Options#POOL}. */
  public boolean pool() {
    return get(Options.POOL);
  }

  /** The value of {@link Options#CONV_NORM}. */
  public boolean convNorm() {
    return get(Options.CONV_NORM);
  }

  /** The value of {@link Options#METHOD}. */
  public SpectrumMethod method() {
    return get(Options.METHOD);
  }

  /** The value of {@link Options#SOLVER}. */
  public String solver() {
    return get(Options.SOLVER);
  }

  /** The value of {@link Options#CUTOFF}. */
  public double cutoff() {
    return get(Options.CUTOFF);
  }

  /** The value of {@link Options#WEAK_RANK_TOLERANCE}. */
  public double weakRankTolerance() {
    return get(Options.WEAK_RANK_TOLERANCE);
  }

  /** The value of {@link Options#RELATIVE_CUTOFFS}. */
  public boolean relativeCutoffs() {
    return get(Options.RELATIVE_CUTOFFS);
  }

  /** The value of {@link Options#RANK_PRECISION}. */
  public Optional<Precision> rankPrecision() {
    return get(Options.RANK_PRECISION);
  }

  /** The value of {@link Options#LEVEL}. */
  public double level() {
    return get(Options.LEVEL);
  }

  /** The value of {@link Options#MP_FIT}. */
  public boolean mpFit() {
    return get(Options.MP_FIT);
  }

  /** The value of {@link Options#MP_METHOD}. */
  public BulkMethod mpMethod() {
    return get(Options.MP_METHOD);
  }

  /** The value of {@link Options#UNIVERSALITY}. */
  public boolean universality() {
    return get(Options.UNIVERSALITY);
  }

  /** The value of {@link Options#RANDOMIZE}. */
  public boolean randomize() {
    return get(Options.RANDOMIZE);
  }

  /** The value of {@link Options#REPLICAS}. */
  public int replicas() {
    return get(Options.REPLICAS);
  }

  /** The value of {@link Options#DETX}. */
  public boolean detx() {
    return get(Options.DETX);
  }

  /** The value of {@link Options#FLOW}. */
  public boolean flow() {
    return get(Options.FLOW);
  }

  /** The value of {@link Options#VECTORS}. */
  public boolean vectors() {
    return get(Options.VECTORS);
  }

  /** The value of {@link Options#INVERSE}. */
  public boolean inverse() {
    return get(Options.INVERSE);
  }

  /** The value of {@link Options#SEED}. */
  public long seed() {
    return get(Options.SEED);
  }

  /** The value of {@link Options#THREADS}. */
  public int threads() {
    return get(Options.THREADS);
  }

  /** The value of {@link Options#MEMORY}. */
  public OptionalLong memory() {
    return get(Options.MEMORY);
  }

  /** The value of {@link Options#SHARD}. */
  public Shard shard() {
    return get(Options.SHARD);
  }

  /** The value of {@link Options#REPRODUCIBLE}. */
  public boolean reproducible() {
    return get(Options.REPRODUCIBLE);
  }

  /** The value of {@link Options#PROGRESS}. */
  public ProgressListener progress() {
    return get(Options.PROGRESS);
  }

  /** The value of {@link Options#CANCEL_WHEN}. */
  public BooleanSupplier cancelWhen() {
    return get(Options.CANCEL_WHEN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnalysisOptions that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }

  private Object writeReplace() throws ObjectStreamException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Option<?> option : Options.all()) {
      if (!get(option).equals(option.byDefault())) {
        if (option.isCode() || (get(option) instanceof LayerSelector rule && rule.isCode())) {
          throw new NotSerializableException(option + " holds code, which cannot be stored");
        }
        texts.put(option.key(), String.valueOf(json(option)));
      }
    }
    return new Stored(texts);
  }

  private void readObject(ObjectInputStream in) throws ObjectStreamException {
    throw new InvalidObjectException("options are stored as texts");
  }

  /** Options as they are stored: the texts of those that are not at their defaults. */
  private static final class Stored implements Serializable {

    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> texts;

    Stored(Map<String, String> texts) {
      this.texts = new LinkedHashMap<>(texts);
    }

    private Object readResolve() {
      return of(texts);
    }
  }
}
