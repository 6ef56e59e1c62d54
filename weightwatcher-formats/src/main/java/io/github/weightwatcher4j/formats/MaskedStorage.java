package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * Weights times a mask of the same size, which is how a layer computes with pruned weights.
 *
 * @param weights the weights as they were before they were pruned
 * @param mask a number for each, 0 where it was pruned and 1 elsewhere
 */
public record MaskedStorage(Storage weights, Storage mask) implements Storage {

  /** Numbers of the mask that are read at a time. */
  private static final int BLOCK = 1 << 14;

  /** Checks that they are of one size. */
  public MaskedStorage {
    if (weights.size() != mask.size()) {
      throw new IllegalArgumentException(
          "a mask of %d does not fit %d weights".formatted(mask.size(), weights.size()));
    }
  }

  @Override
  public long size() {
    return weights.size();
  }

  @Override
  public Precision precision() {
    return weights.precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    StorageReader values = weights.open(tensor);
    StorageReader factors;
    try {
      factors = mask.open(tensor);
    } catch (IOException | RuntimeException e) {
      values.close();
      throw e;
    }
    double[] block = new double[BLOCK];
    return StorageReader.of(
        (first, count, target, at) -> {
          values.read(first, count, target, at);
          for (int done = 0; done < count; done += BLOCK) {
            int length = Math.min(BLOCK, count - done);
            factors.read(first + done, length, block, 0);
            for (int i = 0; i < length; i++) {
              target[at + done + i] *= block[i];
            }
          }
        },
        () -> {
          try (values) {
            factors.close();
          }
        });
  }
}
