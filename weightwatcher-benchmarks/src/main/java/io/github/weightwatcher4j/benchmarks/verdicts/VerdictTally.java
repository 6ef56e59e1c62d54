package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.stream.Stream;

/** What is said of many layers, and why nothing is. */
final class VerdictTally {

  private final Tally verdicts = new Tally();
  private final Tally reasons = new Tally();

  static VerdictTally of(Stream<LayerReport> rows) {
    VerdictTally tally = new VerdictTally();
    rows.forEach(tally::add);
    return tally;
  }

  private void add(LayerReport row) {
    verdicts.add(row.verdict().verdict().label());
    if (row.verdict().verdict() == Verdict.CANNOT_TELL) {
      reasons.add(Tally.withoutNumbers(row.verdict().reason()));
    }
  }

  /** A line for each verdict and each reason, with its share of the layers. */
  void print() {
    verdicts.print("  ", verdicts.total());
    reasons.print("    cannot tell: ", verdicts.total());
  }
}
