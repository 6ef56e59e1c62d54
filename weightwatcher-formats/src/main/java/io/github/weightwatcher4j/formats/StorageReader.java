package io.github.weightwatcher4j.formats;

/** Reads runs of a {@link Storage}. For one thread at a time. */
public interface StorageReader extends AutoCloseable {

  /**
   * Reads a run of numbers.
   *
   * @param first index of the first number, from 0
   * @param count how many; first and count stay within the storage
   * @param target takes them, from index {@code at} on
   * @param at first index of the target
   * @throws WeightFileException where the file turns out not to hold them
   */
  void read(long first, int count, double[] target, int at);

  /** Gives back the file; may be called again. */
  @Override
  default void close() {}

  /** A reader that gives back what it needed. */
  static StorageReader of(StorageReader read, Runnable close) {
    return new StorageReader() {
      @Override
      public void read(long first, int count, double[] target, int at) {
        read.read(first, count, target, at);
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }
}
