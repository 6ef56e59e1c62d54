package io.github.weightwatcher4j.spark.hadoop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file that is read at positions, by several threads if they like. */
final class HadoopChannel extends FileChannel {

  /** Bytes in a read; more are read piece by piece. */
  private static final int MOST = 1 << 20;

  private final FSDataInputStream in;
  private final long size;
  private long position;

  HadoopChannel(FSDataInputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  private void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    requireOpen();
    if (from < 0) {
      throw new IllegalArgumentException("position must be >= 0 but was " + from);
    }
    int wanted = Math.min(target.remaining(), MOST);
    if (from >= size) {
      return wanted == 0 ? 0 : -1;
    }
    int length = (int) Math.min(wanted, size - from);
    byte[] bytes = target.hasArray() ? target.array() : new byte[length];
    int offset = target.hasArray() ? target.arrayOffset() + target.position() : 0;
    int read = in.read(from, bytes, offset, length);
    if (read > 0 && target.hasArray()) {
      target.position(target.position() + read);
    } else if (read > 0) {
      target.put(bytes, 0, read);
    }
    return read;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    int read = read(target, position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public synchronized long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      while (targets[i].hasRemaining()) {
        int read = read(targets[i]);
        if (read < 0) {
          return sum == 0 ? -1 : sum;
        }
        sum += read;
      }
    }
    return sum;
  }

  @Override
  public synchronized long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public synchronized FileChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("position must be >= 0 but was " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return size;
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, MOST));
    long sum = 0;
    while (sum < count) {
      bytes.clear().limit((int) Math.min(count - sum, MOST));
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
  protected void implCloseChannel() throws IOException {
    in.close();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long length) {
    throw new UnsupportedOperationException("Hadoop's files cannot be mapped");
  }

  @Override
  public FileLock lock(long from, long length, boolean shared) {
    throw new UnsupportedOperationException("Hadoop's files cannot be locked");
  }

  @Override
  public FileLock tryLock(long from, long length, boolean shared) {
    throw new UnsupportedOperationException("Hadoop's files cannot be locked");
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
  public int write(ByteBuffer source, long to) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public void force(boolean metadata) {
    // nothing was written
  }
}
