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

  /** Scales that are read when the numbers are. */
  @FunctionalInterface
  public interface Scales {
    /**
     * A scale for each channel, at least one.
     *
     * @param tensor name of the tensor that is read, for messages
     * @throws IOException where they cannot be read
     */
    double[] read(String tensor) throws IOException;
  }

  private final Storage quantized;
  private final long inner;
  private final Scales scales;
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
    double[] copy = scales.clone();
    this.scales = tensor -> copy;
    this.zeros = zeros.clone();
  }

  /** Numbers times scales that stand elsewhere, {@code q * scale[c]}. */
  public ScaledStorage(Storage quantized, long inner, Scales scales) {
    this.quantized = quantized;
    this.inner = inner;
    this.scales = scales;
    this.zeros = new double[0];
  }

  @Override
  public long size() {
    return quantized.size();
  }

  @Override
  public Precision precision() {
    Precision stored = quantized.precision();
    return stored == Precision.INTEGER ? Precision.FLOAT32 : stored;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    double[] scale = scales.read(tensor);
    double[] zero = zeros.length == 0 ? new double[scale.length] : zeros;
    StorageReader reader = quantized.open(tensor);
    return StorageReader.of(
        (first, count, target, at) -> {
          reader.read(first, count, target, at);
          for (int done = 0; done < count; ) {
            long index = first + done;
            int channel = (int) (index / inner % scale.length);
            int run = (int) Math.min(count - done, inner - index % inner);
            for (int i = at + done; i < at + done + run; i++) {
              target[i] = (target[i] - zero[channel]) * scale[channel];
            }
            done += run;
          }
        },
        reader::close);
  }
}
