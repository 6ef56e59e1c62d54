package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How one number is stored. Every type is read as the double it stands for, exactly up to 2^53. */
public enum ElementType {
  /** IEEE 754 double. */
  FLOAT64(8, Precision.FLOAT64, Decoding::float64),
  /** IEEE 754 single. */
  FLOAT32(4, Precision.FLOAT32, Decoding::float32),
  /** IEEE 754 half. */
  FLOAT16(2, Precision.FLOAT16, Decoding::float16),
  /** Upper half of a single. */
  BFLOAT16(2, Precision.BFLOAT16, Decoding::bfloat16),
  /** 4 bits of exponent, bias 7, 3 of fraction; NaN, but no infinities (OCP OFP8, E4M3). */
  FLOAT8_E4M3(1, Precision.FLOAT8_E4M3, Decoding::float8E4M3),
  /** 5 bits of exponent, 2 of fraction: upper half of an IEEE 754 half (OCP OFP8, E5M2). */
  FLOAT8_E5M2(1, Precision.FLOAT8_E5M2, Decoding::float8E5M2),
  /** Signed byte. */
  INT8(1, Precision.INTEGER, Decoding::int8),
  /** Unsigned byte. */
  UINT8(1, Precision.INTEGER, Decoding::uint8),
  /** Signed, 2 bytes. */
  INT16(2, Precision.INTEGER, Decoding::int16),
  /** Unsigned, 2 bytes. */
  UINT16(2, Precision.INTEGER, Decoding::uint16),
  /** Signed, 4 bytes. */
  INT32(4, Precision.INTEGER, Decoding::int32),
  /** Unsigned, 4 bytes. */
  UINT32(4, Precision.INTEGER, Decoding::uint32),
  /** Signed, 8 bytes. */
  INT64(8, Precision.INTEGER, Decoding::int64),
  /** Unsigned, 8 bytes. */
  UINT64(8, Precision.INTEGER, Decoding::uint64),
  /** A byte that is 0 or not: 0 or 1. */
  BOOL(1, Precision.INTEGER, Decoding::bool);

  /** As {@link #decode}: a loop for each type, so that each is compiled for its type. */
  @FunctionalInterface
  private interface Decoder {
    void decode(ByteBuffer source, int count, double[] target, int at);
  }

  private final int bytes;
  private final Precision precision;

  @SuppressWarnings("ImmutableEnumChecker") // a method without state
  private final Decoder decoder;

  ElementType(int bytes, Precision precision, Decoder decoder) {
    this.bytes = bytes;
    this.precision = precision;
    this.decoder = decoder;
  }

  /**
   * The type of a kind and a width, which is what its name says: {@code INT16} is {@code INT} of 16
   * bits. Empty where there is none, in whatever case the name is.
   */
  public static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
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
    decoder.decode(source, count, target, at);
  }

  /** The number that the 16 bits of a {@link #FLOAT16} stand for. */
  public static double half(short bits) {
    return Decoding.half(bits);
  }
}
