package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.model.internal.ShortName;
import java.awt.AWTError;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.util.Map;
import java.util.function.Supplier;

/** The letters of every picture. */
final class Fonts {

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  static final Font NOTE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** Smooth letters, as wide as they are: whole pixels would spread those of small pictures. */
  static final Map<RenderingHints.Key, Object> HINTS =
      Map.of(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);

  private static final FontRenderContext PAPER = new FontRenderContext(null, true, true);

  private Fonts() {}

  /** How wide a line is. */
  static double width(String text, Font font) {
    return working(() -> font.getStringBounds(text, PAPER).getWidth());
  }

  /** The text, or its beginning and end where it is wider than there is room. */
  static String fitted(String text, Font font, double room) {
    String fitted = text;
    int letters = text.codePointCount(0, text.length());
    for (double width = width(text, font); width > room && letters > 3; ) {
      letters = Math.max(3, Math.min(letters - 1, (int) (letters * room / width)));
      fitted = ShortName.of(text, letters);
      width = width(fitted, font);
    }
    return fitted;
  }

  /**
   * Does what needs letters, and says what is missing where the machine has none: Java fails with
   * errors of many kinds then, and with others the second time.
   */
  static <T> T working(Supplier<T> work) {
    try {
      return work.get();
    } catch (LinkageError | InternalError | AWTError e) {
      String display =
          GraphicsEnvironment.isHeadless()
              ? ""
              : "; or it found a display that it cannot use: start it with -Djava.awt.headless=true";
      throw new IllegalStateException(
          "Java found no font to draw with: install fontconfig and a font,"
              + " on Debian and Ubuntu the packages fontconfig and fonts-dejavu-core"
              + display,
          e);
    }
  }
}
