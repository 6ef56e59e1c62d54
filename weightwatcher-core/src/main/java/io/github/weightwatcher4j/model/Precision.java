package io.github.weightwatcher4j.model;

/** The number format that the weights are stored in. */
public enum Precision {
  /** IEEE 754 double. */
  FLOAT64(0x1p-52),
  /** IEEE 754 single. */
  FLOAT32(0x1p-23),
  /** IEEE 754 half. */
  FLOAT16(0x1p-10),
  /** Upper half of a single: 8 bits of significand. */
  BFLOAT16(0x1p-7),
  /** Eight bits, 3 of fraction. */
  FLOAT8_E4M3(0x1p-3),
  /** Eight bits, 2 of fraction. */
  FLOAT8_E5M2(0x1p-2),
  /** Integers, possibly with a scale: the quantization step at full range. */
  INTEGER(0x1p-7);

  private final double epsilon;

  Precision(double epsilon) {
    this.epsilon = epsilon;
  }

  /** Distance from 1 to the next larger number of this format (its machine epsilon). */
  public double epsilon() {
    return epsilon;
  }
}
