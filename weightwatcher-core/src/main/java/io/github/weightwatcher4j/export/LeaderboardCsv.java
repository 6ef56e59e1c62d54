package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.rank.FailedModel;
import io.github.weightwatcher4j.rank.LayerMean;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.rank.WorstLayer;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A leaderboard as CSV (RFC 4180, UTF-8, lines end with LF), a line for each model in its order:
 * {@code name, path, complete}; the layers {@code analyzed, lost, skipped, failed_fits}; {@code
 * findings}; the mean of each metric and, as {@code alpha_error}, its standard error over the
 * layers; how many layers have each verdict; {@code worst}, the layers to look at first. Models of
 * which nothing is known come last, with the {@code reason} alone.
 */
public final class LeaderboardCsv {

  private LeaderboardCsv() {}

  /** The leaderboard as text. */
  public static String of(Leaderboard board) {
    return of(board, CsvCells.DEFUSED);
  }

  /** The leaderboard as text, with cells of text as said. */
  public static String of(Leaderboard board, CsvCells cells) {
    List<String> header = header();
    StringBuilder text = new StringBuilder(String.join(",", header)).append('\n');
    for (RankedModel model : board.models()) {
      text.append(String.join(",", line(model, cells))).append('\n');
    }
    for (FailedModel model : board.failed()) {
      List<String> line = new ArrayList<>(Collections.nCopies(header.size(), ""));
      line.set(1, cells.cell(model.path()));
      line.set(2, "false");
      line.set(header.size() - 1, cells.cell(model.reason()));
      text.append(String.join(",", line)).append('\n');
    }
    return text.toString();
  }

  /**
   * Writes the leaderboard to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Leaderboard board, Path file) throws IOException {
    ResultFile.write(file, of(board));
  }

  private static List<String> header() {
    List<String> header =
        new ArrayList<>(
            List.of(
                "name",
                "path",
                "complete",
                "analyzed",
                "lost",
                "skipped",
                "failed_fits",
                "findings"));
    for (Metric metric : RankedModel.METRICS) {
      header.add(metric.key());
      header.add(metric.key() + "_error");
    }
    for (Verdict verdict : Verdict.values()) {
      header.add(verdict.label().replaceAll("[ -]", "_"));
    }
    header.addAll(List.of("worst", "reason"));
    return header;
  }

  private static List<String> line(RankedModel model, CsvCells cells) {
    List<String> line = new ArrayList<>();
    line.add(cells.cell(model.name()));
    line.add(cells.cell(model.path()));
    line.add(String.valueOf(model.isComplete()));
    line.add(String.valueOf(model.layers()));
    line.add(String.valueOf(model.lost()));
    line.add(String.valueOf(model.skipped()));
    line.add(String.valueOf(model.failedFits()));
    line.add(String.valueOf(model.findings()));
    for (Metric metric : RankedModel.METRICS) {
      Optional<LayerMean> mean = model.mean(metric);
      line.add(mean.map(it -> String.valueOf(it.value())).orElse(""));
      line.add(mean.map(it -> CsvCells.cell(it.error())).orElse(""));
    }
    for (Verdict verdict : Verdict.values()) {
      line.add(String.valueOf(model.count(verdict)));
    }
    line.add(
        cells.cell(
            model.worst().stream().map(WorstLayer::toString).collect(Collectors.joining("; "))));
    line.add("");
    return line;
  }
}
