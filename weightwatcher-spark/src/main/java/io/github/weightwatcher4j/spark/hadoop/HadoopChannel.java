package io.github.weightwatcher4j.spark.hadoop;

import io.github.weightwatcher4j.model.internal.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file that is read at positions, by several threads if they like. */
final class HadoopChannel extends ReadOnlyChannel {

  /** Bytes in a read; more are read piece by piece. */
  private static final int MOST = 1 << 20;

  private final FSDataInputStream in;
  private final long size;

  HadoopChannel(FSDataInputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    requirePosition(from);
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
  public long size() throws IOException {
    requireOpen();
    return size;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    in.close();
  }
}
