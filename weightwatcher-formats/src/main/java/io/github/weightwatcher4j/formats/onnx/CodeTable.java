package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.model.Precision;
import java.util.function.IntToDoubleFunction;

/** What the codes of a type of few bits stand for. */
enum CodeTable {
  /** The code itself, of 1 to 8 bits. */
  UNSIGNED(8, Precision.INTEGER, code -> code),
  /** Two's complement. */
  INT2(2, Precision.INTEGER, code -> code > 1 ? code - 4 : code),
  /** Two's complement. */
  INT4(4, Precision.INTEGER, code -> code > 7 ? code - 16 : code),
  /** 2 bits of exponent, bias 1, one of fraction (OCP MX, E2M1). */
  E2M1(4, Precision.FLOAT32, code -> floating(code, 2, 1, 1)),
  /** A power of two (OCP MX, E8M0). */
  E8M0(8, Precision.FLOAT32, code -> code == 255 ? Double.NaN : Math.scalb(1.0, code - 127)),
  /** 4 bits of exponent, bias 8, 3 of fraction; the negative zero is NaN. */
  E4M3FNUZ(8, Precision.FLOAT32, code -> code == 128 ? Double.NaN : floating(code, 4, 3, 8)),
  /** 5 bits of exponent, bias 16, 2 of fraction; the negative zero is NaN. */
  E5M2FNUZ(8, Precision.FLOAT32, code -> code == 128 ? Double.NaN : floating(code, 5, 2, 16)),
  /** Quantiles of the normal distribution (Dettmers et al. 2023, QLoRA). */
  NF4(4, Precision.FLOAT32, code -> Constant.NF4[code]),
  /** The float of 4 bits of bitsandbytes, divided by its largest. */
  FP4(4, Precision.FLOAT32, code -> code > 7 ? -Constant.FP4[code - 8] : Constant.FP4[code]);

  @SuppressWarnings("ImmutableEnumChecker") // never handed out
  private final double[] values;

  private final Precision precision;

  CodeTable(int bits, Precision precision, IntToDoubleFunction value) {
    this.precision = precision;
    this.values = new double[1 << bits];
    for (int code = 0; code < values.length; code++) {
      values[code] = value.applyAsDouble(code);
    }
  }

  double value(int code) {
    return values[code];
  }

  Precision precision() {
    return precision;
  }

  private static double floating(int code, int exponentBits, int fractionBits, int bias) {
    int exponent = (code >> fractionBits) & ((1 << exponentBits) - 1);
    double fraction = (code & ((1 << fractionBits) - 1)) / (double) (1 << fractionBits);
    double magnitude =
        exponent == 0 ? Math.scalb(fraction, 1 - bias) : Math.scalb(1 + fraction, exponent - bias);
    return code >> (exponentBits + fractionBits) == 0 ? magnitude : -magnitude;
  }

  /** Tables as published. */
  private static final class Constant {
    static final float[] NF4 = {
      -1.0f,
      -0.6961928f,
      -0.52507305f,
      -0.3949175f,
      -0.28444138f,
      -0.18477343f,
      -0.091050036f,
      0.0f,
      0.0795803f,
      0.1609302f,
      0.2461123f,
      0.33791524f,
      0.44070983f,
      0.562617f,
      0.72295684f,
      1.0f
    };
    static final float[] FP4 = {
      0, 0.0052083335f, 0.6666667f, 1, 0.33333334f, 0.5f, 0.16666667f, 0.25f
    };

    private Constant() {}
  }
}
