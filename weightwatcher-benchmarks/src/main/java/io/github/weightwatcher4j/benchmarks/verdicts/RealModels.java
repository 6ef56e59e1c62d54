package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.nio.file.Path;
import java.util.List;

/**
 * What is said of model files, without and with shuffling: the sentence of the model, how many
 * layers of 16 eigenvalues or more cannot be told and why, and how long the findings are.
 *
 * <p>Arguments: files or folders.
 */
public final class RealModels {

  private static final int FEWEST = 16;
  private static final int WIDTH = 80;

  private RealModels() {}

  /** Prints what is said. */
  public static void main(String[] arguments) {
    for (String path : arguments) {
      WeightWatcher watcher = new WeightWatcher(Path.of(path));
      print(path, watcher.analyze());
      print(path + ", shuffled", watcher.analyze(it -> it.randomize(true)));
    }
  }

  private static void print(String name, Analysis analysis) {
    Cases.print("%s: %s", name, analysis.verdict());
    List<LayerReport> rows =
        analysis.details().stream()
            .filter(row -> row.metric(Metric.NUM_EVALS).orElse(0) >= FEWEST)
            .toList();
    Tally phases = new Tally();
    rows.forEach(row -> row.phase().ifPresent(phase -> phases.add(phase.label())));
    VerdictTally.of(rows.stream()).print();
    phases.print("  phase ", rows.size());
    rows.stream()
        .filter(row -> row.metric(Metric.RAND_NUM_SPIKES).orElse(0) > 0)
        .forEach(row -> Cases.print("  %s: %s", row.name(), row.verdict().reason()));
    Cases.print(
        "  findings %d, in lines of %d columns %d",
        analysis.findings().size(), WIDTH, findingLines(analysis));
  }

  /** As the text of the analysis has them. */
  private static long findingLines(Analysis analysis) {
    return analysis
        .toString()
        .lines()
        .dropWhile(line -> !line.equals("Findings"))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .mapToLong(line -> (line.length() + WIDTH - 1) / WIDTH)
        .sum();
  }
}
