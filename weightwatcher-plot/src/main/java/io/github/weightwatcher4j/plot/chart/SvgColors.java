package io.github.weightwatcher4j.plot.chart;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a vector picture names its colours. */
enum SvgColors {
  /** As they are, for files. */
  FIXED,
  /** As variables that a page sets, with the light colour for pages that do not. */
  VARIABLE;

  private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");

  /** The colour that Batik wrote: {@code rgb(213,94,0)}, or the name of a plain one. */
  String of(String written) {
    String hex = hex(written);
    Predicate<Ink> same = ink -> ink.light().equals(hex);
    return this == FIXED
        ? hex
        : Arrays.stream(Ink.values())
            .filter(same)
            .findFirst()
            .map(ink -> "var(" + ink.variable() + "," + hex + ")")
            .orElse(hex);
  }

  private static String hex(String written) {
    Matcher rgb = RGB.matcher(written);
    if (rgb.matches()) {
      int red = Integer.parseInt(rgb.group(1));
      int green = Integer.parseInt(rgb.group(2));
      int blue = Integer.parseInt(rgb.group(3));
      return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
    return written.equals("white") ? "#ffffff" : written;
  }
}
