package io.github.weightwatcher4j.micrometer;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;

/** Whether an analysis looked for a finding, so that none means none. */
final class LookedFor {

  private LookedFor() {}

  static boolean in(Analysis analysis, FindingType type) {
    return switch (type) {
      case OVER_TRAINED, UNDER_TRAINED, SHORT_TAIL -> has(analysis, Metric.ALPHA);
      case FIT_FAILED, NOT_FINITE -> true;
      case NO_POWER_LAW -> has(analysis, Metric.PL_P_VALUE);
      case OTHER_TAIL ->
          analysis.details().stream().anyMatch(row -> row.evidence().laws().isPresent());
      case RIVAL_TAILS -> Boolean.TRUE.equals(analysis.provenance().options().get("profile"));
      case CORRELATION_TRAP -> has(analysis, Metric.RAND_NUM_SPIKES);
      case RANDOM_LIKE -> has(analysis, Metric.NUM_SPIKES);
      case RANK_COLLAPSE -> has(analysis, Metric.RANK_LOSS);
    };
  }

  private static boolean has(Analysis analysis, Metric metric) {
    return analysis.details().column(metric).findAny().isPresent();
  }
}
