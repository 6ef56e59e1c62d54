package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * Integers of 4 bits, two in a byte, the first in its lower half.
 *
 * @param bytes the bytes, unsigned
 * @param size how many integers, at most twice the bytes
 * @param signed whether 8 to 15 stand for -8 to -1
 */
record NibbleStorage(Storage bytes, long size, boolean signed) implements Storage {

  NibbleStorage {
    if (size > 2 * bytes.size()) {
      throw new IllegalArgumentException(size + " integers of 4 bits in " + bytes.size());
    }
  }

  @Override
  public Precision precision() {
    return Precision.INTEGER;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    StorageReader reader = bytes.open(tensor);
    return new StorageReader() {
      private double[] pairs = new double[0];

      @Override
      public void read(long first, int count, double[] target, int at) {
        if (count == 0) {
          return;
        }
        long start = first / 2;
        int needed = (int) ((first + count - 1) / 2 - start + 1);
        pairs = pairs.length < needed ? new double[needed] : pairs;
        reader.read(start, needed, pairs, 0);
        for (int i = 0; i < count; i++) {
          int pair = (int) pairs[(int) ((first + i) / 2 - start)];
          int nibble = (first + i) % 2 == 0 ? pair & 15 : pair >> 4;
          target[at + i] = signed && nibble > 7 ? nibble - 16 : nibble;
        }
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }
}
