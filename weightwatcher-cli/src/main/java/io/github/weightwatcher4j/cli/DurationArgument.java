package io.github.weightwatcher4j.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as {@code 500ms}, {@code 30s}, {@code 1.5m}, {@code 2h} or {@code 1h30m}. */
final class DurationArgument implements ITypeConverter<Duration> {

  private static final String NUMBER = "(\\d{1,6}(?:\\.\\d{1,3})?)";
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:%1$sh)?(?:%1$sm)?(?:%1$ss)?(?:%1$sms)?".formatted(NUMBER), Pattern.CASE_INSENSITIVE);
  private static final long[] MILLIS = {3_600_000, 60_000, 1000, 1};

  @Override
  public Duration convert(String text) {
    Matcher matcher = PARTS.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no time; write it as 500ms, 30s, 10m, 2h or 1h30m");
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < MILLIS.length; i++) {
      String number = matcher.group(i + 1);
      if (number != null) {
        sum = sum.add(new BigDecimal(number).multiply(BigDecimal.valueOf(MILLIS[i])));
      }
    }
    return Duration.ofMillis(sum.longValue());
  }

  /** A time as it is typed. */
  static String told(Duration time) {
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
