package io.github.weightwatcher4j.plot.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader of plots wants them: few digits, powers of ten raised. */
public final class NumberText {

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private NumberText() {}

  /** Three digits: 0.00123, 1200, 4.5×10⁶, 10⁻⁵. */
  public static String of(double number) {
    return rounded(number, 3);
  }

  /** As many digits as a tick of an axis needs, since its neighbours may be close. */
  static String ofTick(double number) {
    return rounded(number, 9);
  }

  /** 10⁻², 10⁰. */
  static String powerOfTen(int power) {
    return "10" + raised(power);
  }

  private static String rounded(double number, int digits) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal rounded =
        BigDecimal.valueOf(number).round(new MathContext(digits)).stripTrailingZeros();
    if (rounded.signum() == 0) {
      return "0";
    }
    double size = Math.abs(rounded.doubleValue());
    if (size >= 0.001 && size < 100_000) {
      return rounded.toPlainString();
    }
    int power = rounded.precision() - rounded.scale() - 1;
    BigDecimal leading = rounded.movePointLeft(power).stripTrailingZeros();
    String head = leading.compareTo(BigDecimal.ONE) == 0 ? "" : leading.toPlainString() + "×";
    return head + powerOfTen(power);
  }

  /** A whole number as an exponent: ⁻¹². */
  private static String raised(int power) {
    StringBuilder text = new StringBuilder();
    for (char c : String.format(Locale.ROOT, "%d", power).toCharArray()) {
      text.append(c == '-' ? '⁻' : RAISED.charAt(c - '0'));
    }
    return text.toString();
  }
}
