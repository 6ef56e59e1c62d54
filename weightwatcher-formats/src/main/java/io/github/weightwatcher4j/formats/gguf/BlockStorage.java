package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.internal.ReadsAhead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Numbers quantized in blocks, one block behind the other.
 *
 * @param file the file
 * @param offset where the first block begins
 * @param size how many numbers, whole blocks of them
 * @param codec what a block is
 */
record BlockStorage(Path file, long offset, long size, BlockCodec codec) implements Storage {

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public boolean isReadInRuns() {
    return true;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    long all = size / codec.numbers() * codec.bytes();
    FileChannel channel = FileChannel.open(file);
    ReadsAhead.tell(channel, offset, offset + all);
    FileWindow window =
        new FileWindow(file, channel, tensor, codec.bytes(), all, ByteOrder.LITTLE_ENDIAN);
    double[] block = new double[codec.numbers()];
    return new StorageReader() {
      @Override
      public void read(long first, int count, double[] target, int at) {
        int numbers = codec.numbers();
        long next = first / numbers;
        long end = (first + count - 1) / numbers + 1;
        int most = window.capacity() / codec.bytes();
        while (next < end) {
          int part = (int) Math.min(end - next, most);
          long position = offset + next * codec.bytes();
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
    };
  }
}
