package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.Phase;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A layer made by hand of what a verdict follows from. Noise is ruled out unless said otherwise.
 */
final class Judged {

  private final TailFit tail;
  private final Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
  private Optional<BulkFit> bulk = Optional.empty();
  private LayerPhase phase = phaseOf(Phase.HEAVY_TAILED);
  private Optional<PowerLawFit> rival = Optional.empty();
  private int layers = 1;

  private Judged(TailFit tail) {
    this.tail = tail;
    bulk(1, 1.3);
    metrics.put(Metric.NUM_EVALS, 500.0);
    metrics.put(Metric.LAMBDA_MAX_P, 0.3);
    if (tail instanceof PowerLawFit fit) {
      metrics.put(Metric.ALPHA, fit.alpha());
      metrics.put(Metric.SIGMA, fit.standardError());
      metrics.put(Metric.XMIN, fit.xMin());
      metrics.put(Metric.D, fit.distance());
      metrics.put(Metric.TAIL_SIZE, (double) fit.tailSize());
    }
  }

  static Judged power(double alpha, double sigma, int tailSize) {
    return power(alpha, sigma, tailSize, 0.01);
  }

  static Judged power(double alpha, double sigma, int tailSize, double distance) {
    return new Judged(new PowerLawFit(alpha, sigma, 1, 20, distance, tailSize));
  }

  static Judged failed() {
    return new Judged(new FailedFit("by hand"));
  }

  private static LayerPhase phaseOf(Phase phase) {
    return LayerPhase.of(phase, Optional.empty(), Optional.empty(), false, List.of());
  }

  Judged phase(Phase other) {
    return phase(phaseOf(other));
  }

  Judged phase(LayerPhase other) {
    phase = other;
    return this;
  }

  Judged with(Metric metric, double value) {
    metrics.put(metric, value);
    return this;
  }

  Judged bulk(BulkFit other) {
    bulk = Optional.of(other);
    return this;
  }

  Judged withoutBulk() {
    bulk = Optional.empty();
    return this;
  }

  /** A bulk up to about 4 with so many spikes, whose distance is a multiple of the critical one. */
  Judged bulk(int spikes, double ratio) {
    MatrixNoise noise = new MatrixNoise(500, 500, 0.002, 0, 5);
    List<Spike> beyond = Collections.nCopies(spikes, new Spike(9, 1, 20, 1e-9));
    GoodnessOfFit goodness = new GoodnessOfFit(0.01 * ratio, 0.01);
    return bulk(new MarchenkoPasturFit(List.of(noise), beyond, -1, 0.3, goodness, 1, 20));
  }

  Judged rival(PowerLawFit other) {
    rival = Optional.of(other);
    return this;
  }

  Judged layers(int number) {
    layers = number;
    return this;
  }

  LayerReport report() {
    return report(Spectrum.of(0.5, 1, 2, 20));
  }

  LayerReport report(Spectrum spectrum) {
    return LayerReport.of(
        new LayerInfo(0, "fc", LayerType.DENSE),
        OptionalInt.empty(),
        spectrum,
        tail,
        Metrics.of(metrics),
        Evidence.of(bulk, Optional.of(phase), Optional.empty(), rival, List.of(), List.of()),
        Levels.of(0.05, layers, false));
  }
}
