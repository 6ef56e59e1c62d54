package io.github.weightwatcher4j.formats.tflite;

import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.List;

/**
 * Quantized integers as what they stand for, {@code (q - zero) * scale} in single precision.
 *
 * @param stored the integers; bytes of two where they have 4 bits, the first in the lower half
 * @param size how many
 * @param nibbles whether they have 4 bits, with a sign
 * @param inner how many neighbours share a scale, positive
 * @param scales one, or one a channel, which come again and again
 * @param zeros as many
 */
record DequantizedStorage(
    FileStorage stored,
    long size,
    boolean nibbles,
    long inner,
    List<Float> scales,
    List<Long> zeros)
    implements Storage {

  DequantizedStorage {
    scales = List.copyOf(scales);
    zeros = List.copyOf(zeros);
    if (inner < 1 || scales.isEmpty() || scales.size() != zeros.size()) {
      throw new IllegalArgumentException(
          "%d scales, %d zero points, %d neighbours".formatted(scales.size(), zeros.size(), inner));
    }
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    float[] scale = new float[scales.size()];
    long[] zero = new long[scale.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = scales.get(i);
      zero[i] = zeros.get(i);
    }
    StorageReader reader = stored.open(tensor);
    StorageReader integers = nibbles ? new Nibbles(reader) : reader;
    return StorageReader.of(
        (first, count, target, at) -> {
          integers.read(first, count, target, at);
          for (int done = 0; done < count; ) {
            long index = first + done;
            int channel = (int) (index / inner % scale.length);
            int run = (int) Math.min(count - done, inner - index % inner);
            for (int i = at + done; i < at + done + run; i++) {
              target[i] = (float) ((long) target[i] - zero[channel]) * scale[channel];
            }
            done += run;
          }
        },
        reader::close);
  }

  /** Two integers of 4 bits in a byte. */
  private static final class Nibbles implements StorageReader {
    private final StorageReader bytes;
    private double[] pairs = new double[0];

    Nibbles(StorageReader bytes) {
      this.bytes = bytes;
    }

    @Override
    public void read(long first, int count, double[] target, int at) {
      if (count == 0) {
        return;
      }
      long start = first / 2;
      int needed = (int) ((first + count - 1) / 2 - start + 1);
      pairs = pairs.length < needed ? new double[needed] : pairs;
      bytes.read(start, needed, pairs, 0);
      for (int i = 0; i < count; i++) {
        int pair = (int) pairs[(int) ((first + i) / 2 - start)];
        int nibble = (first + i) % 2 == 0 ? pair & 15 : pair >> 4;
        target[at + i] = nibble > 7 ? nibble - 16 : nibble;
      }
    }
  }
}
