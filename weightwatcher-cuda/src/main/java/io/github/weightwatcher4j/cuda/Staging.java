package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.internal.NativeMemory;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Reads blocks of weights as the numbers that the device computes with, and sums their squares. */
final class Staging implements AutoCloseable {

  private final NativeMemory memory = new NativeMemory();
  private final Real real;
  private final DoubleBuffer doubles;

  /** For blocks of so many weights at most. */
  Staging(Real real, long values) {
    this.real = real;
    this.doubles = memory.doubles(real == Real.FLOAT32 ? values : 1).asBuffer();
  }

  /** Bytes of native memory that it takes. */
  static long bytesNeeded(Real real, long values) {
    return real == Real.FLOAT32 ? Double.BYTES * values : Double.BYTES;
  }

  /**
   * Puts rows of a matrix into a buffer, laid out as {@link WeightMatrix#read} does it.
   *
   * @return the sum of the squares of what was put there; NaN or infinite where a weight is
   */
  double read(WeightMatrix matrix, int first, int rows, Pointer target) {
    int values = Math.multiplyExact(rows, matrix.columns());
    if (real == Real.FLOAT64) {
      DoubleBuffer block = new DoublePointer(target).capacity(values).asBuffer();
      matrix.read(first, rows, block);
      return sumOfSquares(block, values);
    }
    matrix.read(first, rows, doubles.clear());
    return narrow(new FloatPointer(target).capacity(values).asBuffer(), values);
  }

  private static double sumOfSquares(DoubleBuffer block, int values) {
    double sum = 0;
    for (int i = 0; i < values; i++) {
      double value = block.get(i);
      sum += value * value;
    }
    return sum;
  }

  private double narrow(FloatBuffer block, int values) {
    double sum = 0;
    for (int i = 0; i < values; i++) {
      float value = (float) doubles.get(i);
      block.put(i, value);
      sum += (double) value * value;
    }
    return sum;
  }

  @Override
  public void close() {
    memory.close();
  }
}
