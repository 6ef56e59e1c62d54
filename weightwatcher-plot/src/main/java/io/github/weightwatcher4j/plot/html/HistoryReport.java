package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.report.History;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * A training as one HTML page for people: what the run was, plots over its epochs, a table epoch by
 * epoch to sort and filter, when each finding began, the spectra of each layer at up to nine steps,
 * and then all that {@link HtmlReport} tells of the last analysis. The page needs no other file and
 * no network. Its size grows with the layers, and little with the epochs: 1000 epochs of 50 layers
 * make about 5 MB.
 *
 * @param history what it tells of
 * @param title its heading
 */
public record HistoryReport(History history, String title) {

  /** The page of a training, headed by the name of the model. */
  public static HistoryReport of(History history) {
    String title =
        history
            .latest()
            .map(step -> step.analysis().model() + ", over its training")
            .orElse("A training");
    return new HistoryReport(history, title);
  }

  /** The same page under another heading. */
  public HistoryReport titled(String heading) {
    return new HistoryReport(history, heading);
  }

  /** Writes the page in UTF-8; folders are made where they are missing. */
  public void write(Path file) throws IOException {
    PageTemplate.HISTORY.write(HistoryPage.of(this), file);
  }

  /**
   * Writes the page, one layer at a time. The writer must be one for UTF-8 and is not closed.
   *
   * @throws IllegalStateException where the Java runtime finds no font
   */
  public void write(Writer out) throws IOException {
    PageTemplate.HISTORY.write(HistoryPage.of(this), out);
  }
}
