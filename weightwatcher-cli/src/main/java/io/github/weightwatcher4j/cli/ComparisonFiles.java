package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.export.ComparisonCsv;
import io.github.weightwatcher4j.export.ComparisonJson;
import io.github.weightwatcher4j.export.ComparisonMarkdown;
import io.github.weightwatcher4j.export.CsvCells;
import io.github.weightwatcher4j.plot.PlotFolder;
import io.github.weightwatcher4j.plot.html.ComparisonReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Files that a comparison is written to; {@code -} is standard output. */
final class ComparisonFiles {

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "The comparison, with the distances, as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "The layers, a line for each layer of each model beyond the first, as CSV.")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--raw-csv",
      description =
          "Leave names in CSV as they are that a spreadsheet takes for formulas (= + - @), instead"
              + " of putting an apostrophe before them.")
  private boolean rawCsv;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "What became worse and better, the layers and the means, as Markdown.")
  private Optional<Path> markdown = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "A page as HTML: what became worse, the layers side by side, and pictures.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description =
          "Pictures of all models, such as DIR/comparison-alpha-by-depth.png, and the spectra of"
              + " each layer over each other.")
  private Optional<Path> folder = Optional.empty();

  @ArgGroup(exclusive = false)
  private PlotArguments style = new PlotArguments();

  private Stream<Path> all() {
    return Stream.of(json, csv, markdown, report).flatMap(Optional::stream);
  }

  /** Whether one of them takes standard output, so that nothing else may be written there. */
  boolean takesStandardOutput() {
    return all().anyMatch(Outputs::isStandardOutput);
  }

  /** Whether there is any. */
  boolean isAsked() {
    return Stream.concat(all(), folder.stream()).findAny().isPresent();
  }

  /** Whether each can be written, before the work begins. */
  void check(Outputs outputs, Problems problems) {
    problems.require(
        !rawCsv || csv.isPresent(), "--raw-csv needs --csv, the file that it is about");
    problems.require(
        all().filter(Outputs::isStandardOutput).count() <= 1,
        "only one of --json, --csv, --markdown and --report can be '-', standard output");
    json.ifPresent(file -> outputs.file("--json", file));
    csv.ifPresent(file -> outputs.file("--csv", file));
    markdown.ifPresent(file -> outputs.file("--markdown", file));
    report.ifPresent(file -> outputs.page("--report", file));
    style.check(folder.isPresent(), problems);
    folder.ifPresent(path -> outputs.pictures("--plots", path, style.extension()));
  }

  /** Makes the folder of pictures before the work begins. */
  void prepare() {
    folder.ifPresent(path -> OutputFolder.open(path, "--plots"));
  }

  /**
   * What writes the comparison, a file each.
   *
   * @param out standard output, which {@code -} stands for
   * @param tables is told where page and pictures are
   */
  List<Runnable> writing(
      Comparison comparison, boolean quiet, PrintWriter out, PrintWriter tables) {
    CsvCells cells = rawCsv ? CsvCells.AS_THEY_ARE : CsvCells.DEFUSED;
    List<Runnable> writing = new ArrayList<>();
    json.ifPresent(
        file -> writing.add(() -> ResultFiles.write(file, ComparisonJson.of(comparison), out)));
    csv.ifPresent(
        file ->
            writing.add(() -> ResultFiles.write(file, ComparisonCsv.of(comparison, cells), out)));
    markdown.ifPresent(
        file -> writing.add(() -> ResultFiles.write(file, ComparisonMarkdown.of(comparison), out)));
    ComparisonReport page = ComparisonReport.of(comparison);
    report.ifPresent(
        file ->
            writing.add(
                () -> {
                  if (Outputs.isStandardOutput(file)) {
                    PictureFiles.print(page::write, out);
                  } else {
                    PictureFiles.write(page::write, file, tables);
                  }
                }));
    folder.ifPresent(
        path ->
            writing.add(
                () ->
                    PictureFiles.draw(
                        style.styled(PlotFolder.of(comparison)), path, quiet, tables)));
    return writing;
  }
}
