package io.github.weightwatcher4j.option;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes as people write them: {@code 2G}, {@code 1.5GB}, {@code 800M}; K is 1024. */
final class ByteSize {

  private static final Pattern SIZE =
      Pattern.compile("(-?\\d{1,19}(?:\\.\\d{1,9})?)([KMGT]?)(?:I?B)?");
  private static final String UNITS = "KMGT";

  /** A value that is found when it is needed. */
  static final String AUTOMATIC = "auto";

  private ByteSize() {}

  static OptionalLong parse(String text) {
    if (text.equals(AUTOMATIC)) {
      return OptionalLong.empty();
    }
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      throw new IllegalArgumentException("not an amount of memory: " + text);
    }
    String unit = String.valueOf(size.group(2));
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    BigDecimal bytes =
        new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
    return OptionalLong.of(bytes.toBigInteger().longValueExact());
  }

  static Object json(OptionalLong bytes) {
    return bytes.isPresent() ? (Object) bytes.getAsLong() : AUTOMATIC;
  }
}
