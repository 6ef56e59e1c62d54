package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * A kernel that a layer of Keras rounds to 8 bits each time that it computes: {@code e4m3(w / s) *
 * s}, cut at 448, ties to even.
 *
 * @param kernel the kernel as stored, in C order
 * @param scale one number
 */
record Float8Storage(TensorView kernel, TensorView scale) implements Storage {

  private static final double LARGEST = 448;
  private static final int SMALLEST_EXPONENT = -6;
  private static final int FRACTION_BITS = 3;

  /** Checks that there is one scale. */
  Float8Storage {
    if (scale.shape().size() != 1) {
      throw new IllegalArgumentException("a scale of shape " + scale.shape() + ", not one number");
    }
  }

  @Override
  public long size() {
    return kernel.shape().size();
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    float factor = (float) CodedStorage.values(scale, tensor)[0];
    StorageReader reader = kernel.storage().open(tensor);
    return StorageReader.of(
        (first, count, target, at) -> {
          reader.read(kernel.offset() + first, count, target, at);
          for (int i = at; i < at + count; i++) {
            target[i] = (float) rounded((float) target[i] / factor) * factor;
          }
        },
        reader::close);
  }

  /** The nearest number of 4 bits of exponent and 3 of fraction. */
  static double rounded(double value) {
    double cut = Math.max(-LARGEST, Math.min(LARGEST, value));
    int exponent = Math.max(Math.getExponent(cut), SMALLEST_EXPONENT) - FRACTION_BITS;
    return Math.rint(Math.scalb(cut, -exponent)) * Math.scalb(1.0, exponent);
  }
}
