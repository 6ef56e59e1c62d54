package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/** Euclidean norms of parts of a tensor, read once from its beginning to its end. */
final class Norms {

  private static final int BLOCK = 1 << 16;

  private Norms() {}

  /**
   * For each channel the norm of the numbers i with {@code (i / inner) mod channels} equal to it.
   */
  static double[] of(TensorView view, long inner, int channels, String tensor) throws IOException {
    double[] sums = new double[channels];
    long size = view.shape().size();
    try (Part part = Part.open(view, tensor)) {
      for (long first = 0; first < size; first += BLOCK) {
        int count = (int) Math.min(BLOCK, size - first);
        double[] values = part.read(first, count);
        for (int i = 0; i < count; i++) {
          sums[(int) ((first + i) / inner % channels)] += values[i] * values[i];
        }
      }
    }
    for (int i = 0; i < channels; i++) {
      sums[i] = Math.sqrt(sums[i]);
    }
    return sums;
  }
}
