package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules that turn a layer's numbers into findings: the evidence of its verdict. */
final class Findings {

  private final String layer;
  private final Metrics metrics;
  private final Judgement judgement;
  private final List<Finding> found = new ArrayList<>();

  private Findings(String layer, Metrics metrics, Judgement judgement) {
    this.layer = layer;
    this.metrics = metrics;
    this.judgement = judgement;
  }

  /** The findings of a layer, given by its raw name, the most serious first. */
  static List<Finding> of(
      String layer, Metrics metrics, TailFit tail, Evidence evidence, Judgement judgement) {
    Findings findings = new Findings(layer, metrics, judgement);
    findings.ofVerdict();
    findings.ofTail(tail);
    findings.ofOtherTails(tail, evidence);
    findings.ofTraps(evidence);
    findings.ofBulk(evidence);
    return findings.found.stream().sorted(Comparator.comparing(Finding::type)).toList();
  }

  private void ofVerdict() {
    String reason = judgement.verdict().reason();
    switch (judgement.verdict().verdict()) {
      case OVER_TRAINED -> add(FindingType.OVER_TRAINED, reason, Metric.ALPHA, Metric.SIGMA);
      case UNDER_TRAINED -> add(FindingType.UNDER_TRAINED, reason, Metric.ALPHA, Metric.SIGMA);
      case RANDOM_LIKE ->
          add(FindingType.RANDOM_LIKE, reason, Metric.NUM_SPIKES, Metric.BULK_MAX, Metric.MP_D);
      case RANK_COLLAPSED ->
          add(FindingType.RANK_COLLAPSE, reason, Metric.RANK_LOSS, Metric.NUM_EVALS);
      default -> {} // the others are told by what follows
    }
  }

  private void ofTail(TailFit tail) {
    if (tail instanceof FailedFit failed) {
      add(FindingType.FIT_FAILED, "no power law: " + failed.reason());
    }
    if (tail instanceof PowerLawFit fit && fit.tailSize() < Judgement.SHORT_TAIL) {
      String text =
          text(
              "alpha = %.2f ± %.2f rests on %d eigenvalues: a rough guess",
              fit.alpha(), fit.standardError(), fit.tailSize());
      add(FindingType.SHORT_TAIL, text, Metric.TAIL_SIZE, Metric.ALPHA);
    }
  }

  private void ofOtherTails(TailFit tail, Evidence evidence) {
    if (judgement.isRejected()) {
      String text = text("the tail is not a power law (p = %.2g)", judgement.powerLawP());
      add(FindingType.NO_POWER_LAW, text, Metric.PL_P_VALUE, Metric.D);
    }
    evidence
        .laws()
        .filter(laws -> isBetter(laws, tail))
        .ifPresent(laws -> add(FindingType.OTHER_TAIL, laws.reason()));
    evidence
        .rival()
        .filter(rival -> judgement.contradicts(rival.alpha()))
        .ifPresent(this::addRival);
  }

  /** Whether the best law beats the fitted one, at the level of the layer over all comparisons. */
  private boolean isBetter(TailComparison laws, TailFit tail) {
    if (!(tail instanceof LawFit fit) || laws.best().isEmpty()) {
      return false;
    }
    TailLaw best = laws.best().get().law();
    double level = judgement.levels().powerLaw() / (laws.laws().size() - 1);
    return best != fit.law()
        && laws.test(best, fit.law())
            .filter(test -> test.ratio() > 0 && test.pValue() <= level)
            .isPresent();
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

  private void ofTraps(Evidence evidence) {
    double traps = metrics.value(Metric.RAND_NUM_SPIKES).orElse(0);
    if (traps > 0) {
      add(
          FindingType.CORRELATION_TRAP,
          judgement.trapText(),
          Metric.RAND_NUM_SPIKES,
          Metric.MAX_RAND_EVAL,
          Metric.RAND_BULK_MAX,
          Metric.RAND_TW);
    }
    double lines = metrics.value(Metric.OUTLIER_LINES).orElse(0);
    if (lines > 0) {
      add(FindingType.OUTLIER_LINE, evidence.outlierText(), Metric.OUTLIER_LINES);
    }
  }

  private void ofBulk(Evidence evidence) {
    if (evidence.bulk().orElse(null) instanceof FailedBulkFit failed) {
      String what = failed.untested() ? "noise cannot be judged: " : "no bulk of noise: ";
      add(FindingType.NO_BULK, what + failed.reason());
    }
    double dead = metrics.value(Metric.DEAD_LINES).orElse(0);
    if (dead > 0 && judgement.verdict().verdict() != Verdict.RANK_COLLAPSED) {
      String text = text("%.0f rows or columns are all zero; the rest is judged", dead);
      add(FindingType.DEAD_UNITS, text, Metric.DEAD_LINES);
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
