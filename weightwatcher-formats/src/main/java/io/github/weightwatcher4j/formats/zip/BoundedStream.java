package io.github.weightwatcher4j.formats.zip;

import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, and no more. */
final class BoundedStream extends InputStream {

  private final InputStream in;
  private long left;

  BoundedStream(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = left > 0 ? in.read(target, offset, (int) Math.min(length, left)) : -1;
    left -= Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
