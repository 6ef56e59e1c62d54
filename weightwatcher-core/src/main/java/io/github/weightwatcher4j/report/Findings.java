package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules that turn a layer's numbers into findings. */
final class Findings {

  /** alpha below it: over-trained (Martin &amp; Mahoney). */
  private static final double OVER_TRAINED = 2;

  /** alpha above it: under-trained (Martin &amp; Mahoney). */
  private static final double UNDER_TRAINED = 6;

  /** Fewer tail eigenvalues make the standard error of alpha a third of (alpha - 1) or more. */
  private static final int SHORT_TAIL = 10;

  /** Share of zero singular values from which on a layer counts as collapsed. */
  private static final double COLLAPSED = 0.1;

  private Findings() {}

  /** A p-value below it: no power law (Clauset, Shalizi &amp; Newman 2009, section 4.1). */
  private static final double NO_POWER_LAW = 0.1;

  static List<Finding> of(String layer, Metrics metrics, TailFit tail, Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    if (tail instanceof FailedFit failed) {
      findings.add(
          finding(FindingType.FIT_FAILED, layer, "no power law: " + failed.reason(), metrics));
    }
    ofAlpha(layer, metrics, tail, findings);
    ofTail(layer, metrics, tail, evidence, findings);
    BulkFindings.add(layer, metrics, evidence, findings);
    ofRank(layer, metrics, findings);
    return List.copyOf(findings);
  }

  private static void ofRank(String layer, Metrics metrics, List<Finding> findings) {
    double loss = metrics.value(Metric.RANK_LOSS).orElse(0);
    double size = metrics.value(Metric.NUM_EVALS).orElse(0);
    if (loss > 0 && loss >= COLLAPSED * size) {
      String text = "%.0f of %.0f singular values are numerically zero";
      findings.add(
          finding(
              FindingType.RANK_COLLAPSE,
              layer,
              String.format(Locale.ROOT, text, loss, size),
              metrics,
              Metric.RANK_LOSS,
              Metric.NUM_EVALS));
    }
  }

  /** The bounds of alpha are those of a power law: a cutoff changes what an exponent means. */
  private static void ofAlpha(String layer, Metrics metrics, TailFit tail, List<Finding> findings) {
    if (!(tail instanceof PowerLawFit)) {
      return;
    }
    double alpha = metrics.value(Metric.ALPHA).orElseThrow();
    double sigma = metrics.value(Metric.SIGMA).orElse(0);
    double size = metrics.value(Metric.TAIL_SIZE).orElse(0);
    String fit = String.format(Locale.ROOT, "alpha = %.2f ± %.2f", alpha, sigma);
    if (alpha < OVER_TRAINED) {
      findings.add(
          finding(
              FindingType.OVER_TRAINED,
              layer,
              fit + " is below 2: over-trained",
              metrics,
              Metric.ALPHA,
              Metric.SIGMA));
    } else if (alpha > UNDER_TRAINED) {
      findings.add(
          finding(
              FindingType.UNDER_TRAINED,
              layer,
              fit + " is above 6: under-trained",
              metrics,
              Metric.ALPHA,
              Metric.SIGMA));
    }
    if (size < SHORT_TAIL) {
      String text = String.format(Locale.ROOT, " rests on %.0f eigenvalues: a rough guess", size);
      findings.add(
          finding(
              FindingType.SHORT_TAIL, layer, fit + text, metrics, Metric.TAIL_SIZE, Metric.ALPHA));
    }
  }

  private static void ofTail(
      String layer, Metrics metrics, TailFit tail, Evidence evidence, List<Finding> findings) {
    double p = metrics.value(Metric.PL_P_VALUE).orElse(1);
    if (p < NO_POWER_LAW) {
      String text = "the tail is no power law (p = %.3f)";
      findings.add(
          finding(
              FindingType.NO_POWER_LAW,
              layer,
              String.format(Locale.ROOT, text, p),
              metrics,
              Metric.PL_P_VALUE,
              Metric.D));
    }
    evidence
        .laws()
        .filter(laws -> laws.best().filter(best -> !isOf(tail, best.law())).isPresent())
        .ifPresent(
            laws -> findings.add(finding(FindingType.OTHER_TAIL, layer, laws.reason(), metrics)));
    evidence
        .rival()
        .ifPresent(
            rival ->
                findings.add(
                    finding(
                        FindingType.RIVAL_TAILS,
                        layer,
                        rival(metrics, rival),
                        metrics,
                        Metric.ALPHA,
                        Metric.XMIN)));
  }

  private static boolean isOf(TailFit tail, TailLaw law) {
    return tail instanceof LawFit fit && fit.law() == law;
  }

  private static String rival(Metrics metrics, PowerLawFit rival) {
    return String.format(
        Locale.ROOT,
        "alpha = %.2f from xmin = %.4g, but %.2f from %.4g fits as well (D = %.3f and %.3f)",
        metrics.value(Metric.ALPHA).orElseThrow(),
        metrics.value(Metric.XMIN).orElseThrow(),
        rival.alpha(),
        rival.xMin(),
        metrics.value(Metric.D).orElseThrow(),
        rival.distance());
  }

  static Finding finding(
      FindingType type, String layer, String message, Metrics metrics, Metric... behind) {
    Map<Metric, Double> numbers = new EnumMap<>(Metric.class);
    for (Metric metric : behind) {
      metrics.value(metric).ifPresent(value -> numbers.put(metric, value));
    }
    return new Finding(type, layer, message, Metrics.of(numbers));
  }
}
