package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a layer has no value of a metric, or nothing can be said about a finding.
 *
 * @param asked whether the analysis was asked for it and could not have it
 * @param cause why it could not, or else the option that asks for it
 */
record Absence(boolean asked, String cause) {

  private static final Absence UNDEFINED = could("it is not defined for this layer");
  private static final Absence NOT_BOOTSTRAPPED = needs("bootstrap(1000)");
  private static final Absence NOT_PROFILED = needs("profile(true)");
  private static final String PROFILE = "profile";

  private static Absence could(String cause) {
    return new Absence(true, cause);
  }

  private static Absence needs(String option) {
    return new Absence(false, option);
  }

  /** As the end of a sentence that begins with the name of a metric. */
  String ofNumber() {
    return asked ? "is not there: " + cause : "was not computed: analyze with " + cause;
  }

  /** As the end of a sentence that begins with the label of a finding. */
  String ofFinding() {
    return asked ? "cannot be told: " + cause : "was not looked for: analyze with " + cause;
  }

  /** Why a metric is absent. */
  static Absence of(LayerReport row, Metric metric) {
    return switch (metric.stage()) {
      case SHAPE, NORMS, RANKS -> UNDEFINED;
      case FIT -> fit(row, metric);
      case BOOTSTRAP -> failedFit(row).orElseGet(() -> bootstrap(row));
      case BULK -> row.evidence().bulk().map(Absence::bulk).orElse(needs("mpFit(true)"));
      case RANDOM -> shuffled(row);
      case ERG ->
          row.spectrum().max() > 0 && row.metric(Metric.DETX_NUM).isEmpty()
              ? needs("detx(true)")
              : failedFit(row).orElse(UNDEFINED);
      case VECTORS ->
          row.evidence().vectors().isEmpty()
              ? needs("vectors(true)")
              : failedFit(row).orElse(UNDEFINED);
    };
  }

  /**
   * What keeps an analysis from saying whether a layer has a finding; empty where it looked.
   *
   * @param options those of the analysis, by name; none where the row stands alone
   */
  static Optional<Absence> of(LayerReport row, FindingType type, Map<String, Object> options) {
    return switch (type) {
      case FIT_FAILED, NOT_FINITE -> Optional.empty();
      case OVER_TRAINED, UNDER_TRAINED, SHORT_TAIL -> powerLaw(row);
      case NO_POWER_LAW -> unless(row, Metric.PL_P_VALUE);
      case OTHER_TAIL ->
          row.evidence().laws().isPresent()
              ? Optional.empty()
              : Optional.of(failedFit(row).orElse(needs("compareLaws(true)")));
      case RIVAL_TAILS -> rival(row, options);
      case CORRELATION_TRAP -> unless(row, Metric.RAND_NUM_SPIKES);
      case RANDOM_LIKE -> unless(row, Metric.NUM_SPIKES);
      case RANK_COLLAPSE -> unless(row, Metric.RANK_LOSS);
    };
  }

  /** Why each row lacks a metric. */
  static List<Complaint> complaints(LayerTable rows, Metric metric) {
    return rows.stream()
        .map(row -> Complaint.ofText(row.name(), metric.key() + " " + of(row, metric).ofNumber()))
        .toList();
  }

  private static Optional<Absence> unless(LayerReport row, Metric metric) {
    return row.metric(metric).isPresent() ? Optional.empty() : Optional.of(of(row, metric));
  }

  private static Optional<Absence> failedFit(LayerReport row) {
    return row.tail() instanceof FailedFit failed
        ? Optional.of(could("no power law could be fitted: " + failed.reason()))
        : Optional.empty();
  }

  private static Absence fit(LayerReport row, Metric metric) {
    Optional<Absence> failed = failedFit(row);
    if (failed.isPresent()) {
      return failed.get();
    }
    return switch (metric) {
      case LAMBDA -> needs("fit(TailMethod.TPL)");
      case RAW_ALPHA, NUM_FINGERS -> needs("fingers(true)");
      default -> UNDEFINED;
    };
  }

  private static Absence bootstrap(LayerReport row) {
    return row.metric(Metric.PL_P_VALUE).isPresent()
        ? could("too few samples of the bootstrap had a fit")
        : NOT_BOOTSTRAPPED;
  }

  private static Absence bulk(BulkFit bulk) {
    return bulk instanceof FailedBulkFit failed
        ? could("no bulk could be fitted: " + failed.reason())
        : UNDEFINED;
  }

  private static Absence shuffled(LayerReport row) {
    return row.evidence().shuffled().stream()
        .map(replica -> bulk(replica.bulk()))
        .findFirst()
        .orElse(needs("randomize(true)"));
  }

  /** The bounds of alpha are those of a power law. */
  private static Optional<Absence> powerLaw(LayerReport row) {
    if (row.tail() instanceof LawFit fit && !(fit instanceof PowerLawFit)) {
      String text = "its bounds are those of a power law, and the tail was fitted with a ";
      return Optional.of(could(text + fit.law().label()));
    }
    return failedFit(row);
  }

  private static Optional<Absence> rival(LayerReport row, Map<String, Object> options) {
    if (row.evidence().rival().isPresent()) {
      return Optional.empty();
    }
    Optional<Absence> failed = failedFit(row);
    if (failed.isPresent()) {
      return failed;
    }
    if (!options.containsKey(PROFILE)) {
      return Optional.of(could("a row alone does not know; begin with assertThat(analysis)"));
    }
    return Boolean.TRUE.equals(options.get(PROFILE)) ? Optional.empty() : Optional.of(NOT_PROFILED);
  }
}
