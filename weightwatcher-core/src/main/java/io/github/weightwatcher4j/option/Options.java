package io.github.weightwatcher4j.option;

import static io.github.weightwatcher4j.option.OptionGroup.COMPUTED;
import static io.github.weightwatcher4j.option.OptionGroup.RUN;
import static io.github.weightwatcher4j.option.OptionGroup.TAIL;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.run.ProgressListener;
import io.github.weightwatcher4j.run.Shard;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Every option of an analysis, declared once, in the order of the command's help. The builder's
 * method of the same name, {@link AnalysisOptionsBuilder#minEvals} for {@code MIN_EVALS}, says more
 * of it.
 */
@SuppressWarnings("checkstyle:JavadocVariable") // the meaning stands beside each, as data
public final class Options {

  private static final List<Option<?>> DECLARED = new ArrayList<>();

  public static final Option<LayerSelector> LAYERS =
      declare(
              OptionGroup.LAYERS,
              "layers",
              ValueType.LAYERS,
              LayerSelector.all(),
              "Only these layers, by name (fc1), index (3 or 0-5), wildcards ('layer1.*') or"
                  + " regular expression ('/.*conv[12]/'); a name of digits as '/3/'")
          .flag("LAYER[,LAYER...]", LayerSelector::ofItems);
  public static final Option<LayerSelector> EXCLUDE =
      declare(
              OptionGroup.LAYERS,
              "exclude",
              ValueType.LAYERS,
              LayerSelector.none(),
              "Not these layers, in the same ways")
          .flag("LAYER[,LAYER...]", LayerSelector::ofItems);
  public static final Option<Set<LayerType>> TYPES =
      declare(
              OptionGroup.LAYERS,
              "types",
              ValueType.LAYER_TYPES,
              Set.of(),
              "Only layers of these types, such as dense, conv2d, embedding, attention or lstm")
          .flag("TYPE[,TYPE...]")
          .defaultText("all");
  public static final Option<Integer> MIN_EVALS =
      declare(
              OptionGroup.LAYERS,
              "minEvals",
              ValueType.INTEGER,
              10,
              "Only layers with at least N eigenvalues")
          .checked(atLeast(1))
          .flag("N");
  public static final Option<Integer> MAX_EVALS =
      declare(
              OptionGroup.LAYERS,
              "maxEvals",
              ValueType.INTEGER,
              15_000,
              "Only layers with at most N eigenvalues")
          .flag("N");
  public static final Option<Integer> MAX_N =
      declare(
              OptionGroup.LAYERS,
              "maxN",
              ValueType.INTEGER,
              50_000,
              "Only layers whose longer side is at most N; sparse matrices of any")
          .checked(atLeast(1))
          .flag("N");
  public static final Option<Integer> TOP_K =
      declare(
              OptionGroup.LAYERS,
              "topK",
              ValueType.INTEGER,
              50,
              "Of a sparse matrix with more than maxEvals eigenvalues only the K largest; 0: leave"
                  + " it out")
          .checked(atLeast(0))
          .flag("K");

  public static final Option<TailMethod> FIT =
      declare(
              TAIL,
              "fit",
              ValueType.of(TailMethod.class),
              TailMethod.PL,
              "pl: power law; tpl: power law with an exponential cutoff; e_tpl: the same, from the"
                  + " peak of the spectrum on; hill: Hill estimator above the median")
          .flag("LAW");
  public static final Option<Double> HILL_QUANTILE =
      declare(
              TAIL,
              "hillQuantile",
              ValueType.NUMBER,
              0.5,
              "Quantile of the eigenvalues above which the Hill estimator looks")
          .checked(q -> q >= 0 && q < 1 ? "" : "must be in [0, 1) but was " + q);
  public static final Option<Boolean> XMIN_PEAK =
      declare(
              TAIL,
              "xminPeak",
              ValueType.SWITCH,
              false,
              "Begin the tail near the peak of the spectrum")
          .flag("");
  public static final Option<TailEnd> ENDING_AT =
      declare(
              TAIL,
              "endingAt",
              ValueType.TAIL_END,
              TailEnd.none(),
              "Fit a power law with a sharp end at a number or at the largest eigenvalue; what lies"
                  + " above takes no part")
          .flag("XMAX");
  public static final Option<Boolean> FINGERS =
      declare(
              TAIL,
              "fingers",
              ValueType.SWITCH,
              false,
              "Leave out up to nine of the largest eigenvalues where that lowers alpha by 1")
          .flag("");
  public static final Option<Integer> MAX_FINGERS =
      declare(
              TAIL,
              "maxFingers",
              ValueType.INTEGER,
              10,
              "With fingers, fewer than N eigenvalues are left out")
          .checked(atLeast(2));
  public static final Option<Double> FINGER_GAIN =
      declare(
              TAIL,
              "fingerGain",
              ValueType.NUMBER,
              1.0,
              "With fingers, by how much alpha must fall")
          .checked(gain -> gain > 0 ? "" : "must be > 0 but was " + gain);
  public static final Option<Integer> DROP_LARGEST =
      declare(TAIL, "dropLargest", ValueType.INTEGER, 0, "Leave out the N largest eigenvalues")
          .checked(atLeast(0))
          .flag("N");
  public static final Option<Integer> MIN_TAIL =
      declare(TAIL, "minTail", ValueType.INTEGER, 2, "Fewest eigenvalues in a tail")
          .checked(atLeast(2))
          .flag("N");
  public static final Option<Boolean> SPLIT_TIES =
      declare(
          TAIL,
          "splitTies",
          ValueType.SWITCH,
          false,
          "Let a power law's tail begin inside a block of equal eigenvalues, as the Python tool");
  public static final Option<FarmsWindows> FARMS =
      declare(
              TAIL,
              "farms",
              ValueType.FARMS,
              FarmsWindows.none(),
              "Also Hill's alpha of windows of one aspect ratio, columns over rows, such as 1;"
                  + " 0.5/15/2000 with windows per axis and rows")
          .flag("Q");
  public static final Option<Boolean> COMPARE_LAWS =
      declare(
              TAIL,
              "compareLaws",
              ValueType.SWITCH,
              false,
              "Fit six laws to the tail and tell which describes it best")
          .flag("");
  public static final Option<Integer> BOOTSTRAP =
      declare(
              TAIL,
              "bootstrap",
              ValueType.INTEGER,
              0,
              "Interval of alpha and p-value of the power law, by refitting N samples, such as"
                  + " 1000; 0 for neither")
          .flag("N");
  public static final Option<Double> INTERVAL_LEVEL =
      declare(TAIL, "intervalLevel", ValueType.NUMBER, 0.95, "Level of that interval")
          .checked(p -> p > 0 && p < 1 ? "" : "must be in (0, 1) but was " + p)
          .flag("P");
  public static final Option<Boolean> PROFILE =
      declare(TAIL, "profile", ValueType.SWITCH, false, "Look for a second tail that fits as well")
          .flag("");

  public static final Option<Boolean> UNIVERSALITY =
      declare(
              TAIL,
              "universality",
              ValueType.SWITCH,
              false,
              "The exponent mu of the random matrices whose tail is as heavy, as an interval")
          .flag("");

  public static final Option<Boolean> POOL =
      declare(
              COMPUTED,
              "pool",
              ValueType.SWITCH,
              true,
              "One row for all slices of a convolution, else a row each")
          .flag("");
  public static final Option<Boolean> CONV_NORM =
      declare(
              COMPUTED,
              "convNorm",
              ValueType.SWITCH,
              true,
              "Multiply convolutions by sqrt(1/2), else leave them as they are")
          .flag("");
  public static final Option<SpectrumMethod> METHOD =
      declare(
              COMPUTED,
              "method",
              ValueType.of(SpectrumMethod.class),
              SpectrumMethod.FAST,
              "fast, or accurate to the smallest singular value and slower, or single: float32 for"
                  + " weights of 16 bits, without what rests on the smallest")
          .flag("METHOD");
  public static final Option<String> SOLVER =
      declare(
              COMPUTED,
              "solver",
              ValueType.TEXT,
              "lapack",
              "What computes eigenvalues, of the solvers on the class path; of several"
                  + " (cuda,lapack) the first that can be used")
          .flag("NAME");
  public static final Option<Double> CUTOFF =
      declare(
              COMPUTED,
              "cutoff",
              ValueType.NUMBER,
              1e-5,
              "Eigenvalues up to it are left out of the fit")
          .checked(Options::tolerance);
  public static final Option<Double> WEAK_RANK_TOLERANCE =
      declare(
              COMPUTED,
              "weakRankTolerance",
              ValueType.NUMBER,
              1e-6,
              "Eigenvalues below it count as weak rank loss")
          .checked(Options::tolerance);
  public static final Option<Boolean> RELATIVE_CUTOFFS =
      declare(
          COMPUTED,
          "relativeCutoffs",
          ValueType.SWITCH,
          true,
          "Whether cutoff and weakRankTolerance are multiples of the mean eigenvalue, else"
              + " absolute");
  public static final Option<Optional<Precision>> RANK_PRECISION =
      declare(
          COMPUTED,
          "rankPrecision",
          ValueType.of(Precision.class, "weights"),
          Optional.empty(),
          "Number format whose rounding decides what counts as zero; weights: their own");
  public static final Option<Boolean> MP_FIT =
      declare(
              COMPUTED,
              "mpFit",
              ValueType.SWITCH,
              true,
              "Fit the Marchenko-Pastur law of random matrices: bulk, edge, spikes, phase; without"
                  + " it no layer is judged")
          .flag("");
  public static final Option<Double> LEVEL =
      declare(
              COMPUTED,
              "level",
              ValueType.NUMBER,
              0.05,
              "Chance that a model of noise raises any alarm, over all layers and tests")
          .checked(p -> p > 0 && p <= 0.5 ? "" : "must be in (0, 0.5] but was " + p)
          .flag("P");
  public static final Option<BulkMethod> MP_METHOD =
      declare(
              COMPUTED,
              "mpMethod",
              ValueType.of(BulkMethod.class),
              BulkMethod.ROBUST,
              "robust, or density as the Python tool")
          .flag("METHOD");
  public static final Option<Boolean> RANDOMIZE =
      declare(
              COMPUTED,
              "randomize",
              ValueType.SWITCH,
              false,
              "Compare with shuffled weights, which shows correlation traps")
          .flag("");
  public static final Option<Integer> REPLICAS =
      declare(COMPUTED, "replicas", ValueType.INTEGER, 1, "Shuffle N times")
          .checked(atLeast(1))
          .flag("N");
  public static final Option<Boolean> DETX =
      declare(COMPUTED, "detx", ValueType.SWITCH, false, "The tail whose eigenvalues multiply to 1")
          .flag("");
  public static final Option<Boolean> FLOW =
      declare(
              COMPUTED,
              "flow",
              ValueType.SWITCH,
              false,
              "How much of what a layer writes the next one reads, by their spikes")
          .flag("");
  public static final Option<Boolean> VECTORS =
      declare(COMPUTED, "vectors", ValueType.SWITCH, false, "How localized the eigenvectors are")
          .flag("");
  public static final Option<Boolean> INVERSE =
      declare(
              COMPUTED,
              "inverse",
              ValueType.SWITCH,
              false,
              "The spectrum of the inverse: the small eigenvalues")
          .flag("");
  public static final Option<Long> SEED =
      declare(COMPUTED, "seed", ValueType.LONG, 42L, "Seed of everything random").flag("S");

  public static final Option<Integer> THREADS =
      declare(
              RUN,
              "threads",
              ValueType.PROCESSORS,
              ValueType.processors(),
              "Worker threads; results do not depend on their number")
          .checked(atLeast(1))
          .defaultText("auto, one per processor")
          .flag("N");
  public static final Option<OptionalLong> MEMORY =
      declare(
              RUN,
              "memory",
              ValueType.BYTES,
              OptionalLong.empty(),
              "Memory for the matrices, such as 2G")
          .checked(
              bytes -> bytes.orElse(1) > 0 ? "" : "must be > 0 bytes but was " + bytes.orElse(1))
          .defaultText("auto, half of what is free")
          .flag("SIZE");
  public static final Option<Shard> SHARD =
      declare(
              RUN,
              "shard",
              ValueType.SHARD,
              Shard.all(),
              "The part of the layers that this process takes, such as 3/8 of equal work")
          .defaultText("all")
          .bearingOnResults();
  public static final Option<Boolean> REPRODUCIBLE =
      declare(
              RUN,
              "reproducible",
              ValueType.SWITCH,
              true,
              "The same results to the last bit for any number of threads")
          .bearingOnResults();
  public static final Option<ProgressListener> PROGRESS =
      declare(
              RUN,
              "progress",
              ValueType.code(),
              ProgressListener.silent(),
              "Is told of every finished layer")
          .defaultText("nobody");
  public static final Option<BooleanSupplier> CANCEL_WHEN =
      Options.<BooleanSupplier>declare(
              RUN,
              "cancelWhen",
              ValueType.code(),
              Options::never,
              "Ends the analysis once it is true")
          .defaultText("never");

  private Options() {}

  private static <T> Option<T> declare(
      OptionGroup group, String key, ValueType<T> type, T byDefault, String meaning) {
    Option<T> option = new Option<>(group, key, type, byDefault, meaning);
    DECLARED.add(option);
    return option;
  }

  private static Option.Check<Integer> atLeast(int least) {
    return value -> value >= least ? "" : "must be >= " + least + " but was " + value;
  }

  private static String tolerance(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY
        ? ""
        : "must be finite and >= 0 but was " + value;
  }

  private static boolean never() {
    return false;
  }

  /** All of them, in the order in which they are declared. */
  public static List<Option<?>> all() {
    return Collections.unmodifiableList(DECLARED);
  }

  /** The option of this key. */
  public static Optional<Option<?>> ofKey(String key) {
    return DECLARED.stream().filter(option -> option.key().equals(key)).findFirst();
  }
}
