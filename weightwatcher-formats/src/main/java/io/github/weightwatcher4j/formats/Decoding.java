package io.github.weightwatcher4j.formats;

import java.nio.ByteBuffer;

/** Bytes to doubles, a loop a type, so that each is compiled for its type. */
final class Decoding {

  private static final int FRACTION_BITS = 3;
  private static final double[] E4M3 = e4m3();

  private Decoding() {}

  static void float64(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.getDouble(i * Double.BYTES);
    }
  }

  static void float32(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.getFloat(i * Float.BYTES);
    }
  }

  static void float16(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = half(bytes.getShort(i * Short.BYTES));
    }
  }

  static void bfloat16(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = Float.intBitsToFloat(bytes.getShort(i * Short.BYTES) << 16);
    }
  }

  static void float8E4M3(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = E4M3[bytes.get(i) & 0xff];
    }
  }

  static void float8E5M2(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = half(bytes.get(i) << 8);
    }
  }

  static void int8(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.get(i);
    }
  }

  static void uint8(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.get(i) & 0xff;
    }
  }

  static void int16(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.getShort(i * Short.BYTES);
    }
  }

  static void uint16(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.getChar(i * Character.BYTES);
    }
  }

  static void int32(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.getInt(i * Integer.BYTES);
    }
  }

  static void uint32(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = Integer.toUnsignedLong(bytes.getInt(i * Integer.BYTES));
    }
  }

  static void int64(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.getLong(i * Long.BYTES);
    }
  }

  static void uint64(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      long value = bytes.getLong(i * Long.BYTES);
      target[at + i] = value >= 0 ? value : (value & Long.MAX_VALUE) + 0x1p63;
    }
  }

  static void bool(ByteBuffer bytes, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = bytes.get(i) == 0 ? 0 : 1;
    }
  }

  /** The number that the lower 16 bits stand for. */
  static float half(int bits) {
    int sign = (bits & 0x8000) << 16;
    int magnitude = bits & 0x7fff;
    if (magnitude >= 0x7c00) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (magnitude & 0x3ff) << 13);
    }
    // As the bits of a single it is too small by the difference of the biases, 127 - 15; that is
    // exact for subnormal halves too.
    float scaled = Float.intBitsToFloat(magnitude << 13) * 0x1p112f;
    return sign == 0 ? scaled : -scaled;
  }

  private static double[] e4m3() {
    double[] values = new double[256];
    for (int code = 0; code < values.length; code++) {
      int exponent = code >> FRACTION_BITS & 0xf;
      double fraction = (code & 7) / 8.0;
      double magnitude =
          exponent == 0 ? fraction * 0x1p-6 : (1 + fraction) * Math.scalb(1.0, exponent - 7);
      values[code] = code < 128 ? magnitude : -magnitude;
    }
    values[0x7f] = Double.NaN;
    values[0xff] = Double.NaN;
    return values;
  }
}
