package io.github.weightwatcher4j.plot.chart;

import java.awt.Color;
import java.util.List;

/**
 * A field of a {@link CellMap}. Light ones have dark letters and dark ones light letters.
 *
 * @param ground its colour; nothing is filled where it is missing
 * @param texts what may stand in it, from long to short: the first that has room does, if any has
 * @param hatch lines over it, which are seen where letters have no room
 */
public record Cell(Color ground, List<String> texts, Hatch hatch) {

  /** Lines over a field. */
  public enum Hatch {
    /** None. */
    NONE,
    /** One line across: what is shown is in doubt. */
    DOUBT,
    /** Many lines, and no ground: there is nothing to show. */
    MISSING
  }

  private static final float[] LIGHT = {0xF0 / 255f, 0xF6 / 255f, 0xFC / 255f};
  private static final float[] DARK = {0x0A / 255f, 0x2F / 255f, 0x5C / 255f};

  /** So many shades are told apart at most, so that neighbours of one shade are one shape. */
  private static final int SHADES = 32;

  /** Copies the list. */
  public Cell {
    texts = List.copyOf(texts);
  }

  /**
   * A shade of blue, even in grey the darker the larger the share.
   *
   * @param share from 0 to 1; what lies outside is drawn as the nearer end
   */
  public static Cell shaded(double share, String... texts) {
    double inside = Math.max(0, Math.min(1, share));
    float step = Math.round(inside * (SHADES - 1)) / (float) (SHADES - 1);
    return new Cell(
        new Color(part(0, step), part(1, step), part(2, step)), List.of(texts), Hatch.NONE);
  }

  private static float part(int i, float step) {
    return LIGHT[i] + step * (DARK[i] - LIGHT[i]);
  }

  /** One of several kinds, by its colour and its letters. */
  public static Cell kind(int rgb, String... texts) {
    return new Cell(new Color(rgb), List.of(texts), Hatch.NONE);
  }

  /** A field for which there is nothing. */
  public static Cell missing() {
    return new Cell(Ink.PAPER.color(), List.of(), Hatch.MISSING);
  }

  /** The same field, marked as in doubt. */
  public Cell doubted(String... others) {
    return new Cell(ground, List.of(others), Hatch.DOUBT);
  }

  /** Whether light letters have more contrast on it than dark ones (WCAG 2.2, luminance). */
  boolean isDark() {
    double luminance =
        0.2126 * linear(ground.getRed())
            + 0.7152 * linear(ground.getGreen())
            + 0.0722 * linear(ground.getBlue());
    return luminance < 0.179;
  }

  private static double linear(int part) {
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
