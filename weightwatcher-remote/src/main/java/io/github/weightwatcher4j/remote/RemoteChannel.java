package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.model.internal.ReadsAhead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** A remote file, open for reading, at positions too. Safe for use by many threads. */
final class RemoteChannel extends FileChannel implements ReadsAhead {

  private final ReadAhead ahead;
  private final RemoteFile file;
  private final long size;
  private long position;

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
    if (at < 0) {
      throw new IllegalArgumentException("position must be >= 0 but was " + at);
    }
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    if (at >= size) {
      return -1;
    }
    return target.hasRemaining() ? interruptible(() -> ahead.read(target, at)) : 0;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    int read = read(target, position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public synchronized long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, targets.length);
    long all = 0;
    for (int i = offset; i < offset + length; i++) {
      while (targets[i].hasRemaining()) {
        int read = read(targets[i]);
        if (read < 0) {
          return all == 0 ? -1 : all;
        }
        all += read;
      }
    }
    return all;
  }

  @Override
  public synchronized long position() throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    return position;
  }

  @Override
  public synchronized FileChannel position(long newPosition) throws IOException {
    if (newPosition < 0) {
      throw new IllegalArgumentException("position must be >= 0 but was " + newPosition);
    }
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    return interruptible(file::size);
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
    int read = read(bytes, from);
    return read < 0 ? 0 : target.write(bytes.flip());
  }

  @Override
  protected void implCloseChannel() {
    ahead.close();
  }

  @Override
  public void force(boolean metaData) {
    // nothing is ever written
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer source, long at) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long at, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long at, long length) {
    throw new UnsupportedOperationException("a remote file cannot be mapped");
  }

  @Override
  public FileLock lock(long at, long length, boolean shared) {
    throw shared ? new UnsupportedOperationException() : new NonWritableChannelException();
  }

  @Override
  public FileLock tryLock(long at, long length, boolean shared) {
    return lock(at, length, shared);
  }
}
