package io.github.weightwatcher4j.model.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * A file of another file system than the machine's, read at positions: the rest of what a channel
 * is follows from that. It cannot be written to, mapped or locked. As safe for use by many threads
 * as its positioned reads are.
 */
public abstract class ReadOnlyChannel extends FileChannel {

  /** Bytes that are moved at a time. */
  private static final int PIECE = 1 << 20;

  private long position;

  /**
   * Whether something may be asked of it.
   *
   * @throws ClosedChannelException where it is closed
   */
  protected final void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  /**
   * Whether it is a position, and the channel open.
   *
   * @throws IllegalArgumentException where it is negative
   * @throws ClosedChannelException where the channel is closed
   */
  protected final void requirePosition(long at) throws ClosedChannelException {
    if (at < 0) {
      throw new IllegalArgumentException("position must be >= 0 but was " + at);
    }
    requireOpen();
  }

  @Override
  public final synchronized int read(ByteBuffer target) throws IOException {
    int read = read(target, position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public final synchronized long read(ByteBuffer[] targets, int offset, int length)
      throws IOException {
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
  public final synchronized long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public final synchronized FileChannel position(long newPosition) throws IOException {
    requirePosition(newPosition);
    position = newPosition;
    return this;
  }

  @Override
  public final long transferTo(long from, long count, WritableByteChannel target)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, PIECE));
    long sum = 0;
    while (sum < count) {
      bytes.clear().limit((int) Math.min(count - sum, PIECE));
      if (read(bytes, from + sum) < 0) {
        break;
      }
      bytes.flip();
      while (bytes.hasRemaining()) {
        sum += target.write(bytes);
      }
    }
    return sum;
  }

  @Override
  public final void force(boolean metaData) {
    // nothing is ever written
  }

  @Override
  public final int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public final long write(ByteBuffer[] sources, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public final int write(ByteBuffer source, long at) {
    throw new NonWritableChannelException();
  }

  @Override
  public final FileChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public final long transferFrom(ReadableByteChannel source, long at, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public final MappedByteBuffer map(MapMode mode, long at, long length) {
    throw new UnsupportedOperationException("a file elsewhere cannot be mapped");
  }

  @Override
  public final FileLock lock(long at, long length, boolean shared) {
    throw new UnsupportedOperationException("a file elsewhere cannot be locked");
  }

  @Override
  public final FileLock tryLock(long at, long length, boolean shared) {
    return lock(at, length, shared);
  }
}
