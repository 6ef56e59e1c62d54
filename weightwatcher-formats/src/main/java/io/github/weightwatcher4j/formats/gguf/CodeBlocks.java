package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.ElementType;
import java.nio.ByteBuffer;

/** Blocks of codes that stand for a few values each: of four bits, of two, of one, ternary. */
final class CodeBlocks {

  /** Of IQ4_NL and IQ4_XS. */
  private static final int[] NONLINEAR = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  /** Twice what the floats of 4 bits are, two of exponent and one of fraction. */
  private static final int[] DOUBLED = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

  private static final int[] POWERS_OF_THREE = {1, 3, 9, 27, 81};

  private CodeBlocks() {}

  /** IQ4_NL: a scale, 32 codes. */
  static void nonlinear(ByteBuffer bytes, int at, double[] target) {
    pairs(bytes, at + 2, 16, half(bytes, at), NONLINEAR, target, 0);
  }

  /**
   * IQ4_XS: a scale; of 8 scales the upper two bits each, then the lower four; 8 times 32 codes.
   */
  static void nonlinearInGroups(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int group = 0; group < 8; group++) {
      int high = bytes.getShort(at + 2) >> (2 * group) & 3;
      int low = bytes.get(at + 4 + group / 2) >> (4 * (group % 2)) & 0xf;
      float step = scale * ((low | high << 4) - 32);
      pairs(bytes, at + 8 + 16 * group, 16, step, NONLINEAR, target, 32 * group);
    }
  }

  /** MXFP4: a power of two, its exponent 127 too large; 32 floats of 4 bits. */
  static void float4(ByteBuffer bytes, int at, double[] target) {
    float halfScale = Math.scalb(1f, (bytes.get(at) & 0xff) - 128);
    pairs(bytes, at + 1, 16, halfScale, DOUBLED, target, 0);
  }

  /** NVFP4: four scales, floats of 8 bits without a sign; four times 16 floats of 4 bits. */
  static void float4InGroups(ByteBuffer bytes, int at, double[] target) {
    for (int group = 0; group < 4; group++) {
      float halfScale = 0.5f * unsignedFloat8(bytes.get(at + group));
      pairs(bytes, at + 4 + 8 * group, 8, halfScale, DOUBLED, target, 16 * group);
    }
  }

  /** Four bits of exponent, 7 too large, and three of fraction; the code of all ones is 0. */
  private static float unsignedFloat8(byte bits) {
    int exponent = bits >> 3 & 0xf;
    float fraction = (bits & 7) / 8f;
    if (bits == 0x7f) {
      return 0;
    }
    return exponent == 0 ? fraction * 0x1p-6f : (1 + fraction) * Math.scalb(1f, exponent - 7);
  }

  /** Values of the lower halves of so many bytes, then those of the upper halves. */
  private static void pairs(
      ByteBuffer bytes, int at, int count, float scale, int[] values, double[] target, int to) {
    for (int i = 0; i < count; i++) {
      int pair = bytes.get(at + i);
      target[to + i] = scale * values[pair & 0xf];
      target[to + count + i] = scale * values[pair >> 4 & 0xf];
    }
  }

  /**
   * TQ1_0: five ternary digits a byte, as a fraction of 256 whose first digit is the first number:
   * 32 bytes, 16 bytes, and 4 bytes of four digits; then a scale. The digits of bytes beside each
   * other stand together, all first ones before all second ones.
   */
  static void ternaryDigits(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at + 52);
    digits(bytes, at, 32, 5, scale, target, 0);
    digits(bytes, at + 32, 16, 5, scale, target, 160);
    digits(bytes, at + 48, 4, 4, scale, target, 240);
  }

  private static void digits(
      ByteBuffer bytes, int at, int count, int digits, float scale, double[] target, int to) {
    for (int i = 0; i < count * digits; i++) {
      int rest = (bytes.get(at + i % count) * POWERS_OF_THREE[i / count]) & 0xff;
      target[to + i] = scale * (((rest * 3) >> 8) - 1);
    }
  }

  /** TQ2_0: twice 32 bytes of four numbers each, less 1; then a scale. */
  static void ternaryPairs(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at + 64);
    for (int i = 0; i < target.length; i++) {
      int code = bytes.get(at + i / 128 * 32 + i % 32) >> (i / 32 % 4 * 2) & 3;
      target[i] = scale * (code - 1);
    }
  }

  /** Q1_0: a scale, a bit for each number, which is the scale or its negative. */
  static void signs(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int i = 0; i < target.length; i++) {
      target[i] = (bytes.get(at + 2 + i / 8) >> (i % 8) & 1) == 1 ? scale : -scale;
    }
  }

  /** Q2_0: a scale, two bits for each number, less 1. */
  static void twoBits(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int i = 0; i < target.length; i++) {
      target[i] = scale * ((bytes.get(at + 2 + i / 4) >> (2 * (i % 4)) & 3) - 1);
    }
  }

  private static float half(ByteBuffer bytes, int at) {
    return (float) ElementType.half(bytes.getShort(at));
  }
}
