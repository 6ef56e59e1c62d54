package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.export.ComparisonCsv;
import io.github.weightwatcher4j.export.ComparisonJson;
import io.github.weightwatcher4j.export.ComparisonMarkdown;
import io.github.weightwatcher4j.export.CsvCells;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  private Stream<Path> all() {
    return Stream.of(json, csv, markdown).flatMap(Optional::stream);
  }

  /** Whether one of them takes standard output, so that nothing else may be written there. */
  boolean takesStandardOutput() {
    return all().anyMatch(Outputs::isStandardOutput);
  }

  /** Whether there is any. */
  boolean isAsked() {
    return all().findAny().isPresent();
  }

  /** Whether each can be written, before the work begins. */
  void check(Outputs outputs, Problems problems) {
    problems.require(
        !rawCsv || csv.isPresent(), "--raw-csv needs --csv, the file that it is about");
    problems.require(
        all().filter(Outputs::isStandardOutput).count() <= 1,
        "only one of --json, --csv and --markdown can be '-', standard output");
    json.ifPresent(file -> outputs.file("--json", file));
    csv.ifPresent(file -> outputs.file("--csv", file));
    markdown.ifPresent(file -> outputs.file("--markdown", file));
  }

  /** What writes the comparison, a file each. */
  List<Runnable> writing(Comparison comparison, PrintWriter out) {
    CsvCells cells = rawCsv ? CsvCells.AS_THEY_ARE : CsvCells.DEFUSED;
    List<Runnable> writing = new ArrayList<>();
    json.ifPresent(
        file -> writing.add(() -> ResultFiles.write(file, ComparisonJson.of(comparison), out)));
    csv.ifPresent(
        file ->
            writing.add(() -> ResultFiles.write(file, ComparisonCsv.of(comparison, cells), out)));
    markdown.ifPresent(
        file -> writing.add(() -> ResultFiles.write(file, ComparisonMarkdown.of(comparison), out)));
    return writing;
  }
}
