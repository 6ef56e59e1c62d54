package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.ElementType;
import java.nio.ByteBuffer;

/**
 * Blocks of ggml's quantized types: numbers of a few bits with common scales. Layouts as in ggml's
 * {@code ggml-common.h}; every product and sum is rounded to single precision, in the order in
 * which ggml computes them, so that the numbers are ggml's to the last bit.
 */
enum BlockCodec {
  /** Scale d; 4 bits: {@code (q - 8) d}. */
  Q4_0(32, 18, (bytes, at, target) -> nibbles(bytes, at + 2, 0, 8, half(bytes, at), -0f, target)),
  /** Scale d, minimum m; 4 bits: {@code q d + m}. */
  Q4_1(
      32,
      20,
      (bytes, at, target) ->
          nibbles(bytes, at + 4, 0, 0, half(bytes, at), half(bytes, at + 2), target)),
  /** As Q4_0 with a fifth bit of each in 4 bytes: {@code (q - 16) d}. */
  Q5_0(
      32,
      22,
      (bytes, at, target) -> {
        float scale = half(bytes, at);
        nibbles(bytes, at + 6, bytes.getInt(at + 2), 16, scale, -0f, target);
      }),
  /** As Q4_1 with a fifth bit of each in 4 bytes. */
  Q5_1(
      32,
      24,
      (bytes, at, target) -> {
        float minimum = half(bytes, at + 2);
        nibbles(bytes, at + 8, bytes.getInt(at + 4), 0, half(bytes, at), minimum, target);
      }),
  /** Scale d; 8 bits: {@code q d}. */
  Q8_0(32, 34, (bytes, at, target) -> signedBytes(bytes, at + 2, half(bytes, at), target)),
  /** 16 groups of 16 with scale and minimum of 4 bits; 2 bits each. */
  Q2_K(
      256,
      84,
      (bytes, at, target) ->
          SuperBlocks.twoBits(bytes, at, half(bytes, at + 80), half(bytes, at + 82), target)),
  /** 16 groups of 16 with a scale of 6 bits; 3 bits each, the third apart. */
  Q3_K(
      256,
      110,
      (bytes, at, target) -> SuperBlocks.threeBits(bytes, at, half(bytes, at + 108), target)),
  /** 8 groups of 32 with scale and minimum of 6 bits; 4 bits each. */
  Q4_K(256, 144, (bytes, at, target) -> SuperBlocks.fourBits(bytes, at, at + 16, -1, target)),
  /** As Q4_K with a fifth bit of each in 32 bytes. */
  Q5_K(256, 176, (bytes, at, target) -> SuperBlocks.fourBits(bytes, at, at + 48, at + 16, target)),
  /** 16 groups of 16 with a scale of 8 bits; 6 bits each, two of them apart. */
  Q6_K(
      256,
      210,
      (bytes, at, target) -> SuperBlocks.sixBits(bytes, at, half(bytes, at + 208), target)),
  /** A scale in single precision; 8 bits each; sums of 16, which only computations use. */
  Q8_K(256, 292, (bytes, at, target) -> signedBytes(bytes, at + 4, bytes.getFloat(at), target)),
  IQ1_S(256, 50, GridBlocks::oneBitAndLess),
  IQ1_M(256, 56, GridBlocks::oneBit),
  IQ2_XXS(256, 66, GridBlocks::twoBitsAndLess),
  IQ2_XS(256, 74, GridBlocks::twoBitsAndSigns),
  IQ2_S(256, 82, GridBlocks::twoBits),
  IQ3_XXS(256, 98, GridBlocks::threeBitsAndLess),
  IQ3_S(256, 110, GridBlocks::threeBits),
  IQ4_NL(32, 18, CodeBlocks::nonlinear),
  IQ4_XS(256, 136, CodeBlocks::nonlinearInGroups),
  TQ1_0(256, 54, CodeBlocks::ternaryDigits),
  TQ2_0(256, 66, CodeBlocks::ternaryPairs),
  MXFP4(32, 17, CodeBlocks::float4),
  NVFP4(64, 36, CodeBlocks::float4InGroups),
  Q1_0(128, 18, CodeBlocks::signs),
  Q2_0(64, 18, CodeBlocks::twoBits);

  /** As {@link #decode}. */
  @FunctionalInterface
  private interface Decoder {
    void decode(ByteBuffer bytes, int at, double[] target);
  }

  private static final int HALF = 16;

  private final int numbers;
  private final int bytes;

  @SuppressWarnings("ImmutableEnumChecker") // a method without state
  private final Decoder decoder;

  BlockCodec(int numbers, int bytes, Decoder decoder) {
    this.numbers = numbers;
    this.bytes = bytes;
    this.decoder = decoder;
  }

  /** Numbers in a block. */
  int numbers() {
    return numbers;
  }

  /** Bytes of a block. */
  int bytes() {
    return bytes;
  }

  /**
   * The numbers of one block.
   *
   * @param block little-endian
   * @param at where the block begins
   * @param target takes {@link #numbers()} numbers from index 0 on
   */
  void decode(ByteBuffer block, int at, double[] target) {
    decoder.decode(block, at, target);
  }

  private static float half(ByteBuffer bytes, int at) {
    return (float) ElementType.half(bytes.getShort(at));
  }

  /**
   * 32 numbers: the lower halves of 16 bytes, then the upper halves; each with a further bit.
   *
   * @param at where the bytes begin
   * @param fifth bit i is the fifth of number i
   * @param zero the code that stands for 0
   * @param minimum what is added; -0 leaves every number what it is, -0 too
   */
  private static void nibbles(
      ByteBuffer bytes, int at, int fifth, int zero, float scale, float minimum, double[] target) {
    for (int i = 0; i < HALF; i++) {
      int pair = bytes.get(at + i);
      int low = (pair & 0xf) | bit(fifth, i) << 4;
      int high = (pair >> 4 & 0xf) | bit(fifth, i + HALF) << 4;
      target[i] = (low - zero) * scale + minimum;
      target[i + HALF] = (high - zero) * scale + minimum;
    }
  }

  private static int bit(int bits, int index) {
    return bits >>> index & 1;
  }

  /** As many signed bytes as the target is long. */
  private static void signedBytes(ByteBuffer bytes, int at, float scale, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = bytes.get(at + i) * scale;
    }
  }
}
