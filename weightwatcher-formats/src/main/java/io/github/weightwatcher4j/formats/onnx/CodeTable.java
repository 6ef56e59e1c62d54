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
    int exponent = code >> fractionBits & (1 << exponentBits) - 1;
    double fraction = (code & (1 << fractionBits) - 1) / (double) (1 << fractionBits);
    double magnitude =
        exponent == 0 ? Math.scalb(fraction, 1 - bias) : Math.scalb(1 + fraction, exponent - bias);
    return code >> exponentBits + fractionBits == 0 ? magnitude : -magnitude;
  }

  /** Tables as published. */
  private static final class Constant {
    static final float[] NF4 = {
      -1.0f,
      -0.6961928009986877f,
      -0.5250730514526367f,
      -0.39491748809814453f,
      -0.28444138169288635f,
      -0.18477343022823334f,
      -0.09105003625154495f,
      0.0f,
      0.07958029955625534f,
      0.16093020141124725f,
      0.24611230194568634f,
      0.33791524171829224f,
      0.44070982933044434f,
      0.5626170039176941f,
      0.7229568362236023f,
      1.0f
    };
    static final float[] FP4 = {
      0, 5.208333333e-03f, 0.66666667f, 1, 0.33333333f, 0.5f, 0.16666667f, 0.25f
    };

    private Constant() {}
  }
}
