package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.cuda.Lane.Event;
import io.github.weightwatcher4j.cuda.Lane.Stream;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;

/**
 * X = W^T W on a device: while one block of W is summed, the next is read from the file and copied.
 *
 * <p>There are two blocks on either side. One in the machine's memory is written to again when its
 * copy is done, one in the device's when it has been summed; nothing else waits.
 */
final class StreamedGram {

  /** Values in a block: 8 MB as doubles, enough work to hide what a call costs. */
  private static final long VALUES = 1 << 20;

  /** Fewest rows in a block, where rows are long: with fewer, X itself is moved more than W. */
  private static final int ROWS = 256;

  private static final Event[] COPIED = {Event.FIRST_COPIED, Event.SECOND_COPIED};
  private static final Event[] SUMMED = {Event.FIRST_SUMMED, Event.SECOND_SUMMED};

  private final Lane lane;
  private final Real real;
  private final Arena arena;
  private final Staging staging;
  private final int rows;
  private final BooleanSupplier cancelled;
  private int blocks;

  /**
   * Sums into an arena.
   *
   * @param rows of a block, for which arena and staging have room
   */
  StreamedGram(
      Lane lane, Real real, Arena arena, Staging staging, int rows, BooleanSupplier cancelled) {
    this.lane = lane;
    this.real = real;
    this.arena = arena;
    this.staging = staging;
    this.rows = rows;
    this.cancelled = cancelled;
  }

  /** Rows in a block of an N x M matrix. */
  static int rows(long n, long m) {
    return (int) Math.min(n, Math.max(ROWS, VALUES / Math.max(1, m)));
  }

  /** Weights in a block. */
  static long values(long n, long m) {
    return rows(n, m) * m;
  }

  /**
   * Queues the lower half of X; all of W has been read when it returns.
   *
   * @param x where X is to be
   * @return the sum of squared weights as the device gets them, which is the trace of X
   */
  double queue(WeightMatrix matrix, long x) {
    double sumOfSquares = 0;
    for (int first = 0; first < matrix.rows(); first += rows) {
      RowBlocks.requireNotCancelled(cancelled);
      int count = Math.min(rows, matrix.rows() - first);
      sumOfSquares += queue(matrix, first, count, x);
    }
    return sumOfSquares;
  }

  private double queue(WeightMatrix matrix, int first, int count, long x) {
    int which = blocks++ % 2;
    long block = arena.blocks() + which * arena.blockBytes();
    lane.await(COPIED[which]); // what was in the buffer is on the device
    Pointer buffer = lane.pinned(which, arena.blockBytes());
    double sumOfSquares = staging.read(matrix, first, count, buffer);
    lane.waitFor(Stream.COPY, SUMMED[which]);
    lane.copyIn(buffer, block, (long) count * matrix.columns() * real.bytes());
    lane.record(COPIED[which], Stream.COPY);
    lane.waitFor(Stream.COMPUTE, COPIED[which]);
    lane.addProduct(
        real, matrix.transposed(), matrix.columns(), count, block, first == 0 ? 0 : 1, x);
    lane.record(SUMMED[which], Stream.COMPUTE);
    return sumOfSquares;
  }
}
