package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.plot.PlotFolder;
import io.github.weightwatcher4j.plot.html.HtmlReport;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Pages and pictures of the results. */
final class PictureArguments {

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "A page as HTML: summary, findings, table and pictures; FILE-model.html for each if there"
              + " are several.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description =
          "Pictures of the model and of each layer, such as DIR/model-alpha.png and"
              + " DIR/003-fc1-esd.png; a folder for each model if there are several.")
  private Optional<Path> folder = Optional.empty();

  @ArgGroup(exclusive = false)
  private MetricPlotArguments style = new MetricPlotArguments();

  /**
   * Whether all can be written, before the work begins.
   *
   * @param models names of the models; empty text for the only one
   */
  void check(List<String> models, Outputs outputs, Problems problems) {
    style.check(folder.isPresent(), problems);
    problems.require(
        !takeStandardOutput() || models.size() == 1,
        "--report of several models needs a file to name the pages by");
    report.ifPresent(
        file -> models.forEach(model -> outputs.page("--report", reportOf(file, model))));
    String extension = style.extension();
    folder.ifPresent(
        path ->
            models.forEach(model -> outputs.pictures("--plots", path.resolve(model), extension)));
  }

  /** The file of the report, if there is to be one. */
  Optional<Path> report() {
    return report;
  }

  /** Whether the report takes standard output, so that nothing else may be written there. */
  boolean takeStandardOutput() {
    return report.filter(Outputs::isStandardOutput).isPresent();
  }

  /** Makes the folder before the work begins, and sees whether it can be written to. */
  void prepare() {
    folder.ifPresent(path -> OutputFolder.open(path, "--plots"));
  }

  /** The report and the pictures of a model, where its analysis is there. */
  void make(
      AnalysisRun run,
      Path path,
      String model,
      boolean quiet,
      PrintWriter standard,
      PrintWriter out) {
    run.analysis(path)
        .ifPresent(
            analysis -> {
              run.attempt(() -> writeReport(analysis, model, standard, out));
              run.attempt(() -> draw(analysis, model, quiet, out));
            });
  }

  /**
   * Writes the report of a model.
   *
   * @param standard standard output, which {@code -} stands for
   * @param out is told where it is
   * @throws CommandFailure where it cannot be written
   */
  private void writeReport(Analysis analysis, String model, PrintWriter standard, PrintWriter out) {
    if (report.isEmpty()) {
      return;
    }
    HtmlReport page = HtmlReport.of(analysis);
    if (takeStandardOutput()) {
      PictureFiles.print(page::write, standard);
    } else {
      PictureFiles.write(page::write, reportOf(report.get(), model), out);
    }
  }

  private static Path reportOf(Path file, String model) {
    if (model.isEmpty()) {
      return file;
    }
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return file.resolveSibling(name.substring(0, end) + "-" + model + name.substring(end));
  }

  /**
   * Draws a model.
   *
   * @param out is told where the pictures are
   * @throws CommandFailure where a picture could not be made; the others were
   */
  private void draw(Analysis analysis, String model, boolean quiet, PrintWriter out) {
    if (folder.isEmpty()) {
      return;
    }
    PlotFolder plots = style.of(analysis);
    PictureFiles.draw(plots, folder.get().resolve(model), quiet, out);
  }
}
