package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.Checks;
import io.github.weightwatcher4j.check.GitHubAnnotations;
import io.github.weightwatcher4j.check.JUnitXml;
import io.github.weightwatcher4j.check.Sarif;
import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.AnalysisMarkdown;
import io.github.weightwatcher4j.export.CsvCells;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Files that results are written to; {@code -} is standard output. */
final class ResultFiles {

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

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description =
          "What fails, as the XML of JUnit: a suite for each model, a test for each layer; without"
              + " --fail-on every finding.")
  private Optional<Path> junit = Optional.empty();

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "The same as SARIF 2.1.0, for code scanning.")
  private Optional<Path> sarif = Optional.empty();

  @Option(
      names = "--annotations",
      paramLabel = "KIND",
      description =
          "The same as lines on standard error that annotate a workflow: github is the one kind.")
  private Optional<Annotations> annotations = Optional.empty();

  /** Whose annotations. */
  enum Annotations {
    /** Of a GitHub workflow. */
    GITHUB
  }

  /** Whether one of them takes standard output, so that nothing else may be written there. */
  boolean takesStandardOutput() {
    return all().anyMatch(Outputs::isStandardOutput);
  }

  /** Whether there is to be a file that {@code merge} and {@code rank} read. */
  boolean hasJson() {
    return json.isPresent();
  }

  /** Whether a pipeline is to be told what fails. */
  boolean tellsPipelines() {
    return junit.isPresent() || sarif.isPresent() || annotations.isPresent();
  }

  private Stream<Path> all() {
    return Stream.of(json, csv, markdown, junit, sarif).flatMap(Optional::stream);
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
  void check(Outputs outputs, Optional<Path> report, Problems problems) {
    problems.require(
        !rawCsv || csv.isPresent(), "--raw-csv needs --csv, the file that it is about");
    problems.require(
        !sha256 || json.isPresent(), "--sha256 needs --json, the file that tells the digest");
    problems.require(
        Stream.concat(all(), report.stream()).filter(Outputs::isStandardOutput).count() <= 1,
        "only one of --json, --csv, --markdown, --junit, --sarif and --report can be '-', standard"
            + " output");
    json.ifPresent(file -> outputs.file("--json", file));
    csv.ifPresent(file -> outputs.file("--csv", file));
    markdown.ifPresent(file -> outputs.file("--markdown", file));
    junit.ifPresent(file -> outputs.file("--junit", file));
    sarif.ifPresent(file -> outputs.file("--sarif", file));
  }

  /**
   * What writes the analyses of models, by the names that the user gave them, a file each.
   *
   * @param several whether the user asked for more than one, of which some may have failed
   */
  List<Runnable> writing(Map<String, Analysis> analyses, boolean several, PrintWriter out) {
    List<Runnable> writing = new ArrayList<>();
    if (analyses.isEmpty()) {
      return writing;
    }
    json.ifPresent(
        file ->
            writing.add(
                () ->
                    write(
                        file,
                        several ? jsonArray(analyses) : each(analyses, AnalysisJson::of, ""),
                        out)));
    csv.ifPresent(file -> writing.add(() -> write(file, csv(analyses, several), out)));
    markdown.ifPresent(
        file -> writing.add(() -> write(file, each(analyses, AnalysisMarkdown::of, "\n"), out)));
    return writing;
  }

  /** What tells a pipeline of the checks of models. */
  List<Runnable> telling(Checks checks, PrintWriter out, PrintWriter err) {
    List<Runnable> telling = new ArrayList<>();
    junit.ifPresent(file -> telling.add(() -> write(file, JUnitXml.of(checks), out)));
    sarif.ifPresent(file -> telling.add(() -> write(file, Sarif.of(checks), out)));
    if (annotations.isPresent()) {
      telling.add(() -> GitHubAnnotations.of(checks).forEach(err::println));
    }
    return telling;
  }

  /** Writes a text to a file or to standard output. */
  static void write(Path file, String text, PrintWriter out) {
    if (Outputs.isStandardOutput(file)) {
      out.print(text);
      out.flush();
      return;
    }
    try {
      ResultFile.write(file, text);
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot write to " + Models.shown(file) + ": " + OutputFolder.reason(e), e);
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
