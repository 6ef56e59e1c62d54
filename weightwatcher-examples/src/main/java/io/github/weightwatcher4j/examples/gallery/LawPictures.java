package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.layer.LawPlots;
import java.util.List;

/** The law of noise for several shapes of a matrix, and for several sizes of its entries. */
final class LawPictures {

  private LawPictures() {}

  static List<NamedPlot> all() {
    return List.of(
        new NamedPlot("law-aspect-ratios", LawPlots.ofAspectRatios(1, 1, 1.5, 3, 10)),
        new NamedPlot("law-sigmas", LawPlots.ofSigmas(3, 0.75, 1, 1.5, 2)));
  }
}
