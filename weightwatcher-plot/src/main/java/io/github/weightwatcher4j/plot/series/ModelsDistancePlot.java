package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.AlphaPlot;
import io.github.weightwatcher4j.plot.model.DistancePlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.Analysis;
import java.util.List;
import java.util.StringJoiner;

/**
 * Alpha against the distance D of tail and law, of several models in one plot: their layers, each
 * model by its own form, and the mean of each model as a large dot of that form. A model whose
 * layers lie farther right has alphas that are worse described by a power law.
 */
public final class ModelsDistancePlot {

  private static final double MEAN = 2.2;
  private static final double LAYER = 0.9;

  private ModelsDistancePlot() {}

  /** The plot; models none of whose layers was fitted are named in a note. */
  public static XyPlot of(List<Analysis> models) {
    Quantity distance = Quantity.of(Metric.D);
    String title = "Alpha against " + distance.name();
    XyPlot.Builder plot =
        XyPlot.titled(title)
            .axes(Axis.linear(distance.axis()), Axis.linear("alpha ± standard error"));
    StringJoiner words = new StringJoiner("; ");
    for (int i = 0; i < models.size(); i++) {
      String name = LegendNames.of(models, i);
      List<Dot> dots = DistancePlot.dots(models.get(i).details().rows());
      if (dots.isEmpty()) {
        plot.note(name + ": no layer was fitted");
        continue;
      }
      Dot mean =
          Dot.of(
              dots.stream().mapToDouble(Dot::x).average().orElseThrow(),
              dots.stream().mapToDouble(Dot::y).average().orElseThrow(),
              "mean of " + name);
      List<Dot> layers = dots.stream().map(dot -> dot.sized(LAYER)).toList();
      plot.add(new Mark.Dots("", Ink.group(i), Glyph.group(i), layers));
      String numbers = "mean alpha " + NumberText.of(mean.y()) + ", D " + NumberText.of(mean.x());
      plot.add(
          new Mark.Dots(
              name + ", " + numbers, Ink.group(i), Glyph.group(i), List.of(mean.sized(MEAN))));
      words.add(name + ": " + numbers + " of " + dots.size() + " layers");
    }
    return AlphaPlot.onBand(plot.describedAs(title + ". " + words + "."));
  }
}
