package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.nio.ByteBuffer;

/** How one number is stored. Every type is read as the double it stands for, exactly up to 2^53. */
public enum ElementType {
  /** IEEE 754 double. */
  FLOAT64(8, Precision.FLOAT64),
  /** IEEE 754 single. */
  FLOAT32(4, Precision.FLOAT32),
  /** IEEE 754 half. */
  FLOAT16(2, Precision.FLOAT16),
  /** Upper half of a single. */
  BFLOAT16(2, Precision.BFLOAT16),
  /** 4 bits of exponent, bias 7, 3 of fraction; NaN, but no infinities (OCP OFP8, E4M3). */
  FLOAT8_E4M3(1, Precision.FLOAT8_E4M3),
  /** 5 bits of exponent, 2 of fraction: upper half of an IEEE 754 half (OCP OFP8, E5M2). */
  FLOAT8_E5M2(1, Precision.FLOAT8_E5M2),
  /** Signed byte. */
  INT8(1, Precision.INTEGER),
  /** Unsigned byte. */
  UINT8(1, Precision.INTEGER),
  /** Signed, 2 bytes. */
  INT16(2, Precision.INTEGER),
  /** Unsigned, 2 bytes. */
  UINT16(2, Precision.INTEGER),
  /** Signed, 4 bytes. */
  INT32(4, Precision.INTEGER),
  /** Unsigned, 4 bytes. */
  UINT32(4, Precision.INTEGER),
  /** Signed, 8 bytes. */
  INT64(8, Precision.INTEGER),
  /** Unsigned, 8 bytes. */
  UINT64(8, Precision.INTEGER),
  /** A byte that is 0 or not: 0 or 1. */
  BOOL(1, Precision.INTEGER);

  private final int bytes;
  private final Precision precision;

  ElementType(int bytes, Precision precision) {
    this.bytes = bytes;
    this.precision = precision;
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }

  /** The precision that an analysis takes the numbers to have. */
  public Precision precision() {
    return precision;
  }

  /**
   * The numbers that the buffer starts with, as doubles.
   *
   * @param source bytes from index 0 on, whatever the position; its byte order counts
   * @param count how many numbers
   * @param target takes them, from index {@code at} on
   * @param at first index of the target
   */
  public void decode(ByteBuffer source, int count, double[] target, int at) {
    switch (this) {
      case FLOAT64 -> Decoding.float64(source, count, target, at);
      case FLOAT32 -> Decoding.float32(source, count, target, at);
      case FLOAT16 -> Decoding.float16(source, count, target, at);
      case BFLOAT16 -> Decoding.bfloat16(source, count, target, at);
      case FLOAT8_E4M3 -> Decoding.float8E4M3(source, count, target, at);
      case FLOAT8_E5M2 -> Decoding.float8E5M2(source, count, target, at);
      case INT8 -> Decoding.int8(source, count, target, at);
      case UINT8 -> Decoding.uint8(source, count, target, at);
      case INT16 -> Decoding.int16(source, count, target, at);
      case UINT16 -> Decoding.uint16(source, count, target, at);
      case INT32 -> Decoding.int32(source, count, target, at);
      case UINT32 -> Decoding.uint32(source, count, target, at);
      case INT64 -> Decoding.int64(source, count, target, at);
      case UINT64 -> Decoding.uint64(source, count, target, at);
      case BOOL -> Decoding.bool(source, count, target, at);
    }
  }

  /** The number that the 16 bits of a {@link #FLOAT16} stand for. */
  public static double half(short bits) {
    return Decoding.half(bits);
  }
}
