package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.verdict.Verdict;

/**
 * How the layers of a verdict are drawn, in every picture alike. Each has a form of its own, but
 * for the two of damaged layers, which differ in lightness.
 */
record VerdictStyle(Ink ink, Glyph glyph) {

  static VerdictStyle of(Verdict verdict) {
    return switch (verdict) {
      case RANK_COLLAPSED -> new VerdictStyle(Ink.GROUP_6, Glyph.SQUARE);
      case TRAPPED -> new VerdictStyle(Ink.SPIKE, Glyph.SQUARE);
      case OVER_TRAINED -> new VerdictStyle(Ink.FIT, Glyph.ARROW);
      case UNDER_TRAINED -> new VerdictStyle(Ink.GROUP_4, Glyph.TRIANGLE);
      case RANDOM_LIKE -> new VerdictStyle(Ink.GROUP_3, Glyph.DIAMOND);
      case CANNOT_TELL -> new VerdictStyle(Ink.MARK, Glyph.RING);
      case WELL_TRAINED -> new VerdictStyle(Ink.GROUP_1, Glyph.DISC);
    };
  }
}
