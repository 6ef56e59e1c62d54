package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.TrendCsv;
import io.github.weightwatcher4j.export.TrendJson;
import io.github.weightwatcher4j.export.TrendMarkdown;
import io.github.weightwatcher4j.plot.PlotFolder;
import io.github.weightwatcher4j.plot.html.TrendReport;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Files that trends are written to; {@code -} is standard output. */
final class TrendFiles {

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Everything, the models' numbers too, as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "The trends with all their numbers, a line for each metric and group, as CSV.")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Tables with the metrics across, as Markdown.")
  private Optional<Path> markdown = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "A page as HTML: verdict, tables and pictures.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Pictures, such as DIR/trend-all.png and DIR/trend-alpha.png.")
  private Optional<Path> folder = Optional.empty();

  @ArgGroup(exclusive = false)
  private PlotArguments style = new PlotArguments();

  private Stream<Path> all() {
    return Stream.of(json, csv, markdown, report).flatMap(Optional::stream);
  }

  /** Whether one of them takes standard output, so that nothing else may be written there. */
  boolean takeStandardOutput() {
    return all().anyMatch(Outputs::isStandardOutput);
  }

  /** Whether each can be written, before the work begins. */
  void check(Outputs outputs, Problems problems) {
    style.check(folder.isPresent(), problems);
    problems.require(
        all().filter(Outputs::isStandardOutput).count() <= 1,
        "only one of --json, --csv, --markdown and --report can be '-', standard output");
    json.ifPresent(file -> outputs.file("--json", file));
    csv.ifPresent(file -> outputs.file("--csv", file));
    markdown.ifPresent(file -> outputs.file("--markdown", file));
    report.ifPresent(file -> outputs.page("--report", file));
    folder.ifPresent(path -> outputs.pictures("--plots", path, style.extension()));
  }

  /** Makes the folder of pictures before the work begins. */
  void prepare() {
    folder.ifPresent(path -> OutputFolder.open(path, "--plots"));
  }

  /**
   * Writes all that was asked for.
   *
   * @param standard standard output, which {@code -} stands for
   * @param out is told where pages and pictures are
   */
  void write(TrendTable table, boolean quiet, PrintWriter standard, PrintWriter out) {
    json.ifPresent(file -> ResultFiles.write(file, TrendJson.of(table), standard));
    csv.ifPresent(file -> ResultFiles.write(file, TrendCsv.of(table), standard));
    markdown.ifPresent(file -> ResultFiles.write(file, TrendMarkdown.of(table), standard));
    if (report.isPresent()) {
      TrendReport page = TrendReport.of(table);
      if (Outputs.isStandardOutput(report.get())) {
        PictureFiles.print(page::write, standard);
      } else {
        PictureFiles.write(page::write, report.get(), out);
      }
    }
    if (folder.isPresent()) {
      PictureFiles.draw(style.styled(PlotFolder.of(table)), folder.get(), quiet, out);
    }
  }
}
