package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one channel, and what is fetched ahead of them: of what was announced {@value #MOST}
 * blocks, up to its end; of anything else none at first, and twice as many each time a read goes on
 * where the last block ended.
 */
final class ReadAhead {

  private static final int MOST = 4;

  private final Blocks blocks;
  private final BlockCache cache;
  private final long size;
  private final Set<Block> unread = new HashSet<>();
  private Wanted wanted = Wanted.NOTHING;
  private @Nullable Block current;
  private int depth;

  ReadAhead(Blocks blocks, BlockCache cache, long size) {
    this.blocks = blocks;
    this.cache = cache;
    this.size = size;
  }

  synchronized void announce(long from, long to) {
    if (!(from >= 0 && from <= to)) {
      throw new IllegalArgumentException("needs 0 <= from <= to: " + from + " " + to);
    }
    wanted = new Wanted(from, Math.min(to, size));
  }

  /** Reads what is in one block of the bytes from a position on, at least one. */
  int read(ByteBuffer target, long position) throws IOException, InterruptedException {
    Block block = block(position);
    byte[] bytes = await(block);
    int from = (int) (position - block.start());
    int count = Math.min(target.remaining(), bytes.length - from);
    target.put(bytes, from, count);
    return count;
  }

  private synchronized Block block(long position) {
    Block last = current;
    if (last != null && position >= last.start() && position < last.end()) {
      return last;
    }
    boolean goesOn = last != null && position == last.end();
    depth = wanted.holds(position) ? MOST : goesOn ? Math.min(MOST, Math.max(1, 2 * depth)) : 0;
    Block block = blocks.at(position, wanted, size);
    unread.remove(block);
    cache.touch(block);
    current = block;
    fetchAfter(block, wanted.holds(position) ? wanted.to() : size);
    return block;
  }

  private void fetchAfter(Block block, long end) {
    long next = block.end();
    for (int i = 0; i < depth && next < end; i++) {
      Block following = blocks.at(next, wanted, size);
      if (!following.isRead()) {
        unread.add(following);
      }
      next = following.end();
    }
  }

  private byte[] await(Block block) throws IOException, InterruptedException {
    try {
      return block.bytes().get();
    } catch (ExecutionException e) {
      forget(block);
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("the fetch has failed (" + e.getCause() + ")", e.getCause());
    }
  }

  /** One that has failed is not there any more; the next read asks again. */
  private synchronized void forget(Block block) {
    if (block.equals(current)) {
      current = null;
    }
  }

  synchronized void close() {
    cache.release(unread);
    unread.clear();
    current = null;
  }
}
