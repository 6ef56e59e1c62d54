package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How often a model of noise raises an alarm: a trap, a spike, an outlier row or column, or a layer
 * of which anything but "random-like" or "cannot tell" is said. The same models are analysed
 * without shuffling, with one and with two replicas.
 *
 * <p>Arguments: models (400), seed (1), layers (20).
 */
public final class NoiseModels {

  private static final Set<Verdict> RIGHT = EnumSet.of(Verdict.RANDOM_LIKE, Verdict.CANNOT_TELL);

  private NoiseModels() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int models = Cases.argument(arguments, 0, 400);
    int seed = Cases.argument(arguments, 1, 1);
    int layers = Cases.argument(arguments, 2, 20);
    measure("without shuffling", models, seed, layers, it -> it);
    measure("1 replica", models, seed, layers, it -> it.randomize(true));
    measure("2 replicas", models, seed, layers, it -> it.randomize(true).replicas(2));
  }

  private static void measure(
      String name,
      int models,
      int seed,
      int layers,
      UnaryOperator<AnalysisOptionsBuilder> options) {
    long started = System.nanoTime();
    List<Analysis> analyses =
        Cases.run(models, i -> NoiseLayers.model(seed, i, layers).analyze(options));
    double seconds = (System.nanoTime() - started) * 1e-9;
    Tally alarms = new Tally();
    int alarmed = 0;
    for (Analysis analysis : analyses) {
      Set<String> seen = new TreeSet<>();
      analysis.details().forEach(row -> seen.addAll(alarms(row)));
      seen.forEach(alarms::add);
      alarmed += seen.isEmpty() ? 0 : 1;
    }
    Cases.print(
        "%s: models with an alarm %s, %.2f s a model",
        name, new Rate(alarmed, models), seconds / models);
    alarms.print("  with ", models);
    Cases.print("  layers:");
    VerdictTally.of(analyses.stream().flatMap(it -> it.details().stream())).print();
  }

  private static Set<String> alarms(LayerReport row) {
    Set<String> alarms = new TreeSet<>();
    if (row.metric(Metric.NUM_SPIKES).orElse(0) > 0) {
      alarms.add("spikes");
    }
    if (row.metric(Metric.RAND_NUM_SPIKES).orElse(0) > 0) {
      alarms.add("traps");
    }
    if (row.findings().stream().anyMatch(it -> it.type() == FindingType.OUTLIER_LINE)) {
      alarms.add("an outlier row or column");
    }
    if (!RIGHT.contains(row.verdict().verdict())) {
      alarms.add("a layer that is " + row.verdict().verdict().label());
    }
    return alarms;
  }
}
