package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.RoundBins;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** How many layers of a model have which value of a quantity. */
public final class LayerHistogram {

  private LayerHistogram() {}

  /** Alpha, with the band from 2 to 6 and how many layers are on each side of it. */
  public static XyPlot ofAlpha(Analysis analysis) {
    double[] alphas = Quantity.of(Metric.ALPHA).of(analysis).toArray();
    double[] drawn = DoubleStream.of(alphas).map(a -> Math.min(a, AlphaPlot.CEILING)).toArray();
    long below = DoubleStream.of(alphas).filter(a -> a < AlphaPlot.LOWER).count();
    long above = DoubleStream.of(alphas).filter(a -> a > AlphaPlot.UPPER).count();
    long far = DoubleStream.of(alphas).filter(a -> a > AlphaPlot.CEILING).count();
    long failed = analysis.details().stream().filter(row -> row.alpha().isEmpty()).count();
    String words =
        String.format(
            Locale.ROOT,
            "%d below 2, %d from 2 to 6, %d above 6%s%s",
            below,
            alphas.length - below - above,
            above,
            far > 0
                ? " (" + far + " above " + NumberText.of(AlphaPlot.CEILING) + ", drawn there)"
                : "",
            failed > 0 ? ", " + failed + " without a power law" : "");
    XyPlot.Builder plot =
        XyPlot.titled(analysis.model() + ": histogram of alpha")
            .axes(Axis.linear("alpha"), Axis.counts("layers"))
            .note(words);
    AlphaPlot.band(Side.X).forEach(plot::add);
    addBars(plot, drawn, alphas);
    return plot.describedAs(
        "Histogram of alpha over the layers of " + analysis.model() + ": " + words + ".");
  }

  /** Any quantity. */
  public static XyPlot of(Analysis analysis, Quantity quantity) {
    double[] values = quantity.of(analysis).toArray();
    XyPlot.Builder plot =
        XyPlot.titled(analysis.model() + ": histogram of " + quantity.name())
            .axes(Axis.linear(quantity.axis()), Axis.counts("layers"))
            .note(QuantityWords.shortly(analysis, quantity));
    addBars(plot, values, values);
    return plot.describedAs(
        "Histogram of the %s over the layers of %s: %s."
            .formatted(quantity.name(), analysis.model(), QuantityWords.of(analysis, quantity)));
  }

  private static void addBars(XyPlot.Builder plot, double[] drawn, double[] values) {
    plot.add(new Mark.Bars(values.length + " layers", Ink.BULK, RoundBins.over(drawn).bars(drawn)));
    DoubleStream.of(values)
        .average()
        .ifPresent(
            mean ->
                plot.add(
                    new Mark.Rule(
                        "mean " + NumberText.of(mean), Ink.FIT, Pen.PLAIN, Side.X, mean)));
  }
}
