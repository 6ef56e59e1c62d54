package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.benchmarks.PlantedNoise;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.LayerReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a layer has a trap, asked without any fit: the largest eigenvalue of its weights shuffled
 * many times, against that of as many Gaussian matrices of the same shape and mean square, each
 * matrix of a convolution by itself. p is the share of Gaussian ones that are as large as the
 * median of the shuffled, {@code (1 + #{>=}) / (1 + count)}.
 *
 * <p>Arguments: a file, the name of a layer, shufflings (1000).
 */
public final class TrapConfirmation {

  private TrapConfirmation() {}

  /** Prints a line for each matrix and the p of the layer. */
  public static void main(String[] arguments) {
    int count = Cases.argument(arguments, 2, 1000);
    List<LayerReport> rows =
        new WeightWatcher(Path.of(arguments[0]))
            .analyze(
                it ->
                    it.layers(LayerSelector.byName(arguments[1]))
                        .pool(false)
                        .randomize(true)
                        .replicas(count))
            .details()
            .rows();
    double smallest = rows.stream().mapToDouble(row -> p(row, count)).min().orElse(1);
    Cases.print(
        "%s: p = %.3g over %d matrices",
        arguments[1], Math.min(1, smallest * rows.size()), rows.size());
  }

  private static double p(LayerReport row, int count) {
    int n = (int) row.metric(Metric.N).orElseThrow();
    int m = (int) row.metric(Metric.M).orElseThrow();
    double meanSquare = row.spectrum().sum() / ((double) n * m);
    double[] shuffled =
        row.evidence().shuffled().stream()
            .map(ShuffledSpectrum::spectrum)
            .mapToDouble(it -> it.max() / meanSquare)
            .sorted()
            .toArray();
    double median = shuffled[shuffled.length / 2];
    List<Double> noise =
        Cases.run(count, i -> PlantedNoise.spectrum(PlantedNoise.random(i), n, m).max());
    double p = (1.0 + noise.stream().filter(it -> it >= median).count()) / (1 + count);
    Cases.print(
        "  %s, %d x %d: largest eigenvalue shuffled %.4g (median), of noise %.4g; p = %.3g; shuffled"
            + " with traps %s",
        row.name(),
        n,
        m,
        median,
        noise.stream().sorted().toList().get(count / 2),
        p,
        new Rate(
            row.evidence().shuffled().stream().filter(it -> !it.traps().isEmpty()).count(), count));
    return p;
  }
}
