package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.CsvCells;
import io.github.weightwatcher4j.export.LeaderboardCsv;
import io.github.weightwatcher4j.export.LeaderboardJson;
import io.github.weightwatcher4j.export.internal.ModelNames;
import io.github.weightwatcher4j.plot.html.HtmlReport;
import io.github.weightwatcher4j.plot.html.RankReport;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;

/** Files that a leaderboard is written to; {@code -} is standard output. */
final class RankFiles {

  @Option(names = "--json", paramLabel = "FILE", description = "The leaderboard, as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "A line for each model, as CSV.")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--raw-csv",
      description =
          "Leave names in CSV as they are that a spreadsheet takes for formulas (= + - @), instead"
              + " of putting an apostrophe before them.")
  private boolean rawCsv;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "A page as HTML: the table, to sort and to filter.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--pages",
      paramLabel = "DIR",
      description =
          "The report of each model, as 'analyze --report' makes it, which the page of --report"
              + " links to.")
  private Optional<Path> pages = Optional.empty();

  /** The page of each model, by the model's path, relative to the page that links to them. */
  private final Map<String, String> links = new HashMap<>();

  private final Set<String> taken = new HashSet<>();

  private Stream<Path> all() {
    return Stream.of(json, csv, report).flatMap(Optional::stream);
  }

  /** Whether one of them takes standard output, so that nothing else may be written there. */
  boolean takeStandardOutput() {
    return all().anyMatch(Outputs::isStandardOutput);
  }

  /** Whether each can be written, before the work begins. */
  void check(Outputs outputs, List<Path> analyses, Problems problems) {
    problems.require(
        !rawCsv || csv.isPresent(), "--raw-csv needs --csv, the file that it is about");
    problems.require(
        pages.isEmpty() || report.filter(it -> !Outputs.isStandardOutput(it)).isPresent(),
        "--pages needs --report, a file that links to the pages");
    problems.require(
        all().filter(Outputs::isStandardOutput).count() <= 1,
        "only one of --json, --csv and --report can be '-', standard output");
    json.ifPresent(file -> outputs.file("--json", file));
    csv.ifPresent(file -> outputs.file("--csv", file));
    report.ifPresent(file -> outputs.page("--report", file));
    pages.ifPresent(folder -> outputs.pictures("--pages", folder, "html"));
    Set<Path> read =
        analyses.stream().map(file -> FileIdentity.of(file).real()).collect(Collectors.toSet());
    all()
        .filter(file -> read.contains(FileIdentity.of(file).real()))
        .forEach(
            file ->
                problems.add(
                    "%s is an analysis that is read; choose another file to write to"
                        .formatted(Models.shown(file))));
  }

  /** Makes the folder of the pages. */
  void prepare() {
    pages.ifPresent(folder -> OutputFolder.open(folder, "--pages"));
  }

  /** Writes the page of a model, if there are to be any. */
  void writePage(String path, Analysis analysis) {
    if (pages.isEmpty() || report.isEmpty()) {
      return;
    }
    Path page = pages.get().resolve(name(path));
    PictureFiles.write(HtmlReport.of(analysis)::write, page, new PrintWriter(Writer.nullWriter()));
    links.put(path, link(report.get(), page));
  }

  /** A name that no other page has, however the file system takes capitals. */
  private String name(String path) {
    String stem = ModelNames.of(List.of(Path.of(path))).get(0).replaceFirst("\\.json", "");
    String name = stem;
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = stem + "-" + i;
    }
    return name + ".html";
  }

  /** The way from one page to another, as an address. */
  private static String link(Path from, Path to) {
    Path folder = FileIdentity.of(from).real().resolveSibling("");
    Path way = folder.relativize(FileIdentity.of(to).real());
    return StreamSupport.stream(way.spliterator(), false)
        .map(part -> encoded(String.valueOf(part)))
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String name) {
    try {
      String path = new URI(null, null, "/" + name, null).toASCIIString();
      return path.substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What writes the leaderboard, a file each. */
  List<Runnable> writing(Leaderboard board, PrintWriter standard, PrintWriter out) {
    CsvCells cells = rawCsv ? CsvCells.AS_THEY_ARE : CsvCells.DEFUSED;
    return Stream.of(
            json.map(it -> text(it, LeaderboardJson.of(board), standard)),
            csv.map(it -> text(it, LeaderboardCsv.of(board, cells), standard)),
            report.map(it -> page(it, new RankReport(board, "Leaderboard", links), standard, out)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Runnable text(Path file, String text, PrintWriter standard) {
    return () -> ResultFiles.write(file, text, standard);
  }

  private static Runnable page(Path file, RankReport page, PrintWriter standard, PrintWriter out) {
    return Outputs.isStandardOutput(file)
        ? () -> PictureFiles.print(page::write, standard)
        : () -> PictureFiles.write(page::write, file, out);
  }
}
