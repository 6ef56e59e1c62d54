package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.model.internal.ReadOnlyChannel;
import io.github.weightwatcher4j.model.internal.ReadsAhead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;

/** A remote file, open for reading, at positions too. Safe for use by many threads. */
final class RemoteChannel extends ReadOnlyChannel implements ReadsAhead {

  private final ReadAhead ahead;
  private final RemoteFile file;
  private final long size;

  private RemoteChannel(RemoteFile file, BlockCache cache, long size) {
    this.file = file;
    this.size = size;
    this.ahead = new ReadAhead(file.blocks(), cache, size);
  }

  /**
   * Opens a file.
   *
   * @throws IOException where the file is not there or may not be read
   */
  static RemoteChannel open(RemoteFile file, BlockCache cache) throws IOException {
    try {
      return new RemoteChannel(file, cache, file.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** Something that waits. */
  @FunctionalInterface
  private interface Waiting<T> {
    T get() throws IOException, InterruptedException;
  }

  private <T> T interruptible(Waiting<T> work) throws IOException {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close(); // as every channel does
      throw new ClosedByInterruptException();
    }
  }

  @Override
  public void willRead(long from, long to) {
    ahead.announce(from, to);
  }

  @Override
  public int read(ByteBuffer target, long at) throws IOException {
    requirePosition(at);
    if (at >= size) {
      return -1;
    }
    return target.hasRemaining() ? interruptible(() -> ahead.read(target, at)) : 0;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return interruptible(file::size);
  }

  @Override
  protected void implCloseChannel() {
    ahead.close();
  }
}
