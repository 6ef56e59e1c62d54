package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Positioned reads of a file through one buffer. Not mapped: a mapping cannot be given back at a
 * known time, and a file that is cut short meanwhile would end the process.
 */
final class FileStorageReader implements StorageReader {

  /** Bytes in a read: long enough to hide the call, short enough for the cache. */
  private static final int BUFFER = 1 << 17;

  private final FileStorage storage;
  private final FileChannel channel;
  private final String tensor;
  private final int width;
  private final ByteBuffer bytes;

  FileStorageReader(FileStorage storage, FileChannel channel, String tensor) {
    this.storage = storage;
    this.channel = channel;
    this.tensor = tensor;
    this.width = storage.type().bytes();
    long needed = Math.min(BUFFER, storage.size() * width);
    this.bytes = ByteBuffer.allocate((int) needed).order(storage.order());
  }

  @Override
  public void read(long first, int count, double[] target, int at) {
    int most = bytes.capacity() / width;
    for (int done = 0; done < count; done += most) {
      int part = Math.min(count - done, most);
      fill(storage.offset() + (first + done) * width, part * width);
      storage.type().decode(bytes, part, target, at + done);
    }
  }

  private void fill(long position, int length) {
    bytes.clear().limit(length);
    FilePlace place = FilePlace.of(storage.file()).tensor(tensor);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw place
              .at(position + bytes.position())
              .problem(
                  "the file ends here, " + bytes.remaining() + " bytes too early",
                  "it has been cut short since it was opened: get it again");
        }
      }
    } catch (IOException e) {
      throw place.at(position).problem("cannot be read (" + e + ")", "check the disk", e);
    }
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
