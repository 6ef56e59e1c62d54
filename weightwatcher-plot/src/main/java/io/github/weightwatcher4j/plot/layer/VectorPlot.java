package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * How localized the eigenvectors are, over their eigenvalues: vector entropy, localization ratio
 * and participation ratio side by side, with the band of vectors of Gaussian noise, which are
 * spread over all components.
 */
public final class VectorPlot {

  /** Vectors that the band is taken of: 5 of them lie below it, 5 above. */
  private static final int SAMPLES = 100;

  private static final int OUTSIDE = 5;

  private VectorPlot() {}

  /** The plot of a row of the table; empty where no vectors were computed. */
  public static Optional<PlotGrid> of(LayerReport report) {
    return report.evidence().vectors().isEmpty() ? Optional.empty() : Optional.of(grid(report));
  }

  private static PlotGrid grid(LayerReport report) {
    List<VectorMetrics> random = random((int) Math.round(report.metric(Metric.M).orElse(0)));
    return new PlotGrid(
        Title.of(report, "localization of eigenvectors"),
        "Vector entropy, localization ratio and participation ratio of the eigenvectors of "
            + report.name()
            + " over their eigenvalues"
            + means(report),
        3,
        List.of(
            panel("vector entropy", "nats", report, random, VectorMetrics::entropy),
            panel(
                "localization ratio",
                "|v|₁ / |v|∞",
                report,
                random,
                VectorMetrics::localizationRatio),
            panel(
                "participation ratio",
                "|v|₂ / |v|₄",
                report,
                random,
                VectorMetrics::participationRatio)));
  }

  /** Such as "; mean entropy 4.05 below xmin, 3.12 from xmin on". */
  private static String means(LayerReport report) {
    OptionalDouble bulk = report.metric(Metric.BULK_MEAN_VEC_ENTROPY);
    OptionalDouble tail = report.metric(Metric.TAIL_MEAN_VEC_ENTROPY);
    return bulk.isPresent() && tail.isPresent()
        ? "; mean entropy %s below xmin, %s from xmin on"
            .formatted(NumberText.of(bulk.getAsDouble()), NumberText.of(tail.getAsDouble()))
        : "";
  }

  /** The numbers of Gaussian vectors of so many components. */
  private static List<VectorMetrics> random(int components) {
    SplittableRandom random = new SplittableRandom(1);
    List<VectorMetrics> metrics = new ArrayList<>();
    for (int i = 0; components > 1 && i < SAMPLES; i++) {
      double[] vector = new double[components];
      for (int j = 0; j < components; j++) {
        vector[j] = random.nextGaussian();
      }
      metrics.add(VectorMetrics.of(vector));
    }
    return metrics;
  }

  private static XyPlot panel(
      String name,
      String unit,
      LayerReport report,
      List<VectorMetrics> random,
      ToDoubleFunction<VectorMetrics> number) {
    XyPlot.Builder plot = XyPlot.titled(name);
    List<Dot> dots = dots(report, number);
    double[] ends = dots.stream().mapToDouble(Dot::y).toArray();
    double[] noise = random.stream().mapToDouble(number).sorted().toArray();
    if (noise.length > 0 && noise[OUTSIDE] < noise[SAMPLES - 1 - OUTSIDE]) {
      double low = noise[OUTSIDE];
      double high = noise[SAMPLES - 1 - OUTSIDE];
      plot.add(new Mark.Span("Gaussian vectors, 90 %", Ink.DOUBT, Side.Y, low, high));
      ends = DoubleStream.concat(DoubleStream.of(ends), DoubleStream.of(low, high)).toArray();
    }
    plot.axes(Axis.log("eigenvalue λ"), around(Axis.linear(unit), ends));
    List<Dot> tail = dots.stream().filter(dot -> isInTail(report, dot.x())).toList();
    List<Dot> rest = dots.stream().filter(dot -> !isInTail(report, dot.x())).toList();
    return plot.add(new Mark.Dots("bulk", Ink.BULK_POINT, Glyph.POINT, rest))
        .add(new Mark.Dots("tail", Ink.TAIL, Glyph.POINT, tail))
        .describedAs(name + " over the eigenvalue");
  }

  private static boolean isInTail(LayerReport report, double eigenvalue) {
    return report.tail() instanceof LawFit fit
        && eigenvalue >= fit.xMin()
        && eigenvalue <= fit.xMax();
  }

  /** An axis with room around all values, so that the band is seen whole. */
  private static Axis around(Axis axis, double... values) {
    DoubleSummaryStatistics all = DoubleStream.of(values).summaryStatistics();
    double room = 0.05 * (all.getMax() - all.getMin());
    return room > 0 ? axis.between(all.getMin() - room, all.getMax() + room) : axis;
  }

  private static List<Dot> dots(LayerReport report, ToDoubleFunction<VectorMetrics> number) {
    Spectrum spectrum = report.spectrum();
    List<VectorMetrics> vectors = report.evidence().vectors();
    int n = Math.min(spectrum.size(), vectors.size());
    double zero = spectrum.size() - Esd.positive(spectrum).size();
    return Thinned.of(n)
        .map(i -> n - 1 - i)
        .filter(i -> i >= zero)
        .mapToObj(i -> Dot.of(spectrum.eigenvalue(i), number.applyAsDouble(vectors.get(i)), ""))
        .toList();
  }
}
