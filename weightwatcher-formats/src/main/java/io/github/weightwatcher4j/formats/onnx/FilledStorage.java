package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Arrays;

/**
 * One number, which no file holds: a zero point that an operation has of itself.
 *
 * @param value the number
 * @param precision its precision
 */
record FilledStorage(double value, Precision precision) implements Storage {

  /** The number as a scalar. */
  static TensorView scalar(double value, Precision precision) {
    return TensorView.of(new FilledStorage(value, precision), TensorShape.of());
  }

  @Override
  public long size() {
    return 1;
  }

  @Override
  public StorageReader open(String tensor) {
    return (first, count, target, at) -> Arrays.fill(target, at, at + count, value);
  }
}
