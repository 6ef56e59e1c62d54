package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.rank.Leaderboard;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A leaderboard as one HTML page for people: a table to sort and to filter, a row for each model,
 * with the layers to look at first. The page needs no other file and no network; 1000 models make
 * about 1.5 MB.
 *
 * @param board what it tells of
 * @param title its heading
 * @param links the page of a model's own, by {@link io.github.weightwatcher4j.rank.RankedModel#path
 *     the model's path}: an address relative to this page; a model without one has no link
 */
public record RankReport(Leaderboard board, String title, Map<String, String> links) {

  /** Copies the links. */
  public RankReport {
    links = Map.copyOf(links);
  }

  /** The page of a leaderboard, without links. */
  public static RankReport of(Leaderboard board) {
    return new RankReport(board, "Leaderboard", Map.of());
  }

  /** The same page under another heading. */
  public RankReport titled(String heading) {
    return new RankReport(board, heading, links);
  }

  /** Writes the page in UTF-8; folders are made where they are missing. */
  public void write(Path file) throws IOException {
    PageTemplate.RANK.write(RankPage.of(this), file);
  }

  /** Writes the page. The writer must be one for UTF-8 and is not closed. */
  public void write(Writer out) throws IOException {
    PageTemplate.RANK.write(RankPage.of(this), out);
  }
}
