package io.github.weightwatcher4j.remote;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The memory of the files of one address: the blocks that were read last. A block that was fetched
 * ahead stays until it was read, or until its reader is closed, because it would have to be fetched
 * again. All that is guarded by the lock of this object: its own state and that of all blocks.
 */
final class BlockCache {

  private final long most;
  private final Set<Block> blocks = new LinkedHashSet<>();
  private long bytes;

  /** A memory of so many bytes. */
  BlockCache(long most) {
    this.most = most;
  }

  /** Takes in a block whose bytes are there. */
  synchronized void add(Block block) {
    if (blocks.add(block)) {
      bytes += block.length();
      shrink();
    }
  }

  /** A block that is read; it is forgotten last. */
  synchronized void touch(Block block) {
    block.setRead();
    if (blocks.remove(block)) {
      blocks.add(block);
    }
  }

  /** Blocks that nobody waits for any more. */
  synchronized void release(Iterable<Block> unread) {
    unread.forEach(Block::setRead);
    shrink();
  }

  private void shrink() {
    Iterator<Block> oldest = blocks.iterator();
    while (bytes > most && oldest.hasNext()) {
      Block block = oldest.next();
      if (block.isRead()) {
        oldest.remove();
        bytes -= block.length();
        block.forget();
      }
    }
  }
}
