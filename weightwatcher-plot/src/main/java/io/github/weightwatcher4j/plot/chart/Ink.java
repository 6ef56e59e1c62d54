package io.github.weightwatcher4j.plot.chart;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * The colours of every picture, each with one meaning. They are the Okabe-Ito colours, which people
 * with any kind of colour vision tell apart, and differ in lightness, so that they do in grey, too.
 */
public enum Ink {
  /** The ground of a picture. */
  PAPER(0xFFFFFF, 0x15181E),
  /** Titles and labels. */
  TEXT(0x222222, 0xE3E6EA),
  /** Grid lines. */
  GRID(0xDADADA, 0x363C46),
  /** Ends of a tail and other places on an axis. */
  MARK(0x444444, 0xCDD2D9),
  /** A spectrum, its bulk above all. */
  BULK(0xA9C4E0, 0x48678A),
  /** A spectrum in points, which need more contrast than bars. */
  BULK_POINT(0x7BA7D6, 0x5F83AD),
  /** The tail that a law was fitted to. */
  TAIL(0x0072B2, 0x56A8DC),
  /** The power law. */
  FIT(0xD55E00, 0xF47C30),
  /** Another law for the same tail. */
  OTHER_FIT(0x8A3B76, 0xD292B4),
  /** The Marchenko-Pastur law of noise. */
  NOISE(0x111111, 0xFFFFFF),
  /** Shuffled weights. */
  RANDOM(0x00795A, 0x2CC79B),
  /** An eigenvalue above the noise, and a trap in shuffled weights. */
  SPIKE(0xE69F00, 0xFFC54A),
  /** Where a value is as it should be. */
  GOOD(0xE2F1E8, 0x1F3A2E),
  /** Where chance or doubt reaches. */
  DOUBT(0xF6E3C3, 0x4A3B1C),
  /** First of several groups. */
  GROUP_1(0x0072B2, 0x56A8DC),
  /** Second of several groups. */
  GROUP_2(0xE69F00, 0xFFC54A),
  /** Third of several groups. */
  GROUP_3(0x00795A, 0x2CC79B),
  /** Fourth of several groups. */
  GROUP_4(0xC4568F, 0xE884B8),
  /** Fifth of several groups. */
  GROUP_5(0x56B4E9, 0x8CCBF0),
  /** Sixth of several groups. */
  GROUP_6(0x7A3B0A, 0xC98A58);

  private static final List<Ink> GROUPS =
      List.of(GROUP_1, GROUP_2, GROUP_3, GROUP_4, GROUP_5, GROUP_6);

  private final int light;
  private final int dark;

  Ink(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colour of the i-th of several groups, from 0; the seventh has that of the first. */
  public static Ink group(int i) {
    return GROUPS.get(Math.floorMod(i, GROUPS.size()));
  }

  /** The colour on light ground, as in every file. */
  public Color color() {
    return new Color(light);
  }

  /** The colour on light ground as {@code #rrggbb}. */
  public String light() {
    return String.format(Locale.ROOT, "#%06x", light);
  }

  /** The colour on dark ground as {@code #rrggbb}. */
  public String dark() {
    return String.format(Locale.ROOT, "#%06x", dark);
  }

  /** The CSS variable that a page sets to one of the two: {@code --ww-other-fit}. */
  public String variable() {
    return "--ww-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
