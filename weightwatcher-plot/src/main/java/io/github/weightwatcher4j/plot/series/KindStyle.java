package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;

/**
 * Letter and ground of each phase and verdict in a map. Lightness falls from the first to the last
 * of each list in steps that are seen in grey; the hue of a verdict is that of its dots.
 */
enum KindStyle {
  /** As before training. */
  RANDOM_LIKE_PHASE("R", 0xF1F4F7),
  /** Directions at the threshold. */
  BLEEDING_OUT("O", 0xC9DDF0),
  /** A few directions apart. */
  BULK_SPIKES("S", 0x94BFE3),
  /** No clear end of the bulk. */
  BULK_DECAY("D", 0x5B97CC),
  /** A power law. */
  HEAVY_TAILED("H", 0x1F5F9E),
  /** Lost directions. */
  RANK_COLLAPSE("C", 0x4A1F06),
  /** No shape to speak of. */
  TOO_SMALL("T", 0x7A766E),

  /** More than noise, with a power law. */
  WELL_TRAINED("W", 0xDCEBF7),
  /** Unknown. */
  CANNOT_TELL("N", 0xC8C8C8),
  /** Not told from noise. */
  RANDOM_LIKE("R", 0x7CC0AB),
  /** Alpha above 6. */
  UNDER_TRAINED("U", 0xC06A9B),
  /** Eigenvalues of a few huge weights. */
  TRAPPED("T", 0x9C6A00),
  /** Alpha below 2. */
  OVER_TRAINED("O", 0x8C3A00),
  /** Lost directions. */
  RANK_COLLAPSED("C", 0x4A1F06);

  private final String letter;
  private final int rgb;

  KindStyle(String letter, int rgb) {
    this.letter = letter;
    this.rgb = rgb;
  }

  static KindStyle of(Phase phase) {
    return switch (phase) {
      case RANDOM_LIKE -> RANDOM_LIKE_PHASE;
      case BLEEDING_OUT -> BLEEDING_OUT;
      case BULK_SPIKES -> BULK_SPIKES;
      case BULK_DECAY -> BULK_DECAY;
      case HEAVY_TAILED -> HEAVY_TAILED;
      case RANK_COLLAPSE -> RANK_COLLAPSE;
      case TOO_SMALL -> TOO_SMALL;
    };
  }

  static KindStyle of(Verdict verdict) {
    return switch (verdict) {
      case WELL_TRAINED -> WELL_TRAINED;
      case CANNOT_TELL -> CANNOT_TELL;
      case RANDOM_LIKE -> RANDOM_LIKE;
      case UNDER_TRAINED -> UNDER_TRAINED;
      case TRAPPED -> TRAPPED;
      case OVER_TRAINED -> OVER_TRAINED;
      case RANK_COLLAPSED -> RANK_COLLAPSED;
    };
  }

  String letter() {
    return letter;
  }

  Cell cell() {
    return Cell.kind(rgb, letter);
  }
}
