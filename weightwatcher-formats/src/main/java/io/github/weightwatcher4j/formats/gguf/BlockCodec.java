package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.ElementType;
import java.nio.ByteBuffer;

/**
 * Blocks of ggml's quantized types: numbers of a few bits with common scales. Layouts as in ggml's
 * {@code ggml-common.h}; every product and sum is computed in double precision, where it is exact
 * but for the rounding of one sum, so values differ from ggml's by its own single rounding.
 */
enum BlockCodec {
  /** Scale d; 4 bits: {@code (q - 8) d}. */
  Q4_0(32, 18) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SmallBlocks.nibbles(bytes, at + 2, 0, half(bytes, at), -8 * half(bytes, at), target);
    }
  },
  /** Scale d, minimum m; 4 bits: {@code q d + m}. */
  Q4_1(32, 20) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SmallBlocks.nibbles(bytes, at + 4, 0, half(bytes, at), half(bytes, at + 2), target);
    }
  },
  /** As Q4_0 with a fifth bit of each in 4 bytes: {@code (q - 16) d}. */
  Q5_0(32, 22) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      double scale = half(bytes, at);
      SmallBlocks.nibbles(bytes, at + 6, bytes.getInt(at + 2), scale, -16 * scale, target);
    }
  },
  /** As Q4_1 with a fifth bit of each in 4 bytes. */
  Q5_1(32, 24) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      double minimum = half(bytes, at + 2);
      SmallBlocks.nibbles(bytes, at + 8, bytes.getInt(at + 4), half(bytes, at), minimum, target);
    }
  },
  /** Scale d; 8 bits: {@code q d}. */
  Q8_0(32, 34) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SmallBlocks.bytes(bytes, at + 2, half(bytes, at), target);
    }
  },
  /** 16 groups of 16 with scale and minimum of 4 bits; 2 bits each. */
  Q2_K(256, 84) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SuperBlocks.twoBits(bytes, at, half(bytes, at + 80), half(bytes, at + 82), target);
    }
  },
  /** 16 groups of 16 with a scale of 6 bits; 3 bits each, the third apart. */
  Q3_K(256, 110) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SuperBlocks.threeBits(bytes, at, half(bytes, at + 108), target);
    }
  },
  /** 8 groups of 32 with scale and minimum of 6 bits; 4 bits each. */
  Q4_K(256, 144) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SuperBlocks.fourBits(bytes, at, at + 16, -1, target);
    }
  },
  /** As Q4_K with a fifth bit of each in 32 bytes. */
  Q5_K(256, 176) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SuperBlocks.fourBits(bytes, at, at + 48, at + 16, target);
    }
  },
  /** 16 groups of 16 with a scale of 8 bits; 6 bits each, two of them apart. */
  Q6_K(256, 210) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SuperBlocks.sixBits(bytes, at, half(bytes, at + 208), target);
    }
  },
  /** A scale in single precision; 8 bits each; sums of 16, which only computations use. */
  Q8_K(256, 292) {
    @Override
    void decode(ByteBuffer bytes, int at, double[] target) {
      SmallBlocks.bytes(bytes, at + 4, bytes.getFloat(at), target);
    }
  };

  private final int numbers;
  private final int bytes;

  BlockCodec(int numbers, int bytes) {
    this.numbers = numbers;
    this.bytes = bytes;
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
   * @param bytes little-endian
   * @param at where the block begins
   * @param target takes {@link #numbers()} numbers from index 0 on
   */
  abstract void decode(ByteBuffer bytes, int at, double[] target);

  private static double half(ByteBuffer bytes, int at) {
    return ElementType.half(bytes.getShort(at));
  }
}
