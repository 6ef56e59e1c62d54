package io.github.weightwatcher4j.formats.gguf;

import java.nio.ByteBuffer;

/** Blocks with one scale. */
final class SmallBlocks {

  private static final int HALF = 16;

  private SmallBlocks() {}

  /**
   * 32 numbers: the lower halves of 16 bytes, then the upper halves; each with a further bit.
   *
   * @param at where the bytes begin
   * @param fifth bit i is the fifth of number i
   */
  static void nibbles(
      ByteBuffer bytes, int at, int fifth, double scale, double minimum, double[] target) {
    for (int i = 0; i < HALF; i++) {
      int pair = bytes.get(at + i);
      int low = (pair & 0xf) | bit(fifth, i) << 4;
      int high = (pair >> 4 & 0xf) | bit(fifth, i + HALF) << 4;
      target[i] = low * scale + minimum;
      target[i + HALF] = high * scale + minimum;
    }
  }

  private static int bit(int bits, int index) {
    return bits >>> index & 1;
  }

  /** As many signed bytes as the target is long. */
  static void bytes(ByteBuffer bytes, int at, double scale, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = bytes.get(at + i) * scale;
    }
  }
}
