package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailProfile;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The power laws of a layer for every beginning of the tail, thinned to some hundreds.
 *
 * @param fits ascending in xMin; of neighbours that are too many to draw, that of least distance
 */
record Profile(List<PowerLawFit> fits) {

  private static final int MOST = 300;

  /** Eigenvalues below this share of their mean are in no tail, as in an analysis by default. */
  private static final double CUTOFF = 1e-5;

  /** The profile of what the tail was fitted to: without eigenvalues that were clipped. */
  static Profile of(LayerReport report) {
    Spectrum spectrum = report.spectrum();
    double cutoff = CUTOFF * spectrum.mean();
    double xMax = spectrum.max();
    if (report.tail() instanceof LawFit fit) {
      cutoff = Math.min(cutoff, Math.nextDown(fit.xMin()));
      xMax = fit.xMax();
    }
    int clipped = spectrum.size() - spectrum.countBelow(Math.nextUp(xMax));
    Spectrum data = spectrum.withoutLargest(clipped).above(Math.max(0, cutoff));
    return new Profile(thinned(TailProfile.of(data, 2).candidates()));
  }

  private static List<PowerLawFit> thinned(List<PowerLawFit> all) {
    int block = (all.size() + MOST - 1) / MOST;
    List<PowerLawFit> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += block) {
      List<PowerLawFit> neighbours = all.subList(i, Math.min(all.size(), i + block));
      some.add(new TailProfile(neighbours).best().orElseThrow());
    }
    return some;
  }

  /** A number of each fit over its xMin. */
  List<Mark.Point> curve(ToDoubleFunction<PowerLawFit> number) {
    return fits.stream().map(fit -> new Mark.Point(fit.xMin(), number.applyAsDouble(fit))).toList();
  }
}
