package io.github.weightwatcher4j.rank;

import io.github.weightwatcher4j.model.internal.Printable;

/**
 * A model of which nothing is known, because its file could not be read or analysed.
 *
 * @param path of the file, as it is shown
 * @param reason why not
 */
public record FailedModel(String path, String reason) {

  /** Writes out what may not be shown. */
  public FailedModel {
    path = Printable.of(path);
    reason = Printable.of(reason);
  }

  @Override
  public String toString() {
    return path + ": " + reason;
  }
}
