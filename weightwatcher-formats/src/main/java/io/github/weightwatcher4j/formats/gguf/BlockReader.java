package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.StorageReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads blocks by positioned reads of some hundred, and decodes them one by one. */
final class BlockReader implements StorageReader {

  private final BlockStorage storage;
  private final BlockCodec codec;
  private final FileWindow window;
  private final double[] block;

  BlockReader(BlockStorage storage, FileChannel channel, String tensor) {
    this.storage = storage;
    this.codec = storage.codec();
    long all = storage.size() / codec.numbers() * codec.bytes();
    this.window =
        new FileWindow(
            storage.file(), channel, tensor, codec.bytes(), all, ByteOrder.LITTLE_ENDIAN);
    this.block = new double[codec.numbers()];
  }

  @Override
  public void read(long first, int count, double[] target, int at) {
    int numbers = codec.numbers();
    long next = first / numbers;
    long end = (first + count - 1) / numbers + 1;
    int most = window.capacity() / codec.bytes();
    while (next < end) {
      int part = (int) Math.min(end - next, most);
      long position = storage.offset() + next * codec.bytes();
      ByteBuffer bytes = window.read(position, part * codec.bytes());
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

  @Override
  public void close() {
    window.close();
  }
}
