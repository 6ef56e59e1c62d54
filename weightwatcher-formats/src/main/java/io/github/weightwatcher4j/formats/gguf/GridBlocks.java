package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.ElementType;
import java.nio.ByteBuffer;

/** Blocks of 256 numbers that are points of a {@link Grid} with scale and signs: the IQ types. */
final class GridBlocks {

  /** Numbers under one code of 8 signs or one point of eight coordinates. */
  private static final int EIGHT = 8;

  private static final int GROUP = 32;
  private static final int GROUPS = 8;

  /** Points of eight coordinates in a block. */
  private static final int POINTS = 32;

  /** What the ternary types add to a point, or take from it. */
  private static final float SHIFT = 0.125f;

  private GridBlocks() {}

  /** IQ2_XXS: for 32 numbers four points of 8 bits, four times 7 bits of signs, a scale of 4. */
  static void twoBitsAndLess(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int group = 0; group < GROUPS; group++) {
      int points = at + 2 + 8 * group;
      int signs = bytes.getInt(points + 4);
      float step = scale * (0.5f + (signs >>> 28)) * 0.25f;
      for (int i = 0; i < 4; i++) {
        int point = bytes.get(points + i) & 0xff;
        int to = GROUP * group + EIGHT * i;
        put(Grid.IQ2_XXS, point, step, 0, eighthSign(signs >>> (7 * i)), target, to);
      }
    }
  }

  /** IQ2_XS: 32 points of 9 bits with 7 bits of signs, then 16 scales of 4 bits. */
  static void twoBitsAndSigns(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int i = 0; i < POINTS; i++) {
      int code = bytes.getShort(at + 2 + 2 * i) & 0xffff;
      float step = scale * (0.5f + nibble(bytes, at + 66, i / 2)) * 0.25f;
      put(Grid.IQ2_XS, code & 511, step, 0, eighthSign(code >> 9), target, EIGHT * i);
    }
  }

  /** IQ2_S: 32 points of 8 bits, 32 bytes of signs, two more bits of each point, 16 scales. */
  static void twoBits(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int i = 0; i < POINTS; i++) {
      int upper = bytes.get(at + 66 + i / 4) >> (2 * (i % 4)) & 3;
      int point = (bytes.get(at + 2 + i) & 0xff) | upper << 8;
      float step = scale * (0.5f + nibble(bytes, at + 74, i / 2)) * 0.25f;
      put(Grid.IQ2_S, point, step, 0, bytes.get(at + 34 + i), target, EIGHT * i);
    }
  }

  /** IQ3_XXS: 64 points of 8 bits; for 32 numbers four times 7 bits of signs, a scale of 4. */
  static void threeBitsAndLess(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int i = 0; i < 2 * POINTS; i++) {
      int all = bytes.getInt(at + 66 + 4 * (i / 8));
      float step = scale * (0.5f + (all >>> 28)) * 0.5f;
      int signs = eighthSign(all >>> (7 * (i / 2 % 4))) >> (4 * (i % 2));
      put(Grid.IQ3_XXS, bytes.get(at + 2 + i) & 0xff, step, 0, signs, target, 4 * i);
    }
  }

  /** IQ3_S: 64 points of 8 bits, a ninth bit of each, 32 bytes of signs, 8 scales of 4 bits. */
  static void threeBits(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int i = 0; i < 2 * POINTS; i++) {
      int ninth = bytes.get(at + 66 + i / 8) >> (i % 8) & 1;
      int point = (bytes.get(at + 2 + i) & 0xff) | ninth << 8;
      float step = scale * (1 + 2 * nibble(bytes, at + 106, i / 8));
      int signs = bytes.get(at + 74 + i / 2) >> (4 * (i % 2));
      put(Grid.IQ3_S, point, step, 0, signs, target, 4 * i);
    }
  }

  /**
   * IQ1_S: 32 points of 8 bits; for 32 numbers three more bits of each point, a scale of 3, a bit
   * for the direction of the shift.
   */
  static void oneBitAndLess(ByteBuffer bytes, int at, double[] target) {
    float scale = half(bytes, at);
    for (int i = 0; i < POINTS; i++) {
      int group = bytes.getShort(at + 34 + 2 * (i / 4));
      int point = (bytes.get(at + 2 + i) & 0xff) | (group >> (3 * (i % 4)) & 7) << 8;
      float step = scale * (2 * (group >> 12 & 7) + 1);
      put(Grid.IQ1_S, point, step, group < 0 ? -SHIFT : SHIFT, 0, target, EIGHT * i);
    }
  }

  /**
   * IQ1_M: 32 points of 8 bits; for each three more bits and one for the direction of the shift;
   * four times four scales of 3 bits with a quarter of the block's scale above them.
   */
  static void oneBit(ByteBuffer bytes, int at, double[] target) {
    float scale = (float) ElementType.half(scaleInQuarters(bytes, at + 48));
    for (int i = 0; i < POINTS; i++) {
      int upper = nibble(bytes, at + 32, i);
      int point = (bytes.get(at + i) & 0xff) | (upper & 7) << 8;
      int scales = bytes.getShort(at + 48 + 2 * (i / 8));
      float step = scale * (2 * (scales >> (3 * (i / 2 % 4)) & 7) + 1);
      put(Grid.IQ1_S, point, step, upper > 7 ? -SHIFT : SHIFT, 0, target, EIGHT * i);
    }
  }

  private static short scaleInQuarters(ByteBuffer bytes, int at) {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits |= (bytes.getShort(at + 2 * i) >> 12 & 0xf) << (4 * i);
    }
    return (short) bits;
  }

  private static float half(ByteBuffer bytes, int at) {
    return (float) ElementType.half(bytes.getShort(at));
  }

  /** The i-th of half bytes, lower ones first. */
  private static int nibble(ByteBuffer bytes, int at, int i) {
    return bytes.get(at + i / 2) >> (4 * (i % 2)) & 0xf;
  }

  /** Of eight signs seven are stored: an even number of them is negative. */
  private static int eighthSign(int signs) {
    int seven = signs & 127;
    return seven | (Integer.bitCount(seven) & 1) << 7;
  }

  /** The coordinates of a point: {@code step (value + shift)}, negative where its sign is 1. */
  private static void put(
      Grid grid, int point, float step, float shift, int signs, double[] target, int to) {
    for (int i = 0; i < grid.coordinates(); i++) {
      float value = step * (grid.value(point, i) + shift);
      target[to + i] = (signs >> i & 1) == 0 ? value : -value;
    }
  }
}
