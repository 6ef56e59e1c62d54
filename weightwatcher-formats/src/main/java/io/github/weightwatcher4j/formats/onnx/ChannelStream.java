package io.github.weightwatcher4j.formats.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file as a stream that moves on without reading what is skipped: weights, mostly. */
final class ChannelStream extends InputStream {

  private final FileChannel channel;

  ChannelStream(Path file) throws IOException {
    this.channel = FileChannel.open(file);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, length));
  }

  @Override
  public long skip(long count) throws IOException {
    long position = channel.position();
    long skipped = Math.max(0, Math.min(count, channel.size() - position));
    channel.position(position + skipped);
    return skipped;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
