package io.github.weightwatcher4j.plot;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Numbers on a logarithmic axis: plain from 0.001 to 1000, otherwise as 1E-5. */
final class PowersOfTen extends NumberFormat {

  private static final long serialVersionUID = 1;

  @Override
  public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
    boolean plain = number >= 0.00099 && number <= 1001;
    return text.append(
        plain
            ? String.format(Locale.ROOT, "%.3g", number)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "")
            : String.format(Locale.ROOT, "1E%d", Math.round(Math.log10(number))));
  }

  @Override
  public StringBuffer format(long number, StringBuffer text, FieldPosition position) {
    return format((double) number, text, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("axis labels are only written");
  }
}
