package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.plot.PlotFolder;
import io.github.weightwatcher4j.plot.PlotFormat;
import io.github.weightwatcher4j.plot.chart.Plot;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How pictures are stored that {@code --plots} asks for. */
class PlotArguments {

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

  /**
   * Whether the options agree.
   *
   * @param wanted whether pictures are asked for
   */
  void check(boolean wanted, Problems problems) {
    problems.require(format.isEmpty() || wanted, "--plot-format needs --plots, the folder to fill");
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

  /** Pictures stored so. */
  PlotFolder styled(PlotFolder plots) {
    return plots.format(format()).dpi(dpi.orElse(Plot.DPI));
  }
}
