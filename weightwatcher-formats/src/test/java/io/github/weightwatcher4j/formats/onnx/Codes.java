package io.github.weightwatcher4j.formats.onnx;

/** Made-up codes and scales, and what they stand for. */
final class Codes {

  private Codes() {}

  /** A scale that no power of two divides away, so that roundings show. */
  static float scale(int i) {
    return 0.013f * (1 + i % 7);
  }

  static int code(int i, int range) {
    return (37 * i + i / 11) % range;
  }

  /** {@code (q - zero) * scale} in single precision. */
  static double decoded(int code, int zero, float scale) {
    return (float) (code - zero) * scale;
  }
}
