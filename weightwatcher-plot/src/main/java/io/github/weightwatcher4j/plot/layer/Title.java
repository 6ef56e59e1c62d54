package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.report.LayerReport;

/** Titles of plots of a layer. */
final class Title {

  /** Letters of a layer's name that fit beside what is drawn of it. */
  private static final int LONGEST = 36;

  private Title() {}

  /** Such as "conv1: rank plot of the tail". */
  static String of(LayerReport report, String what) {
    return ShortName.of(report.name(), LONGEST) + ": " + what;
  }
}
