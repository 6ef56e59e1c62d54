package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.internal.UniversalityMetrics;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether a number is there, or whether an analysis can tell that there is a finding or none; and
 * if not, why.
 */
public final class Availability {

  /** The answers that there are. */
  public enum Kind {
    /** The number is there; the finding was looked for. */
    PRESENT,
    /** The analysis was not asked for it. */
    NOT_ASKED,
    /** The analysis was asked for it and could not have it. */
    ABSENT,
    /** A row alone does not know; its analysis does. */
    UNKNOWN
  }

  static final Availability PRESENT = new Availability(Kind.PRESENT, Optional.empty(), "");

  private static final Availability UNKNOWN =
      new Availability(Kind.UNKNOWN, Optional.empty(), "a row alone does not know");

  private static final Availability UNDEFINED = absent("it is not defined for this layer");

  private static final Availability TOP_ONLY =
      absent("the matrix is sparse and only its largest eigenvalues were computed");

  private static final Availability ALL_COMPUTED = absent("all eigenvalues were computed");

  private static final Availability SINGLE =
      absent(
          "it rests on the smallest eigenvalues, which single precision does not tell: take the"
              + " method fast");

  private static final Requirement<Boolean> NOISE = Requirement.of(Options.MP_FIT);

  private static final Set<Metric> SMALL =
      Set.of(Metric.MATRIX_RANK, Metric.RANK_LOSS, Metric.WEAK_RANK_LOSS, Metric.SV_MIN);

  private static final String BOUNDS = "its bounds are those of";
  private static final String TEST = "the test is that of";

  private final Kind kind;
  private final Optional<Requirement<?>> requirement;
  private final String reason;

  private Availability(Kind kind, Optional<Requirement<?>> requirement, String reason) {
    this.kind = kind;
    this.requirement = requirement;
    this.reason = reason;
  }

  static Availability absent(String reason) {
    return new Availability(Kind.ABSENT, Optional.empty(), reason);
  }

  static Availability notAsked(Requirement<?> requirement) {
    return new Availability(
        Kind.NOT_ASKED, Optional.of(requirement), "it takes " + requirement.call());
  }

  /** Which of the answers. */
  public Kind kind() {
    return kind;
  }

  /** Whether it is there. */
  public boolean isPresent() {
    return kind == Kind.PRESENT;
  }

  /** The option to ask for it; empty unless it was not asked for. */
  public Optional<Requirement<?>> requirement() {
    return requirement;
  }

  /** Why it is not there, as a sentence without its end; empty text where it is there. */
  public String reason() {
    return reason;
  }

  /**
   * Whether a row has a metric.
   *
   * @param options those of the analysis; where they do not tell what was asked for, the row does
   */
  static Availability of(LayerReport row, Metric metric, Map<String, ?> options) {
    if (row.metric(metric).isPresent()) {
      return PRESENT;
    }
    Optional<Requirement<?>> needed = metric.requirement();
    if (row.metric(Metric.TOP_K).isPresent() && metric.stage() != Metric.Stage.FIT) {
      return TOP_ONLY;
    }
    boolean asked =
        needed.flatMap(it -> it.isMetBy(options)).orElse(needed.isEmpty() || shows(row, metric));
    return asked ? cause(row, metric, options) : notAsked(needed.orElseThrow());
  }

  /** Whether a row shows by itself that it was asked for a metric that it does not have. */
  private static boolean shows(LayerReport row, Metric metric) {
    Evidence evidence = row.evidence();
    return switch (metric.stage()) {
      case FIT -> failedFit(row).isPresent();
      case BOOTSTRAP -> failedFit(row).isPresent() || row.metric(Metric.PL_P_VALUE).isPresent();
      case UNIVERSALITY -> failedFit(row).isPresent() || row.metric(Metric.MU_LOW).isPresent();
      case BULK -> evidence.bulk().isPresent();
      case RANDOM -> !evidence.shuffled().isEmpty();
      case ERG -> !(row.spectrum().max() > 0) || row.metric(Metric.DETX_NUM).isPresent();
      case FLOW -> evidence.flow().isPresent();
      case VECTORS -> !evidence.vectors().isEmpty();
      default -> false;
    };
  }

  private static Availability cause(LayerReport row, Metric metric, Map<String, ?> options) {
    if (metric == Metric.TOP_K) {
      return ALL_COMPUTED;
    }
    if (isSingle(row, options) && (metric.stage() == Metric.Stage.ERG || SMALL.contains(metric))) {
      return SINGLE;
    }
    Evidence evidence = row.evidence();
    return switch (metric.stage()) {
      case FIT, ERG, VECTORS -> failedFit(row).orElse(UNDEFINED);
      case BOOTSTRAP -> failedFit(row).orElse(absent("too few samples of the bootstrap had a fit"));
      case UNIVERSALITY -> failedFit(row).orElseGet(() -> noMu(row, options));
      case BULK -> failed(evidence.bulk());
      case FLOW ->
          evidence
              .flow()
              .filter(flow -> !flow.reason().isEmpty())
              .map(flow -> absent(flow.reason()))
              .orElse(UNDEFINED);
      case RANDOM ->
          failed(
              evidence.shuffled().stream()
                  .map(ShuffledSpectrum::bulk)
                  .filter(FailedBulkFit.class::isInstance)
                  .findFirst());
      default -> UNDEFINED;
    };
  }

  /** Whether its eigenvalues were computed in float32: rows of float64 always have a rank. */
  private static boolean isSingle(LayerReport row, Map<String, ?> options) {
    return Options.METHOD.in(options).filter(SpectrumMethod.SINGLE::equals).isPresent()
        && row.metric(Metric.MATRIX_RANK).isEmpty();
  }

  /** Why random matrices tell no mu, or none that is the largest. */
  private static Availability noMu(LayerReport row, Map<String, ?> options) {
    if (row.metric(Metric.MU_LOW).isPresent()) {
      return absent("any larger mu, up to entries without a heavy tail, gives such an alpha");
    }
    return absent(UniversalityMetrics.reason(shape(row), row.tail(), options, row.metrics()));
  }

  /** Of the matrices whose eigenvalues the row has; empty where it does not tell. */
  private static Optional<MatrixShape> shape(LayerReport row) {
    OptionalDouble n = row.metric(Metric.N);
    OptionalDouble m = row.metric(Metric.M);
    if (n.isEmpty() || m.isEmpty()) {
      return Optional.empty();
    }
    double rf = row.slice().isPresent() ? 1 : row.metric(Metric.RF).orElse(1);
    return Optional.of(new MatrixShape((long) n.getAsDouble(), (long) m.getAsDouble(), (long) rf));
  }

  private static Optional<Availability> failedFit(LayerReport row) {
    return row.tail() instanceof FailedFit failed
        ? Optional.of(absent("no power law could be fitted: " + failed.reason()))
        : Optional.empty();
  }

  private static Availability failed(Optional<BulkFit> bulk) {
    return bulk.orElse(null) instanceof FailedBulkFit failed
        ? absent("no bulk could be fitted: " + failed.reason())
        : UNDEFINED;
  }

  /**
   * Whether it can be told that a row has a finding of a type or none.
   *
   * @param options those of the analysis; where they do not tell what was asked for, the row does
   */
  static Availability of(LayerReport row, FindingType type, Map<String, ?> options) {
    if (row.findings().stream().anyMatch(finding -> finding.type() == type)) {
      return PRESENT;
    }
    return switch (type) {
      case NOT_FINITE, FIT_FAILED -> PRESENT;
      case NO_BULK -> ofBulk(row, options);
      case RANK_COLLAPSE -> ofPhase(row, options);
      case RANDOM_LIKE -> ofVerdict(row, options);
      case OVER_TRAINED, UNDER_TRAINED ->
          otherLaw(row, BOUNDS).or(() -> failedFit(row)).orElseGet(() -> ofVerdict(row, options));
      case NO_POWER_LAW -> otherLaw(row, TEST).orElseGet(() -> ofMetric(row, type, options));
      case OTHER_TAIL, RIVAL_TAILS -> ofOtherTails(row, type, options);
      default -> ofMetric(row, type, options);
    };
  }

  private static Availability ofMetric(LayerReport row, FindingType type, Map<String, ?> options) {
    return of(row, type.metric().orElseThrow(), options);
  }

  private static Availability ofBulk(LayerReport row, Map<String, ?> options) {
    boolean asked = NOISE.isMetBy(options).orElse(row.evidence().bulk().isPresent());
    Availability answer = row.metric(Metric.TOP_K).isPresent() ? TOP_ONLY : PRESENT;
    return asked ? answer : notAsked(NOISE);
  }

  private static Availability ofPhase(LayerReport row, Map<String, ?> options) {
    if (row.phase().isPresent()) {
      return PRESENT;
    }
    Availability bulk = ofBulk(row, options);
    return bulk.isPresent() ? absent("its phase is unknown") : bulk;
  }

  /** A verdict tells of those that rank below it only that they were not asked. */
  private static Availability ofVerdict(LayerReport row, Map<String, ?> options) {
    Availability bulk = ofBulk(row, options);
    if (!bulk.isPresent()) {
      return bulk;
    }
    return switch (row.verdict().verdict()) {
      case CANNOT_TELL -> absent(row.verdict().reason());
      case RANK_COLLAPSED, TRAPPED -> absent("the verdict is " + row.verdict().label());
      case RANDOM_LIKE, OVER_TRAINED, UNDER_TRAINED, WELL_TRAINED -> PRESENT;
    };
  }

  /** A comparison leaves its laws in the row, a search for a rival nothing where there is none. */
  private static Availability ofOtherTails(
      LayerReport row, FindingType type, Map<String, ?> options) {
    boolean compared = type == FindingType.OTHER_TAIL;
    if (compared ? row.evidence().laws().isPresent() : row.evidence().rival().isPresent()) {
      return PRESENT;
    }
    Requirement<?> needed = type.requirement().orElseThrow();
    Optional<Boolean> asked = needed.isMetBy(options);
    if (asked.isPresent() && !asked.get()) {
      return notAsked(needed);
    }
    return failedFit(row)
        .orElse(asked.isPresent() ? PRESENT : compared ? notAsked(needed) : UNKNOWN);
  }

  /** What is said of a power law says nothing of another. */
  private static Optional<Availability> otherLaw(LayerReport row, String what) {
    return row.tail() instanceof LawFit fit && !(fit instanceof PowerLawFit)
        ? Optional.of(
            absent(what + " a power law, and the tail was fitted with a " + fit.law().label()))
        : Optional.empty();
  }

  /** The answer for a model: that of the first row that has it, or else of the first row. */
  static Availability of(LayerTable rows, Function<LayerReport, Availability> ofRow) {
    return rows.stream()
        .map(ofRow)
        .filter(Availability::isPresent)
        .findFirst()
        .or(() -> rows.stream().map(ofRow).findFirst())
        .orElse(absent("no layer was analysed"));
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? "present" : reason;
  }
}
