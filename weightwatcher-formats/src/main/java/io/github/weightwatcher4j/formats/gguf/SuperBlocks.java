package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.ElementType;
import java.nio.ByteBuffer;

/** Blocks of 256 numbers in groups, the groups' scales quantized too: the K types. */
final class SuperBlocks {

  private static final int NUMBERS = 256;
  private static final int GROUP = 16;

  private SuperBlocks() {}

  /** Q2_K: 16 bytes of scales (lower half) and minima (upper half), 64 bytes of numbers. */
  static void twoBits(ByteBuffer bytes, int at, float scale, float minimum, double[] target) {
    for (int i = 0; i < NUMBERS; i++) {
      int group = bytes.get(at + i / GROUP);
      int number = bytes.get(at + 16 + spread(i)) >> shift(i) & 3;
      target[i] = scale * (group & 0xf) * number - minimum * (group >> 4 & 0xf);
    }
  }

  /** Q3_K: 32 bytes of third bits, 64 bytes of lower bits, 12 bytes of scales. */
  static void threeBits(ByteBuffer bytes, int at, float scale, double[] target) {
    for (int i = 0; i < NUMBERS; i++) {
      int low = bytes.get(at + 32 + spread(i)) >> shift(i) & 3;
      int third = bytes.get(at + i % 32) >> (i / 32) & 1;
      target[i] = scale * scaleOfSixBits(bytes, at + 96, i / GROUP) * (low + 4 * third - 4);
    }
  }

  /** Four lower bits in 8 bytes, two to a byte; two upper bits in 4 bytes, four to a byte. */
  private static int scaleOfSixBits(ByteBuffer bytes, int at, int group) {
    int low = bytes.get(at + group % 8) >> (group / 8 * 4) & 0xf;
    int high = bytes.get(at + 8 + group % 4) >> (group / 4 * 2) & 3;
    return (low | high << 4) - 32;
  }

  /** Where a number of 2 bits lies: 32 bytes hold 128 numbers, byte j those that are j mod 32. */
  private static int spread(int i) {
    return i / 128 * 32 + i % 32;
  }

  /** Which bits of the byte it is. */
  private static int shift(int i) {
    return i / 32 % 4 * 2;
  }

  /**
   * Q4_K and Q5_K: scale and minimum of the scales, 12 bytes of scales and minima, numbers.
   *
   * @param low where the lower four bits begin: 32 bytes hold 64 numbers
   * @param fifth where the fifth bits begin, a byte for eight numbers; negative where there is none
   */
  static void fourBits(ByteBuffer bytes, int at, int low, int fifth, double[] target) {
    float scale = (float) ElementType.half(bytes.getShort(at));
    float minimum = (float) ElementType.half(bytes.getShort(at + 2));
    for (int group = 0; group < 8; group++) {
      float step = scale * scaleAndMinimum(bytes, at + 4, group, 0);
      float least = minimum * scaleAndMinimum(bytes, at + 4, group, 4);
      for (int i = 0; i < 32; i++) {
        int number = bytes.get(low + group / 2 * 32 + i) >> (group % 2 * 4) & 0xf;
        if (fifth >= 0) {
          number |= (bytes.get(fifth + i) >> group & 1) << 4;
        }
        target[group * 32 + i] = step * number - least;
      }
    }
  }

  /**
   * Eight scales and eight minima of 6 bits in 12 bytes: the first four of each whole in the lower
   * bits of bytes 0 to 3 and 4 to 7; of the others the lower four bits in bytes 8 to 11 and the
   * upper two above the first four.
   *
   * @param kind 0 for the scale, 4 for the minimum
   */
  private static int scaleAndMinimum(ByteBuffer bytes, int at, int group, int kind) {
    if (group < 4) {
      return bytes.get(at + kind + group) & 63;
    }
    int low = bytes.get(at + 4 + group) >> kind & 0xf;
    int high = bytes.get(at + kind + group - 4) >> 6 & 3;
    return low | high << 4;
  }

  /** Q6_K: 128 bytes of lower four bits, 64 bytes of upper two, 16 scales. */
  static void sixBits(ByteBuffer bytes, int at, float scale, double[] target) {
    for (int i = 0; i < NUMBERS; i++) {
      int low = bytes.get(at + i / 128 * 64 + i % 64) >> (i % 128 / 64 * 4) & 0xf;
      int high = bytes.get(at + 128 + spread(i)) >> shift(i) & 3;
      int group = bytes.get(at + 192 + i / GROUP);
      target[i] = scale * group * ((low | high << 4) - 32);
    }
  }
}
