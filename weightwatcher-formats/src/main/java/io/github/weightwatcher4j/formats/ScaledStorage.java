package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * Quantized numbers as what they stand for: {@code (q - zero[c]) * scale[c]}, where {@code c = (i /
 * inner) mod channels} is the channel of number i of the storage. With one channel the scale is
 * that of the whole tensor; for a tensor in C order, {@code inner} is the product of the axes
 * behind the channels'.
 */
public final class ScaledStorage implements Storage {

  private final Storage quantized;
  private final long inner;
  private final double[] scales;
  private final double[] zeros;

  /**
   * Quantized numbers with their scales.
   *
   * @param quantized the numbers as stored
   * @param inner how many neighbours share a channel, positive
   * @param scales a scale for each channel
   * @param zeros a zero point for each channel; as many as scales
   */
  public ScaledStorage(Storage quantized, long inner, double[] scales, double[] zeros) {
    if (inner < 1 || scales.length < 1 || scales.length != zeros.length) {
      throw new IllegalArgumentException(
          "needs inner > 0 and as many zeros as scales: %d %d %d"
              .formatted(inner, scales.length, zeros.length));
    }
    this.quantized = quantized;
    this.inner = inner;
    this.scales = scales.clone();
    this.zeros = zeros.clone();
  }

  @Override
  public long size() {
    return quantized.size();
  }

  @Override
  public Precision precision() {
    return quantized.precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    StorageReader reader = quantized.open(tensor);
    return StorageReader.of(
        (first, count, target, at) -> {
          reader.read(first, count, target, at);
          scale(first, count, target, at);
        },
        reader::close);
  }

  private void scale(long first, int count, double[] target, int at) {
    for (int done = 0; done < count; ) {
      long index = first + done;
      int channel = (int) (index / inner % scales.length);
      int run = (int) Math.min(count - done, inner - index % inner);
      for (int i = at + done; i < at + done + run; i++) {
        target[i] = (target[i] - zeros[channel]) * scales[channel];
      }
      done += run;
    }
  }
}
