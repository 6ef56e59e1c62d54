package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.Nearest;
import io.github.weightwatcher4j.plot.PlotFolder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How pictures are stored, and a metric that they show besides. */
final class MetricPlotArguments extends PlotArguments {

  @Option(
      names = "--metric",
      paramLabel = "KEY",
      description =
          "A metric to draw by layer or over the epochs besides alpha, by its column's name:"
              + " stable_rank.")
  private Optional<String> metric = Optional.empty();

  @Override
  void check(boolean wanted, Problems problems) {
    super.check(wanted, problems);
    problems.require(metric.isEmpty() || wanted, "--metric needs --plots, the folder to fill");
    List<String> keys = Arrays.stream(Metric.values()).map(Metric::key).toList();
    metric
        .filter(key -> !keys.contains(key))
        .ifPresent(
            key ->
                problems.add(
                    "--metric: there is no column '" + key + "'; " + Nearest.told(key, keys)));
  }

  /** The pictures of a model as they are asked for. */
  PlotFolder of(Analysis analysis) {
    return styled(
        metric
            .flatMap(Metric::ofKey)
            .map(key -> PlotFolder.of(analysis, key))
            .orElseGet(() -> PlotFolder.of(analysis)));
  }

  /** The pictures of a training as they are asked for. */
  PlotFolder of(History history) {
    return styled(
        metric
            .flatMap(Metric::ofKey)
            .map(key -> PlotFolder.of(history, key))
            .orElseGet(() -> PlotFolder.of(history)));
  }
}
