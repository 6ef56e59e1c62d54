package io.github.weightwatcher4j.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes as people write them: {@code 2G}, {@code 1.5GB}, {@code 800M}; K is 1024. */
final class MemorySize implements ITypeConverter<Long> {

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([KMGT]?)(?:I?B)?");
  private static final String UNITS = "KMGT";

  @Override
  public Long convert(String value) {
    Matcher size = SIZE.matcher(value.toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      throw refused(value);
    }
    String unit = String.valueOf(size.group(2));
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    BigDecimal bytes =
        new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
    if (bytes.signum() <= 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw refused(value);
    }
    return bytes.longValue();
  }

  private static TypeConversionException refused(String value) {
    return new TypeConversionException("'" + value + "' is no amount of memory like 2G or 800M");
  }
}
