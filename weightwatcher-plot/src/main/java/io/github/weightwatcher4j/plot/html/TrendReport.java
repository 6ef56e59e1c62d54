package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Trends over a series as one HTML page for people: first the verdict, with what is said of the
 * best metric and of Simpson's paradox; the tables of all models and of each group; the pictures;
 * every model with its numbers. The page needs no other file and no network.
 *
 * @param table what it tells of
 * @param title its heading
 */
public record TrendReport(TrendTable table, String title) {

  /** The page of trends, headed by what goes with the metrics. */
  public static TrendReport of(TrendTable table) {
    return new TrendReport(table, "Trends of " + table.quantity());
  }

  /** The same page under another heading. */
  public TrendReport titled(String heading) {
    return new TrendReport(table, heading);
  }

  /** Writes the page in UTF-8; folders are made where they are missing. */
  public void write(Path file) throws IOException {
    PageTemplate.TREND.write(TrendPage.of(this), file);
  }

  /**
   * Writes the page. The writer must be one for UTF-8 and is not closed.
   *
   * @throws IllegalStateException where the Java runtime finds no font
   */
  public void write(Writer out) throws IOException {
    PageTemplate.TREND.write(TrendPage.of(this), out);
  }
}
