package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.report.Analysis;
import java.util.List;

/** What the models of a plot are called in its legend. */
final class LegendNames {

  private static final int LONGEST = 40;

  private LegendNames() {}

  /** The name of model i; where several have that name, with its number from 1. */
  static String of(List<Analysis> models, int i) {
    String name = models.get(i).model();
    long same = models.stream().filter(model -> model.model().equals(name)).count();
    return ShortName.of(name, LONGEST) + (same > 1 ? " (" + (i + 1) + ")" : "");
  }
}
