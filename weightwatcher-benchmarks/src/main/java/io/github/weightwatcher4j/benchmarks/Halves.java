package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.formats.ElementType;

/** Numbers as float16 (IEEE 754 half): 11 bits of significand, up to 65504. */
final class Halves {

  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float FIRST_INFINITE = 65520; // halfway from the largest to the next power
  private static final int BITS_LOST = 13;

  private Halves() {}

  /** The bits of the nearest half, ties to even; infinity beyond the largest, NaN stays NaN. */
  static short bits(float value) {
    int all = Float.floatToRawIntBits(value);
    int sign = all >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (size >= FIRST_INFINITE) {
      return (short) (sign | 0x7c00);
    }
    if (size < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    // A half's exponent has a bias of 15, a float's of 127.
    int moved = (all & 0x7fffffff) - ((127 - 15) << 23);
    int even = (moved >>> BITS_LOST) & 1;
    return (short) (sign | ((moved + 0xfff + even) >>> BITS_LOST));
  }

  /** The value of the nearest half. */
  static double rounded(double value) {
    return ElementType.half(bits((float) value));
  }
}
