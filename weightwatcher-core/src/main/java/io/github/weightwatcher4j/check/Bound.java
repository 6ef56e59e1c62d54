package io.github.weightwatcher4j.check;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a number is compared with.
 *
 * @param comparison how
 * @param value with what, finite
 */
record Bound(Comparison comparison, double value) {

  /** Comparisons, by their signs. */
  enum Comparison {
    GREATER(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<="),
    EQUAL("=="),
    DIFFERENT("!=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  boolean holds(double number) {
    return switch (comparison) {
      case GREATER -> number > value;
      case AT_LEAST -> number >= value;
      case LESS -> number < value;
      case AT_MOST -> number <= value;
      case EQUAL -> number == value;
      case DIFFERENT -> number != value;
    };
  }

  /** A number as messages have it. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** The end of a condition, as one would write it. */
  @Override
  public String toString() {
    return comparison.sign + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
