package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.StorageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads blocks by positioned reads of some hundred, and decodes them one by one. */
final class BlockReader implements StorageReader {

  private static final int BUFFER = 1 << 17;

  private final BlockStorage storage;
  private final BlockCodec codec;
  private final FileChannel channel;
  private final String tensor;
  private final ByteBuffer bytes;
  private final double[] block;

  BlockReader(BlockStorage storage, FileChannel channel, String tensor) {
    this.storage = storage;
    this.codec = storage.codec();
    this.channel = channel;
    this.tensor = tensor;
    long all = storage.size() / codec.numbers() * codec.bytes();
    int most = BUFFER / codec.bytes() * codec.bytes();
    this.bytes = ByteBuffer.allocate((int) Math.min(all, most)).order(ByteOrder.LITTLE_ENDIAN);
    this.block = new double[codec.numbers()];
  }

  @Override
  public void read(long first, int count, double[] target, int at) {
    int numbers = codec.numbers();
    long next = first / numbers;
    long end = (first + count - 1) / numbers + 1;
    int most = bytes.capacity() / codec.bytes();
    while (next < end) {
      int part = (int) Math.min(end - next, most);
      fill(storage.offset() + next * codec.bytes(), part * codec.bytes());
      for (int i = 0; i < part; i++) {
        codec.decode(bytes, i * codec.bytes(), block);
        long start = (next + i) * numbers;
        int from = (int) Math.max(0, first - start);
        int to = (int) Math.min(numbers, first + count - start);
        System.arraycopy(block, from, target, at + (int) (start + from - first), to - from);
      }
      next += part;
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
