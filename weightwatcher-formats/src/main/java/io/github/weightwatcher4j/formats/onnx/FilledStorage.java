package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Arrays;

/**
 * One number again and again, which no file holds: a zero point that an operation has of itself.
 *
 * @param value the number
 * @param precision its precision
 * @param size how often
 */
record FilledStorage(double value, Precision precision, long size) implements Storage {

  /** The number as a scalar. */
  static TensorView scalar(double value, Precision precision) {
    return of(value, precision, TensorShape.of());
  }

  /** A tensor full of the number. */
  static TensorView of(double value, Precision precision, TensorShape shape) {
    return TensorView.of(new FilledStorage(value, precision, shape.size()), shape);
  }

  @Override
  public StorageReader open(String tensor) {
    return (first, count, target, at) -> Arrays.fill(target, at, at + count, value);
  }
}
