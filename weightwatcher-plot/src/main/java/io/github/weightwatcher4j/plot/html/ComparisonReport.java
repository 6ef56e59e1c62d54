package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.compare.Comparison;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Two or more models side by side as one HTML page for people: what became worse, the models'
 * alphas and verdicts layer by layer in a table to sort and filter, plots of all models in common
 * axes, and for each layer what is different and its spectra over each other. The page needs no
 * other file and no network. Its size grows with layers and models: 10 models of 200 layers make
 * less than 3 MB.
 *
 * @param comparison what it tells of
 * @param title its heading
 */
public record ComparisonReport(Comparison comparison, String title) {

  /** The page of a comparison, headed by the names of two models, or the number of more. */
  public static ComparisonReport of(Comparison comparison) {
    String reference = comparison.reference().model();
    int others = comparison.models().size();
    String title =
        others == 1
            ? reference + " and " + comparison.models().get(0).other().model()
            : reference + " and " + others + " other models";
    return new ComparisonReport(comparison, title);
  }

  /** The same page under another heading. */
  public ComparisonReport titled(String heading) {
    return new ComparisonReport(comparison, heading);
  }

  /** Writes the page in UTF-8; folders are made where they are missing. */
  public void write(Path file) throws IOException {
    PageTemplate.COMPARISON.write(ComparisonPage.of(this), file);
  }

  /**
   * Writes the page, one layer at a time. The writer must be one for UTF-8 and is not closed.
   *
   * @throws IllegalStateException where the Java runtime finds no font
   */
  public void write(Writer out) throws IOException {
    PageTemplate.COMPARISON.write(ComparisonPage.of(this), out);
  }
}
