package io.github.weightwatcher4j.golden;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/** An n-d array in C order, decoded to doubles; the weights of every test that reads files. */
public final class NdArray implements WeightTensor {

  private final TensorShape shape;
  private final Precision precision;
  private final double[] values;

  public NdArray(TensorShape shape, Precision precision, double[] values) {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(shape + " does not hold " + values.length + " values");
    }
    this.shape = shape;
    this.precision = precision;
    this.values = values.clone();
  }

  /** Little-endian numbers of a format that safetensors or NumPy can name. */
  static NdArray decode(TensorShape shape, Precision precision, ByteBuffer bytes) {
    ByteBuffer source = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (precision) {
            case FLOAT64 -> source.getDouble();
            case FLOAT32 -> source.getFloat();
            case FLOAT16 -> half(source.getShort());
            case INTEGER -> source.get();
            default -> throw new IllegalArgumentException("no decoder for " + precision);
          };
    }
    return new NdArray(shape, precision, values);
  }

  /** IEEE 754 half: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  public double value(int i) {
    return values[i];
  }

  @Override
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    for (long row = firstRow; row < firstRow + rows; row++) {
      target.put(values, Math.toIntExact(row * shape.rowLength() + firstColumn), columns);
    }
  }
}
