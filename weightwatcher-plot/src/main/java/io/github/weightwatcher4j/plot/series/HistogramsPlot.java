package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.RoundBins;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.AlphaPlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;

/**
 * How a quantity is distributed over the layers of several models, one over the other in the same
 * bins and as shares of each model's layers, so that models of different depth compare.
 */
public final class HistogramsPlot {

  private HistogramsPlot() {}

  /** Alpha with the band of well-trained layers; what lies above 20 is counted there. */
  public static XyPlot ofAlpha(List<Analysis> models) {
    Quantity alpha = Quantity.of(Metric.ALPHA);
    XyPlot plot = of(models, alpha, AlphaPlot.CEILING);
    List<Mark> marks = new ArrayList<>(AlphaPlot.band(Side.X));
    marks.addAll(plot.marks());
    return plot.with(marks);
  }

  /** The plot; models none of whose layers has the quantity are left out. */
  public static XyPlot of(List<Analysis> models, Quantity quantity) {
    return of(models, quantity, Double.POSITIVE_INFINITY);
  }

  private static XyPlot of(List<Analysis> models, Quantity quantity, double ceiling) {
    RoundBins bins =
        RoundBins.over(
            models.stream()
                .flatMapToDouble(quantity::of)
                .map(value -> Math.min(value, ceiling))
                .toArray());
    XyPlot.Builder plot =
        XyPlot.titled("Histogram of " + quantity.name())
            .axes(Axis.linear(quantity.axis()), Axis.linear("share of layers"));
    StringJoiner words = new StringJoiner("; ");
    for (int i = 0; i < models.size(); i++) {
      double[] values = quantity.of(models.get(i)).toArray();
      if (values.length > 0) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double[] drawn = DoubleStream.of(values).map(v -> Math.min(v, ceiling)).toArray();
        String name = LegendNames.of(models, i) + ", mean " + NumberText.of(mean);
        plot.add(new Mark.Curve(name, Ink.group(i), Pen.group(i), bins.outline(drawn)))
            .add(new Mark.Rule("", Ink.group(i), Pen.DOTTED, Side.X, mean));
        words.add(name + " of " + values.length + " layers");
      }
    }
    return plot.describedAs("Histograms of " + quantity.name() + ": " + words + ".");
  }
}
