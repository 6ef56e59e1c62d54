package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.plot.PlotFolder;
import io.github.weightwatcher4j.plot.PlotFormat;
import io.github.weightwatcher4j.plot.chart.Plot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How pictures are stored that {@code --plots} asks for. */
final class PlotArguments {

  @Option(
      names = "--plot-format",
      paramLabel = "FORMAT",
      description = "png (default), svg for web pages, or pdf for print.")
  private Optional<PlotFormat> format = Optional.empty();

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description =
          "Pixels per inch of png, from 48 to 600 (default 150); pictures stay as large in print.")
  private Optional<Integer> dpi = Optional.empty();

  @Option(
      names = "--metric",
      paramLabel = "KEY",
      description =
          "A metric to draw by layer or over the epochs besides alpha, by its column's name:"
              + " stable_rank.")
  private Optional<String> metric = Optional.empty();

  /**
   * Whether the options agree.
   *
   * @param wanted whether pictures are asked for
   */
  void check(boolean wanted, Problems problems) {
    problems.require(format.isEmpty() || wanted, "--plot-format needs --plots, the folder to fill");
    problems.require(metric.isEmpty() || wanted, "--metric needs --plots, the folder to fill");
    problems.require(
        metric.map(Metric::ofKey).stream().allMatch(Optional::isPresent),
        "--metric names no column of the table: "
            + metric.map(Printable::name).orElse("")
            + "; such are alpha, stable_rank and log_spectral_norm");
    problems.require(dpi.isEmpty() || wanted, "--dpi needs --plots, the folder to fill");
    problems.require(
        dpi.isEmpty() || format() == PlotFormat.PNG,
        "--dpi is of png only; svg and pdf have no pixels");
    problems.require(
        dpi.filter(n -> n < Plot.LEAST_DPI || n > Plot.MOST_DPI).isEmpty(),
        "--dpi must be from %d to %d; --plot-format pdf is sharp at any size"
            .formatted(Plot.LEAST_DPI, Plot.MOST_DPI));
  }

  private PlotFormat format() {
    return format.orElse(PlotFormat.PNG);
  }

  /** What names of the files end with. */
  String extension() {
    return format().extension();
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

  private PlotFolder styled(PlotFolder plots) {
    return plots.format(format()).dpi(dpi.orElse(Plot.DPI));
  }
}
