package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.LeaderboardCsv;
import io.github.weightwatcher4j.export.LeaderboardJson;
import io.github.weightwatcher4j.export.internal.ModelNames;
import io.github.weightwatcher4j.plot.html.RankReport;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A new folder of results, on whatever file system Hadoop knows. */
final class ResultFolder {

  private static final String PAGE = "io.github.weightwatcher4j.plot.html.RankReport";

  private final Path folder;
  private final FileSystem files;
  private final Set<String> taken = new HashSet<>();

  private ResultFolder(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * Makes the folder, before the work begins.
   *
   * @throws IllegalArgumentException where it is there already
   * @throws IOException where it cannot be made
   */
  static ResultFolder create(String address, Configuration settings) throws IOException {
    Path folder = new Path(address);
    FileSystem files = folder.getFileSystem(settings);
    if (files.exists(folder)) {
      throw new IllegalArgumentException(
          "--output " + address + " is there already: name a new folder");
    }
    files.mkdirs(folder);
    return new ResultFolder(folder, files);
  }

  /** Writes everything there is, and gives the leaderboard. */
  Leaderboard write(SparkResults results, RankKey sort, boolean json) throws IOException {
    results.layers().write().parquet(path("layers"));
    results.skipped().write().parquet(path("skipped"));
    results.failed().write().parquet(path("failed"));
    List<RankedModel> ranked = new ArrayList<>();
    results.forEach(
        (model, analysis) -> {
          ranked.add(RankedModel.of(model, analysis));
          if (json) {
            write(model, analysis);
          }
        });
    Leaderboard board = new Leaderboard(ranked, results.failures(), sort);
    write("leaderboard.json", out -> out.write(LeaderboardJson.of(board)));
    write("leaderboard.csv", out -> out.write(LeaderboardCsv.of(board)));
    if (hasPages()) {
      write("leaderboard.html", out -> Page.write(board, out));
    }
    return board;
  }

  private String path(String name) {
    return new Path(folder, name).toString();
  }

  private void write(String model, Analysis analysis) {
    try {
      write("analyses/" + name(model) + ".json", out -> out.write(AnalysisJson.of(analysis)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A name that no other model has, however the file system takes capitals. */
  private String name(String model) {
    String safe = model.replaceAll("[^A-Za-z0-9./_-]", "_");
    String stem = ModelNames.of(List.of(java.nio.file.Path.of(safe))).get(0);
    String name = stem;
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = stem + "-" + i;
    }
    return name;
  }

  /** What fills a file. */
  @FunctionalInterface
  private interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private void write(String name, Content content) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            files.create(new Path(folder, name), false), StandardCharsets.UTF_8)) {
      content.writeTo(out);
    }
  }

  private static boolean hasPages() {
    try {
      Class.forName(PAGE, false, ResultFolder.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Names what is not there without weightwatcher-plot, so is loaded only where it is. */
  private static final class Page {
    static void write(Leaderboard board, Writer out) throws IOException {
      RankReport.of(board).write(out);
    }
  }
}
