package io.github.weightwatcher4j.check.internal;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in messages: whole ones, or four digits, or as many more as show what is wrong. */
public final class Numbers {

  private static final int DIGITS = 4;

  /** Enough to tell any two doubles apart. */
  private static final int ALL_DIGITS = 17;

  /** Whole numbers below it are told in full. */
  private static final double WHOLE = 1e15;

  private Numbers() {}

  /** A number: whole, or with four digits. */
  public static String text(double value) {
    return rounded(value, DIGITS);
  }

  /** A number that lies outside of two bounds, with enough digits that one sees it. */
  public static String outside(double value, double low, double high) {
    int digits = DIGITS;
    while (digits < ALL_DIGITS && isWithin(rounded(value, digits), low, high)) {
      digits++;
    }
    return rounded(value, digits);
  }

  private static boolean isWithin(String text, double low, double high) {
    double value = Double.parseDouble(text);
    return low <= value && value <= high;
  }

  private static String rounded(double value, int digits) {
    if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      return String.valueOf((long) value);
    }
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toString()
        : String.valueOf(value);
  }
}
