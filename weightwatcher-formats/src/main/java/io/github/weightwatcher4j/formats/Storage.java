package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.Optional;

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

  /** How each number is stored; empty where it is computed, or read in another way. */
  default Optional<ElementType> element() {
    return Optional.empty();
  }

  /** Whether many neighbours are computed to read one, so that it is read in long runs. */
  default boolean isReadInRuns() {
    return false;
  }

  /**
   * The bytes of these numbers as numbers from 0 to 255, whatever the numbers are said to be; empty
   * where there are none.
   */
  default Optional<Storage> asBytes() {
    return Optional.empty();
  }

  /**
   * Opens the row for reading by one thread; the caller closes it.
   *
   * @param tensor name of the tensor that is read, for messages
   * @throws IOException where the file cannot be opened
   */
  StorageReader open(String tensor) throws IOException;
}
