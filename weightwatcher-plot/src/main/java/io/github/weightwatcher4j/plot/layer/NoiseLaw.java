package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * A fitted Marchenko-Pastur law on the scale of the whole spectrum: the share of the bulk times the
 * law's own density.
 */
final class NoiseLaw {

  private static final int STEPS = 120;

  /** The largest eigenvalue of noise lies in the band in all but so many cases, on either side. */
  private static final double BESIDE = 0.05;

  private final MarchenkoPasturFit fit;
  private final double share;

  /** The law that was fitted to a spectrum. */
  NoiseLaw(MarchenkoPasturFit fit, Spectrum spectrum) {
    this.fit = fit;
    int bulk = Esd.positive(spectrum).size() - fit.spikes().size();
    this.share = (double) bulk / Math.max(1, spectrum.size());
  }

  /** Share of the bulk in all eigenvalues: the area under the curve. */
  double share() {
    return share;
  }

  /** The density from edge to edge, no higher than a bound: for N = M it has none at 0. */
  Mark.Curve density(double highest) {
    Mark.Curve curve = curve(x -> share * fit.density(x));
    return only(curve, point -> point.y() <= highest);
  }

  /** The density per power of ten, from an eigenvalue on: for N = M it begins at 0. */
  Mark.Curve perDecade(double lowest) {
    Mark.Curve curve = curve(x -> share * fit.density(x) * x * Math.log(10));
    return only(curve, point -> point.x() >= lowest);
  }

  private static Mark.Curve only(Mark.Curve curve, Predicate<Mark.Point> shown) {
    List<Mark.Point> points = curve.points().stream().filter(shown).toList();
    return new Mark.Curve(curve.name(), curve.ink(), curve.pen(), points);
  }

  /** Points that are close where the law is steep, above all at the lower edge. */
  private Mark.Curve curve(DoubleUnaryOperator height) {
    List<Mark.Point> points = new ArrayList<>();
    double width = fit.bulkMax() - fit.bulkMin();
    for (int i = 0; i <= STEPS; i++) {
      double sine = Math.sin(Math.PI / 2 * i / STEPS);
      double x = fit.bulkMin() + width * Math.pow(sine, 4);
      points.add(new Mark.Point(x, i == STEPS ? 0 : height.applyAsDouble(x)));
    }
    String name =
        String.format(Locale.ROOT, "Marchenko-Pastur, D = %.3f", fit.goodness().distance());
    return new Mark.Curve(name, Ink.NOISE, Pen.BOLD, points);
  }

  /** Where the largest eigenvalue of noise is expected. */
  Mark.Span band() {
    return new Mark.Span(
        "Tracy-Widom band, 90 %" + (isOneMatrix() ? "" : " (noisiest slice)"),
        Ink.DOUBT,
        Side.X,
        fit.noise().exceededWith(1 - BESIDE),
        fit.noise().exceededWith(BESIDE));
  }

  /** Both edges of the bulk; only the upper one has a name. */
  List<Mark> edges() {
    List<Mark> edges = new ArrayList<>();
    if (fit.bulkMin() > 0) {
      edges.add(new Mark.Rule("", Ink.NOISE, Pen.DASHED, Side.X, fit.bulkMin()));
    }
    String name =
        "bulk edges " + NumberText.of(fit.bulkMin()) + " and " + NumberText.of(fit.bulkMax());
    name += isOneMatrix() ? "" : " (of " + fit.matrices().size() + " slices)";
    edges.add(new Mark.Rule(name, Ink.NOISE, Pen.DASHED, Side.X, fit.bulkMax()));
    return edges;
  }

  /**
   * The spikes up to an eigenvalue, over the bars; none where there are none.
   *
   * @param room between a bar and its arrow
   */
  List<Mark> spikes(double to, List<Mark.Bar> bars, double room) {
    String beyond =
        isOneMatrix() ? "λ > " + NumberText.of(fit.threshold()) : "each beyond its slice's noise";
    DoubleFunction<String> words = spike -> "λ = " + NumberText.of(spike);
    DoubleUnaryOperator height = x -> Histogram.height(bars, x) + room;
    return spikes("spikes, " + beyond, eigenvalues(fit.spikes()), to, height, words);
  }

  static DoubleStream eigenvalues(List<Spike> spikes) {
    return spikes.stream().mapToDouble(Spike::eigenvalue);
  }

  /**
   * An arrow for each spike up to an eigenvalue.
   *
   * @param height of the arrow at a place
   * @param words of each, for a table of the numbers
   */
  static List<Mark> spikes(
      String name,
      DoubleStream spikes,
      double to,
      DoubleUnaryOperator height,
      DoubleFunction<String> words) {
    List<Mark.Dot> dots =
        spikes
            .filter(spike -> spike <= to)
            .mapToObj(spike -> Mark.Dot.of(spike, height.applyAsDouble(spike), words.apply(spike)))
            .toList();
    return dots.isEmpty()
        ? List.of()
        : List.of(new Mark.Dots(name, Ink.SPIKE, Mark.Glyph.ARROW, dots));
  }

  /** Such as "σ = 0.955, 5 spikes at the level of the model, λmax 209 Tracy-Widom units ...". */
  String numbers() {
    int spikes = fit.spikes().size();
    double beyond = fit.statistic();
    return String.format(
        Locale.ROOT,
        "σ = %s, %s at the level of the model, %s %s Tracy-Widom units %s",
        NumberText.of(fit.sigma()),
        spikes == 0 ? "no spikes" : spikes == 1 ? "1 spike" : spikes + " spikes",
        isOneMatrix() ? "λmax" : "the most striking λ",
        NumberText.of(Math.abs(beyond)),
        (beyond < 0 ? "short of" : "past") + (isOneMatrix() ? " the edge" : " its slice's edge"));
  }

  private boolean isOneMatrix() {
    return fit.matrices().size() == 1;
  }
}
