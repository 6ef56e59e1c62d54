package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.List;

/**
 * Numbers computed from those of one or two tensors of one shape, in C order of that shape, as they
 * are read. Each result is rounded once, to the precision.
 *
 * @param operation what is computed
 * @param operands one or two tensors of the same shape
 * @param precision what the results are rounded to
 */
record ComputedStorage(Operation operation, List<TensorView> operands, Precision precision)
    implements Storage {

  /** Numbers of an operand that are read at a time. */
  private static final int BLOCK = 1 << 13;

  ComputedStorage {
    operands = List.copyOf(operands);
    if (operands.isEmpty()
        || operands.size() > 2
        || operands.stream().map(TensorView::shape).distinct().count() > 1) {
      throw new IllegalArgumentException("no operands of one shape: " + operands);
    }
  }

  @Override
  public long size() {
    return operands.get(0).shape().size();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    List<ViewReader> readers = ViewReader.open(operands, tensor);
    double[] second = new double[BLOCK];
    return StorageReader.of(
        (first, count, target, at) -> {
          readers.get(0).read(first, count, target, at);
          for (int done = 0; done < count; done += BLOCK) {
            int length = Math.min(BLOCK, count - done);
            if (readers.size() > 1) {
              readers.get(1).read(first + done, length, second, 0);
            }
            operation.apply(target, at + done, second, length);
            round(target, at + done, length);
          }
        },
        () -> readers.forEach(ViewReader::close));
  }

  private void round(double[] target, int at, int length) {
    switch (precision) {
      case FLOAT32 -> {
        for (int i = at; i < at + length; i++) {
          target[i] = (float) target[i];
        }
      }
      case FLOAT16 -> {
        for (int i = at; i < at + length; i++) {
          target[i] = rounded(target[i], 10, -14, 65504);
        }
      }
      case BFLOAT16 -> {
        for (int i = at; i < at + length; i++) {
          target[i] = rounded(target[i], 7, -126, 0x1.fep127);
        }
      }
      default -> {} // double precision, integers
    }
  }

  /** The nearest number with so many bits of fraction, of two the even one. */
  private static double rounded(double value, int bits, int leastExponent, double largest) {
    if (value == 0 || !(Math.abs(value) < Double.POSITIVE_INFINITY)) {
      return value;
    }
    double step = Math.scalb(1.0, Math.max(Math.getExponent(value), leastExponent) - bits);
    double nearest = Math.rint(value / step) * step;
    return Math.abs(nearest) > largest ? Math.copySign(Double.POSITIVE_INFINITY, value) : nearest;
  }
}
