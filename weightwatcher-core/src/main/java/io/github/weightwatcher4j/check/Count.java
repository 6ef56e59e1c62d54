package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.check.Condition.Unknown;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.List;

/** Counts of a model that are not those of a verdict. */
enum Count {
  FINDINGS,
  ANALYZED,
  FAILED_FITS,
  SKIPPED,
  /** Layers that should have been analysed and were not. */
  LOST,
  /** Those, and the layers that cannot be judged. */
  UNKNOWN;

  int of(Analysis analysis) {
    return switch (this) {
      case FINDINGS -> analysis.findings().size();
      case ANALYZED -> analysis.summary().analyzed();
      case FAILED_FITS -> analysis.summary().failedFits();
      case SKIPPED -> analysis.summary().skipped();
      case LOST -> lost(analysis);
      case UNKNOWN -> lost(analysis) + analysis.summary().count(Verdict.CANNOT_TELL);
    };
  }

  private static int lost(Analysis analysis) {
    return (int) Condition.lost(analysis).count();
  }

  /** The layers that would count if more were known of them. */
  List<Unknown> unknowns(Analysis analysis) {
    return switch (this) {
      case FINDINGS, FAILED_FITS -> Condition.lost(analysis).toList();
      case ANALYZED, SKIPPED, LOST, UNKNOWN -> List.of();
    };
  }
}
