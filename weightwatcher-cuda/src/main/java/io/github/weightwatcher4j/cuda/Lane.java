package io.github.weightwatcher4j.cuda;

import org.bytedeco.javacpp.Pointer;

/**
 * Two streams of work on a device: copies run on one, sums and eigenvalues on the other, each in
 * the order in which they were queued; events order them between the streams. Used by one thread at
 * a time. Every call may throw a {@link DeviceException}, also for work that was queued before.
 */
interface Lane extends AutoCloseable {

  /** Where work is queued. */
  enum Stream {
    /** Blocks on their way to the device. */
    COPY,
    /** Sums and eigenvalues. */
    COMPUTE
  }

  /** A point in a stream: that one of the two blocks was copied, or was summed. */
  enum Event {
    /** The first block is on the device. */
    FIRST_COPIED,
    /** The second block is on the device. */
    SECOND_COPIED,
    /** The first block may be overwritten. */
    FIRST_SUMMED,
    /** The second block may be overwritten. */
    SECOND_SUMMED
  }

  /**
   * Memory that a problem takes beside its matrices and values.
   *
   * @param deviceBytes on the device
   * @param hostBytes in the machine's own memory
   */
  record Workspace(long deviceBytes, long hostBytes) {}

  /** Takes memory of the device; the address is a multiple of 256. */
  long allocate(long bytes);

  /** Gives it back. Work that uses it must be done ({@link #drain}). */
  void free(long address);

  /**
   * One of two buffers in page-locked memory of the machine, which alone is copied while something
   * else runs. The same one every time, until a larger one is asked for or the lane is closed.
   *
   * @param which 0 or 1
   * @param bytes that it has at least
   */
  Pointer pinned(int which, long bytes);

  /** Queues a copy to the device, on the copying stream. */
  void copyIn(Pointer from, long to, long bytes);

  /** Copies from the device what all that is queued to be computed leaves there, and waits. */
  void copyOut(long from, Pointer to, long bytes);

  /** Queues the event behind what the stream has to do. */
  void record(Event event, Stream stream);

  /** Queues that the stream waits for the last record of the event; not at all if there is none. */
  void waitFor(Stream stream, Event event);

  /** Waits for the last record of the event; not at all if there is none. */
  void await(Event event);

  /** Memory of the device that products may use until the next such call, in bytes. */
  void useForProducts(long address, long bytes);

  /**
   * Queues {@code X <- B^T B + keep X}, the lower half, for a block B of {@code rows} x {@code m}.
   *
   * @param transposed whether the block lies column by column
   * @param keep 0 or 1
   */
  void addProduct(Real real, boolean transposed, int m, int rows, long block, double keep, long x);

  /** What {@link #solve} takes. */
  Workspace workspace(Problem problem);

  /**
   * Queues the eigenvalues, ascending, of matrices given by their lower halves.
   *
   * @param matrices destroyed, or replaced by their eigenvectors
   * @param values {@code count} times {@code m}
   * @param status an int for each matrix, 0 where it was solved
   * @param work {@code size.deviceBytes()} of the device
   * @param host {@code size.hostBytes()} of the machine, needed until {@link #drain} or {@link
   *     #copyOut}
   */
  void solve(
      Problem problem,
      long matrices,
      long values,
      long status,
      long work,
      Pointer host,
      Workspace size);

  /** Waits until nothing is queued. */
  void drain();

  @Override
  void close();
}
