package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * Codes of a few bits, one behind the other without gaps, as the numbers that they stand for.
 *
 * @param bytes the bytes, unsigned
 * @param table what a code stands for
 * @param bits bits of a code, 1 to 8
 * @param highFirst whether the first code of a byte is in its upper bits; else in its lower ones,
 *     and a code may reach into the next byte
 * @param size how many codes
 */
record CodeStorage(Storage bytes, CodeTable table, int bits, boolean highFirst, long size)
    implements Storage {

  CodeStorage {
    if (bits < 1 || bits > 8 || (highFirst && 8 % bits != 0)) {
      throw new IllegalArgumentException("codes of " + bits + " bits");
    }
    if (bytesOf(size, bits) > bytes.size()) {
      throw new IllegalArgumentException(
          "%d codes of %d bits in %d bytes".formatted(size, bits, bytes.size()));
    }
  }

  /** How many bytes so many codes fill. */
  static long bytesOf(long size, int bits) {
    return Math.addExact(Math.multiplyExact(size, bits), 7) / 8;
  }

  @Override
  public Precision precision() {
    return table.precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    StorageReader reader = bytes.open(tensor);
    return new StorageReader() {
      private double[] block = new double[0];

      @Override
      public void read(long first, int count, double[] target, int at) {
        if (count == 0) {
          return;
        }
        long start = first * bits / 8;
        int needed = (int) (((first + count) * bits - 1) / 8 - start + 1);
        block = block.length <= needed ? new double[needed + 1] : block;
        reader.read(start, needed, block, 0);
        int bit = (int) (first * bits - start * 8);
        for (int i = 0; i < count; i++) {
          target[at + i] = table.value(code(block, bit >> 3, bit & 7));
          bit += bits;
        }
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  private int code(double[] block, int place, int bit) {
    int word = (int) block[place];
    if (bit + bits > 8) {
      word |= (int) block[place + 1] << 8;
    }
    return (word >> (highFirst ? 8 - bits - bit : bit)) & ((1 << bits) - 1);
  }
}
