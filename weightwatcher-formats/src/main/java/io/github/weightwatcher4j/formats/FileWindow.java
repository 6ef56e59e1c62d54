package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Positioned reads of a file through one buffer. Not mapped: a mapping cannot be given back at a
 * known time, and a file that is cut short meanwhile would end the process.
 */
public final class FileWindow implements AutoCloseable {

  /** Bytes in a read: long enough to hide the call, short enough for the cache. */
  private static final int MOST = 1 << 17;

  private final Path file;
  private final FileChannel channel;
  private final String tensor;
  private final ByteBuffer bytes;

  /**
   * A window on an open file, which {@link #close} closes.
   *
   * @param tensor what is read, for errors
   * @param unit bytes that are read together; the window holds a multiple of them
   * @param all bytes that there are to read in all
   */
  public FileWindow(
      Path file, FileChannel channel, String tensor, int unit, long all, ByteOrder order) {
    this.file = file;
    this.channel = channel;
    this.tensor = tensor;
    int most = MOST / unit * unit;
    this.bytes = ByteBuffer.allocate((int) Math.min(all, most)).order(order);
  }

  /** Most bytes that one read can give. */
  public int capacity() {
    return bytes.capacity();
  }

  /**
   * The bytes from a position on, at index 0 of a buffer that the next read overwrites.
   *
   * @param length at most {@link #capacity()}
   * @throws WeightFileException where the file ends before or cannot be read
   */
  public ByteBuffer read(long position, int length) {
    bytes.clear().limit(length);
    FilePlace place = FilePlace.of(file).tensor(tensor);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw place
              .at(position + bytes.position())
              .problem(
                  "the file ends here, " + bytes.remaining() + " bytes too early",
                  "it has been cut short since it was opened: download it again");
        }
      }
    } catch (IOException e) {
      throw place.at(position).failure("read", e, "check the disk");
    }
    return bytes;
  }

  /** Little-endian bytes from a position on, fewer where the file ends before so many. */
  public static ByteBuffer bytes(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // read on
    }
    return bytes.flip();
  }

  /** The bytes of a file from its start. Unlike others, this stream ends with an interrupt. */
  public static InputStream stream(Path file) throws IOException {
    return Channels.newInputStream(FileChannel.open(file));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
