package io.github.weightwatcher4j.pruning;

/** The exponent that says how much of a layer may be pruned. */
public enum Exponent {
  /** Hill's of windows of one aspect ratio, {@code farms_alpha}: comparable whatever the shape. */
  FARMS("farms", "FARMS alpha"),
  /** Hill's of the upper half of the spectrum, {@code hill_alpha}, as in AlphaPruning's paper. */
  HILL("hill", "Hill alpha"),
  /** The power law fitted to the tail, {@code alpha}. */
  POWER_LAW("pl", "power-law alpha");

  private final String key;
  private final String text;

  Exponent(String key, String text) {
    this.key = key;
    this.text = text;
  }

  /** Its name in files and on the command line. */
  public String key() {
    return key;
  }

  /** Such as {@code FARMS alpha}. */
  @Override
  public String toString() {
    return text;
  }
}
