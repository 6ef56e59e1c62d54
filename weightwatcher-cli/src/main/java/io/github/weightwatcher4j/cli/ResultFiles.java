package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.AnalysisMarkdown;
import io.github.weightwatcher4j.export.CsvCells;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Files that results are written to; {@code -} is standard output. */
final class ResultFiles {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Everything, as JSON; an array if there are several models.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--sha256",
      description = "Add the SHA-256 of the model's file to the JSON, for which all of it is read.")
  private boolean sha256;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "The layers with all their numbers, as CSV; with a column 'model' if there are several.")
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
      description = "Layers, summary and findings, as Markdown.")
  private Optional<Path> markdown = Optional.empty();

  /** Whether one of them takes standard output, so that nothing else may be written there. */
  boolean takesStandardOutput() {
    return all().anyMatch(STANDARD_OUTPUT::equals);
  }

  private Stream<Path> all() {
    return Stream.of(json, csv, markdown).flatMap(Optional::stream);
  }

  /** An analysis as these files tell it: with the digest of the model's file, if asked for. */
  Analysis told(Analysis analysis) {
    try {
      return sha256 ? analysis.withSha256() : analysis;
    } catch (IOException e) {
      throw new CommandFailure("cannot read the model's file for its SHA-256", e);
    }
  }

  /**
   * Whether each can be written, before the work begins.
   *
   * @param report another file that is written, and checked elsewhere
   */
  void check(Optional<Path> report, Problems problems) {
    problems.require(!rawCsv || csv.isPresent(), "--raw-csv needs --csv, the file that it is about");
    problems.require(
        !sha256 || json.isPresent(), "--sha256 needs --json, the file that tells the digest");
    problems.require(
        all().filter(STANDARD_OUTPUT::equals).count() <= 1,
        "only one of --json, --csv and --markdown can be '-', standard output");
    List<Path> files = all().filter(file -> !file.equals(STANDARD_OUTPUT)).toList();
    List<Path> written = Stream.concat(files.stream(), report.stream()).toList();
    problems.require(
        written.stream().map(Path::toAbsolutePath).distinct().count() == written.size(),
        "--json, --csv, --markdown and --report need a file each");
    files.forEach(file -> check(file, problems));
  }

  static void check(Path file, Problems problems) {
    Path folder = file.toAbsolutePath().getParent();
    boolean replaceable = Files.isRegularFile(file) && Files.isWritable(file);
    boolean creatable = !Files.exists(file) && folder != null && Files.isWritable(folder);
    problems.require(
        replaceable || creatable,
        "cannot write to " + Models.shown(file) + "; choose a file in a folder that exists");
  }

  /**
   * As {@link #check(Path, Problems)} for a page, whose folders are made where they are missing.
   */
  static void checkPage(Path file, Problems problems) {
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    boolean creatable = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    boolean writable = Files.isRegularFile(file) ? Files.isWritable(file) : !Files.exists(file);
    problems.require(
        creatable && writable,
        "cannot write to " + Models.shown(file) + "; choose a file that can be written");
  }

  /**
   * Writes the analyses of models, by the names that the user gave them.
   *
   * @param several whether the user asked for more than one, of which some may have failed
   */
  void write(Map<String, Analysis> analyses, boolean several, PrintWriter out) {
    if (analyses.isEmpty()) {
      return;
    }
    json.ifPresent(
        file ->
            write(file, several ? jsonArray(analyses) : each(analyses, AnalysisJson::of, ""), out));
    csv.ifPresent(
        file ->
            write(
                file,
                csv(analyses, several),
                out));
    markdown.ifPresent(file -> write(file, each(analyses, AnalysisMarkdown::of, "\n"), out));
  }

  private static void write(Path file, String text, PrintWriter out) {
    if (file.equals(STANDARD_OUTPUT)) {
      out.print(text);
      out.flush();
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailure("cannot write to " + Models.shown(file) + ": " + e, e);
    }
  }

  private String csv(Map<String, Analysis> analyses, boolean several) {
    CsvCells cells = rawCsv ? CsvCells.AS_THEY_ARE : CsvCells.DEFUSED;
    return several
        ? AnalysisCsv.of(analyses, cells)
        : each(analyses, it -> AnalysisCsv.of(it.details(), cells), "");
  }

  private static String jsonArray(Map<String, Analysis> analyses) {
    return "[\n" + each(analyses, AnalysisJson::of, ",\n") + "]\n";
  }

  private static String each(
      Map<String, Analysis> analyses, Function<Analysis, String> text, String between) {
    return analyses.values().stream().map(text).collect(Collectors.joining(between));
  }
}
