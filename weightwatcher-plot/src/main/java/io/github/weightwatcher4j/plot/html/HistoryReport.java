package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.report.History;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /**
   * Writes the page as a server shows it while the training goes on. It has a script besides, which
   * asks its server for {@code /version} once a second and loads the page anew where the answer is
   * another than it was made with; place, folds, filters and order stay.
   *
   * @param out a writer for UTF-8, which is not closed
   * @param version of the history, a word
   * @throws IllegalStateException where the Java runtime finds no font
   */
  public void writeLive(Writer out, String version) throws IOException {
    Map<String, Object> page = new LinkedHashMap<>(HistoryPage.of(this));
    page.putAll(PageFrame.live(version));
    PageTemplate.HISTORY.write(page, out);
  }
}
