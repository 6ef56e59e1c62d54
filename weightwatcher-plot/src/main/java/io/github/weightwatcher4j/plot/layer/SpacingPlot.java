package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.LevelSpacings;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.WignerSurmise;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Bins;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Unfolded level spacings of the bulk against Wigner's surmise, the law of random matrices, and
 * that of Poisson, the law of independent numbers.
 *
 * <p>The bulk are the eigenvalues below the spikes where these were sought, else those below the
 * tail, else all.
 */
public final class SpacingPlot {

  private static final int STEPS = 80;
  private static final double LONGEST = 3.5;

  private SpacingPlot() {}

  /** The plot of a row of the table; empty where the bulk has fewer than 41 eigenvalues. */
  public static Optional<XyPlot> of(LayerReport report) {
    return LevelSpacings.of(bulk(report)).map(spacings -> of(report, spacings));
  }

  private static Spectrum bulk(LayerReport report) {
    Spectrum spectrum = report.spectrum();
    double end = Double.POSITIVE_INFINITY;
    if (report.evidence().bulk().orElse(null) instanceof MarchenkoPasturFit fit) {
      end = fit.threshold();
    } else if (report.tail() instanceof LawFit fit) {
      end = fit.xMin();
    }
    return spectrum.withoutLargest(spectrum.size() - spectrum.countBelow(end));
  }

  private static XyPlot of(LayerReport report, LevelSpacings spacings) {
    long matrices =
        report.slice().isPresent()
            ? 1
            : Math.max(1, Math.round(report.metric(Metric.RF).orElse(1)));
    WignerSurmise wigner = new WignerSurmise(matrices);
    double[] values = spacings.values().toArray();
    double[] fromZero = DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(values)).toArray();
    Histogram histogram = Bins.linear(fromZero).count(values, values.length);
    double end = Math.max(LONGEST, values[values.length - 1]);
    String numbers = numbers(spacings, wigner);
    String surmise = matrices == 1 ? "Wigner surmise" : "Wigner, " + matrices + " matrices pooled";
    return XyPlot.titled(Title.of(report, "level spacings of the bulk"))
        .axes(
            Axis.linear("spacing s, in units of the local mean").between(0, end),
            Axis.linear("density p(s)"))
        .note(numbers)
        .add(new Mark.Bars(values.length + " spacings", Ink.BULK, histogram.bars()))
        .add(curve(surmise, Ink.NOISE, Pen.BOLD, wigner::density, end))
        .add(curve("Poisson", Ink.OTHER_FIT, Pen.DASHED, s -> Math.exp(-s), end))
        .describedAs(
            "Histogram of the unfolded level spacings of " + report.name() + "; " + numbers);
  }

  private static Mark curve(
      String name, Ink ink, Pen pen, DoubleUnaryOperator density, double end) {
    List<Point> points =
        IntStream.rangeClosed(0, STEPS)
            .mapToDouble(i -> end * i / STEPS)
            .mapToObj(s -> new Point(s, density.applyAsDouble(s)))
            .toList();
    return new Mark.Curve(name, ink, pen, points);
  }

  private static String numbers(LevelSpacings spacings, WignerSurmise wigner) {
    String ratio =
        wigner.matrices() == 1
            ? "⟨r⟩ = %.3f (random matrix 0.531, Poisson 0.386); "
            : "⟨r⟩ = %.3f; ";
    return String.format(
        Locale.ROOT,
        ratio + "distance from Wigner %.3f, Poisson %.3f",
        spacings.meanRatio(),
        spacings.distance(wigner::cdf),
        spacings.distance(s -> -Math.expm1(-s)));
  }
}
