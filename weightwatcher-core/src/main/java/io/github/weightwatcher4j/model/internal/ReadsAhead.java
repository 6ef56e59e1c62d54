package io.github.weightwatcher4j.model.internal;

import java.nio.channels.FileChannel;

/**
 * A channel that fetches from afar and wants to know what will be read. Whoever opens one to read a
 * run of bytes tells it where they end, so that it fetches ahead up to there and no further.
 */
public interface ReadsAhead {

  /**
   * Says that the bytes from one position to before another will be read, mostly in their order.
   * Others may be read all the same.
   */
  void willRead(long from, long to);

  /** Tells a channel what will be read, if it wants to know. */
  static void tell(FileChannel channel, long from, long to) {
    if (channel instanceof ReadsAhead ahead) {
      ahead.willRead(from, to);
    }
  }
}
