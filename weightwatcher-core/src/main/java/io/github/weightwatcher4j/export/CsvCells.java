package io.github.weightwatcher4j.export;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What becomes of texts in CSV that a spreadsheet would take for formulas. */
public enum CsvCells {

  /**
   * An apostrophe stands before them, so that they are text: before {@code =}, {@code +}, {@code -}
   * or {@code @}, of full width too, where it is the first character of a text but for spaces, and
   * behind a semicolon, at which many a spreadsheet parts cells. It also stands before apostrophes
   * there, so that two texts stay different. Numbers, negative ones too, are no texts.
   */
  DEFUSED {
    @Override
    String text(String text) {
      return FORMULA.matcher(text).replaceAll("$1'$2");
    }
  },

  /** They stand as they are, for programs that read them. */
  AS_THEY_ARE {
    @Override
    String text(String text) {
      return text;
    }
  };

  /** Control characters are written out before. */
  private static final Pattern FORMULA = Pattern.compile("(^|;)([\\s\\u3000'\"]*[=+@＝＋－＠-])");

  /** A text, not yet in quotes. */
  abstract String text(String text);

  /** A text as a cell, in quotes where it needs them. */
  String cell(String text) {
    return AnalysisCsv.quoted(text(text));
  }

  /** A number as a cell, with all its digits; empty where it is missing. */
  static String cell(OptionalDouble number) {
    return number.isPresent() ? String.valueOf(number.getAsDouble()) : "";
  }
}
