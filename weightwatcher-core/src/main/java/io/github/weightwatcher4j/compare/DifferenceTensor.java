package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;

/** W - V, block by block. */
final class DifferenceTensor implements WeightTensor {

  private final WeightTensor minuend;
  private final WeightTensor subtrahend;
  private final Precision precision;

  private DifferenceTensor(WeightTensor minuend, WeightTensor subtrahend, Precision precision) {
    this.minuend = minuend;
    this.subtrahend = subtrahend;
    this.precision = precision;
  }

  /** W - V of weights of one shape, in the number format of the coarser of both. */
  static Weights of(Weights minuend, Weights subtrahend) {
    Weights other = Orientation.of(subtrahend, minuend.transposed());
    Precision precision = Orientation.coarser(minuend, subtrahend);
    return new Weights(
        minuend.shape(),
        precision,
        minuend.slicing(),
        minuend.transposed(),
        () -> open(minuend, other, precision));
  }

  private static WeightTensor open(Weights minuend, Weights subtrahend, Precision precision)
      throws IOException {
    WeightTensor first = minuend.open();
    try {
      return new DifferenceTensor(first, subtrahend.open(), precision);
    } catch (IOException | RuntimeException | Error e) {
      first.close(); // nobody else can
      throw e;
    }
  }

  @Override
  public TensorShape shape() {
    return minuend.shape();
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    double[] first = new double[Math.multiplyExact(rows, columns)];
    double[] second = new double[first.length];
    minuend.read(firstRow, rows, firstColumn, columns, DoubleBuffer.wrap(first));
    subtrahend.read(firstRow, rows, firstColumn, columns, DoubleBuffer.wrap(second));
    for (int i = 0; i < first.length; i++) {
      first[i] -= second[i];
    }
    target.put(first);
  }

  @Override
  public void close() {
    try (minuend;
        subtrahend) {
      // closing is all
    }
  }
}
