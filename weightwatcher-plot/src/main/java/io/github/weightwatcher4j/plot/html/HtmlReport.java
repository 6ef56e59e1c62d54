package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * An analysis as one HTML page for people: summary, findings, a table to sort and filter, plots of
 * the model and of each layer, how to read them, and where all of it comes from. The page needs no
 * other file and no network; it also holds its numbers for programs, as JSON.
 *
 * @param analysis what it tells of
 * @param title its heading
 * @param maxEigenvalues how many eigenvalues it holds at most; layers with the fewest come first,
 *     of the others it holds the bins of a histogram
 */
public record HtmlReport(Analysis analysis, String title, int maxEigenvalues) {

  /** Eigenvalues in a page where nothing else is said: about 0.8 MB of them. */
  public static final int MAX_EIGENVALUES = 40_000;

  /** Checks the number of eigenvalues. */
  public HtmlReport {
    if (maxEigenvalues < 0) {
      throw new IllegalArgumentException("maxEigenvalues must be >= 0 but was " + maxEigenvalues);
    }
  }

  /** The page of an analysis, headed by the model's name. */
  public static HtmlReport of(Analysis analysis) {
    return new HtmlReport(analysis, analysis.model(), MAX_EIGENVALUES);
  }

  /** The same page under another heading. */
  public HtmlReport titled(String heading) {
    return new HtmlReport(analysis, heading, maxEigenvalues);
  }

  /** The same page with at most so many eigenvalues, at least 0. */
  public HtmlReport maxEigenvalues(int atMost) {
    return new HtmlReport(analysis, title, atMost);
  }

  /** Writes the page in UTF-8; folders are made where they are missing. */
  public void write(Path file) throws IOException {
    PageTemplate.REPORT.write(AnalysisPage.of(this), file);
  }

  /**
   * Writes the page, one layer at a time. The writer must be one for UTF-8 and is not closed.
   *
   * @throws IllegalStateException where the Java runtime finds no font
   */
  public void write(Writer out) throws IOException {
    PageTemplate.REPORT.write(AnalysisPage.of(this), out);
  }
}
