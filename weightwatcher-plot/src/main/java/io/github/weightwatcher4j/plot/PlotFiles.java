package io.github.weightwatcher4j.plot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of the plots of an analysis.
 *
 * @param written the pictures that there are: those of the model, then those of each layer in the
 *     order of the table
 * @param failed the pictures that there are not, in the same order
 */
public record PlotFiles(List<Written> written, List<Failed> failed) {

  /** Copies the lists. */
  public PlotFiles {
    written = List.copyOf(written);
    failed = List.copyOf(failed);
  }

  /**
   * A picture.
   *
   * @param path where it is
   * @param layer full name of the layer; empty for a picture of the model
   * @param kind what it shows: {@code esd}
   */
  public record Written(Path path, Optional<String> layer, String kind) {}

  /**
   * A picture that could not be made.
   *
   * @param name what its file would be called without the extension; without the kind, too, where
   *     no plot of the layer could be made
   * @param cause why
   */
  public record Failed(String name, Exception cause) {}
}
