package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The blocks of one file. Those that a reader has announced begin where it reads and end with what
 * it announced; others begin at multiples of {@link #SIZE}, so that the parts of a header that are
 * read one after the other come together. No block overlaps another: what is there, or under way,
 * is not asked for again.
 */
final class Blocks {

  /** Bytes of a block: long enough to be worth a request, short enough to be fetched for little. */
  static final int SIZE = 1 << 20;

  /** A rest that is no request of its own. */
  private static final int REST = SIZE / 4;

  private final BlockCache cache;
  private final Fetcher fetcher;
  private final NavigableMap<Long, Block> blocks = new TreeMap<>();

  /** Fetches bytes of a file. */
  @FunctionalInterface
  interface Fetcher {
    /** The bytes from a position on, exactly so many. */
    byte[] fetch(long start, int length) throws IOException, InterruptedException;
  }

  Blocks(BlockCache cache, Fetcher fetcher) {
    this.cache = cache;
    this.fetcher = fetcher;
  }

  /** Takes in the first bytes of the file, which came as it was opened. */
  void addFirst(byte[] bytes) {
    Block block = new Block(this, 0, bytes.length);
    block.bytes().complete(bytes);
    synchronized (cache) {
      block.setRead();
      if (bytes.length > 0 && blocks.isEmpty()) {
        blocks.put(0L, block);
        cache.add(block);
      }
    }
  }

  /**
   * The block with a position in it, fetched where it is not there.
   *
   * @param wanted what is to be read around it
   * @param size of the file; the position is below
   */
  Block at(long position, Wanted wanted, long size) {
    synchronized (cache) {
      Map.Entry<Long, Block> before = blocks.floorEntry(position);
      if (before != null && position < before.getValue().end()) {
        return before.getValue();
      }
      long from = wanted.holds(position) ? position : position / SIZE * SIZE;
      long start = before == null ? from : Math.max(from, before.getValue().end());
      Long after = blocks.higherKey(position);
      long end = Math.min(end(start, wanted, position, size), after == null ? size : after);
      return start(start, (int) (end - start));
    }
  }

  private static long end(long start, Wanted wanted, long position, long size) {
    if (!wanted.holds(position)) {
      return Math.min(size, position / SIZE * SIZE + SIZE);
    }
    // Small tensors lie beside others, which will be read too.
    long last = Math.min(size, Math.max(wanted.to(), wanted.from() + SIZE));
    long end = Math.min(last, start + SIZE);
    return last - end < REST ? last : end;
  }

  private Block start(long start, int length) {
    Block block = new Block(this, start, length);
    blocks.put(start, block);
    Fetching.run(
        () -> {
          try {
            byte[] bytes = fetcher.fetch(start, length);
            cache.add(block);
            block.bytes().complete(bytes);
          } catch (InterruptedException | IOException | RuntimeException | Error e) {
            remove(block);
            block.bytes().completeExceptionally(e);
          }
        });
    return block;
  }

  /** Forgets a block, which is fetched again when it is asked for. */
  void remove(Block block) {
    synchronized (cache) {
      blocks.remove(block.start(), block);
    }
  }
}
