package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
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

  /** A p-value below it: no power law (Clauset, Shalizi &amp; Newman 2009, section 4.1). */
  private static final double NO_POWER_LAW = 0.1;

  private final String layer;
  private final Metrics metrics;
  private final List<Finding> found = new ArrayList<>();

  private Findings(String layer, Metrics metrics) {
    this.layer = layer;
    this.metrics = metrics;
  }

  static List<Finding> of(String layer, Metrics metrics, TailFit tail, Evidence evidence) {
    Findings findings = new Findings(layer, metrics);
    findings.ofTail(tail);
    findings.ofOtherTails(tail, evidence);
    findings.ofShuffled();
    findings.ofBulk(evidence);
    findings.ofRank();
    return List.copyOf(findings.found);
  }

  /** The bounds of alpha are those of a power law: a cutoff changes what an exponent means. */
  private void ofTail(TailFit tail) {
    if (tail instanceof FailedFit failed) {
      add(FindingType.FIT_FAILED, "no power law: " + failed.reason());
    }
    if (!(tail instanceof PowerLawFit)) {
      return;
    }
    double alpha = value(Metric.ALPHA);
    double size = metrics.value(Metric.TAIL_SIZE).orElse(0);
    String fit = text("alpha = %.2f ± %.2f", alpha, metrics.value(Metric.SIGMA).orElse(0));
    if (alpha < OVER_TRAINED) {
      String text = fit + " is below 2: over-trained";
      add(FindingType.OVER_TRAINED, text, Metric.ALPHA, Metric.SIGMA);
    } else if (alpha > UNDER_TRAINED) {
      String text = fit + " is above 6: under-trained";
      add(FindingType.UNDER_TRAINED, text, Metric.ALPHA, Metric.SIGMA);
    }
    if (size < SHORT_TAIL) {
      String text = fit + text(" rests on %.0f eigenvalues: a rough guess", size);
      add(FindingType.SHORT_TAIL, text, Metric.TAIL_SIZE, Metric.ALPHA);
    }
  }

  private void ofOtherTails(TailFit tail, Evidence evidence) {
    double p = metrics.value(Metric.PL_P_VALUE).orElse(1);
    if (p < NO_POWER_LAW) {
      String text = text("the tail is not a power law (p = %.3f)", p);
      add(FindingType.NO_POWER_LAW, text, Metric.PL_P_VALUE, Metric.D);
    }
    evidence
        .laws()
        .filter(laws -> laws.best().filter(best -> !isOf(tail, best.law())).isPresent())
        .ifPresent(laws -> add(FindingType.OTHER_TAIL, laws.reason()));
    evidence.rival().ifPresent(this::addRival);
  }

  private static boolean isOf(TailFit tail, TailLaw law) {
    return tail instanceof LawFit fit && fit.law() == law;
  }

  private void addRival(PowerLawFit rival) {
    String text =
        text(
            "alpha = %.2f from xmin = %.4g, but %.2f from %.4g fits as well (D = %.3f and %.3f)",
            value(Metric.ALPHA),
            value(Metric.XMIN),
            rival.alpha(),
            rival.xMin(),
            value(Metric.D),
            rival.distance());
    add(FindingType.RIVAL_TAILS, text, Metric.ALPHA, Metric.XMIN);
  }

  private void ofShuffled() {
    double traps = metrics.value(Metric.RAND_NUM_SPIKES).orElse(0);
    if (traps > 0) {
      String text =
          text(
              "%.0f of the shuffled weights' eigenvalues above their bulk: the largest is %.4g, the"
                  + " edge %.4g (%.1f Tracy-Widom units past it)",
              traps,
              value(Metric.MAX_RAND_EVAL),
              value(Metric.RAND_BULK_MAX),
              value(Metric.RAND_TW));
      add(
          FindingType.CORRELATION_TRAP,
          text,
          Metric.RAND_NUM_SPIKES,
          Metric.MAX_RAND_EVAL,
          Metric.RAND_BULK_MAX,
          Metric.RAND_TW);
    }
  }

  private void ofBulk(Evidence evidence) {
    boolean noise =
        evidence.bulk().orElse(null) instanceof MarchenkoPasturFit fit
            && fit.spikes().isEmpty()
            && fit.goodness().isGood();
    if (noise) {
      String text =
          text(
              "no eigenvalue above the bulk (edge %.4g), which is that of noise (D = %.3f)",
              value(Metric.BULK_MAX), value(Metric.MP_D));
      add(FindingType.RANDOM_LIKE, text, Metric.NUM_SPIKES, Metric.BULK_MAX, Metric.MP_D);
    }
  }

  private void ofRank() {
    double loss = metrics.value(Metric.RANK_LOSS).orElse(0);
    double size = metrics.value(Metric.NUM_EVALS).orElse(0);
    if (loss > 0 && loss >= COLLAPSED * size) {
      String text = text("%.0f of %.0f singular values are numerically zero", loss, size);
      add(FindingType.RANK_COLLAPSE, text, Metric.RANK_LOSS, Metric.NUM_EVALS);
    }
  }

  private double value(Metric metric) {
    return metrics.value(metric).orElseThrow();
  }

  private static String text(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }

  private void add(FindingType type, String message, Metric... behind) {
    Map<Metric, Double> numbers = new EnumMap<>(Metric.class);
    for (Metric metric : behind) {
      metrics.value(metric).ifPresent(value -> numbers.put(metric, value));
    }
    found.add(Finding.of(type, layer, message, Metrics.of(numbers)));
  }
}
