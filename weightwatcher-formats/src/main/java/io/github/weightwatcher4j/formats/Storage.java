package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * A row of numbers in a file, of which tensors are views. Describes; {@link #open} reads. Two
 * storages are equal where they are the same numbers in the same place: that is how weights that
 * two layers share are told.
 */
public interface Storage {

  /** How many numbers. */
  long size();

  /** Precision of the numbers. */
  Precision precision();

  /**
   * Opens the row for reading by one thread; the caller closes it.
   *
   * @param tensor name of the tensor that is read, for messages
   * @throws IOException where the file cannot be opened
   */
  StorageReader open(String tensor) throws IOException;
}
