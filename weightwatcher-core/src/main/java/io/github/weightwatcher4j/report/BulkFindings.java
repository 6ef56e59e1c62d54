package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import java.util.List;
import java.util.Locale;

/** The rules about what lies above the bulk of a spectrum, and of that of shuffled weights. */
final class BulkFindings {

  private BulkFindings() {}

  static void add(String layer, Metrics metrics, Evidence evidence, List<Finding> findings) {
    double traps = metrics.value(Metric.RAND_NUM_SPIKES).orElse(0);
    if (traps > 0) {
      findings.add(
          Findings.finding(
              FindingType.CORRELATION_TRAP,
              layer,
              trap(metrics, traps),
              metrics,
              Metric.RAND_NUM_SPIKES,
              Metric.MAX_RAND_EVAL,
              Metric.RAND_BULK_MAX,
              Metric.RAND_TW));
    }
    boolean noise =
        evidence
            .bulk()
            .filter(bulk -> bulk instanceof MarchenkoPasturFit fit && isNoise(fit))
            .isPresent();
    if (noise) {
      String text = "no eigenvalue above the bulk (edge %.4g), which is that of noise (D = %.3f)";
      double edge = metrics.value(Metric.BULK_MAX).orElseThrow();
      double distance = metrics.value(Metric.MP_D).orElseThrow();
      findings.add(
          Findings.finding(
              FindingType.RANDOM_LIKE,
              layer,
              String.format(Locale.ROOT, text, edge, distance),
              metrics,
              Metric.NUM_SPIKES,
              Metric.BULK_MAX,
              Metric.MP_D));
    }
  }

  private static boolean isNoise(MarchenkoPasturFit fit) {
    return fit.spikes().isEmpty() && fit.goodness().isGood();
  }

  private static String trap(Metrics metrics, double traps) {
    return String.format(
        Locale.ROOT,
        "%.0f of the shuffled weights' eigenvalues above their bulk: the largest is %.4g, the edge"
            + " %.4g (%.1f Tracy-Widom units past it)",
        traps,
        metrics.value(Metric.MAX_RAND_EVAL).orElseThrow(),
        metrics.value(Metric.RAND_BULK_MAX).orElseThrow(),
        metrics.value(Metric.RAND_TW).orElseThrow());
  }
}
