package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Lines;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.AlphaPlot;
import io.github.weightwatcher4j.plot.model.LayerAxis;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * A quantity of the layers of several models from input to output (Martin, Peng &amp; Mahoney 2021,
 * figures 4 to 7): against the layers' names where all models have the same, else against relative
 * depth, 0 for the first layer and 1 for the last.
 */
public final class DepthPlot {

  private final List<Analysis> models;
  private final Quantity quantity;
  private final boolean sameNames;

  private DepthPlot(List<Analysis> models, Quantity quantity) {
    this.models = models;
    this.quantity = quantity;
    this.sameNames = models.stream().map(DepthPlot::names).distinct().count() == 1;
  }

  /** Alpha with the band of well-trained layers. */
  public static XyPlot ofAlpha(List<Analysis> models) {
    return AlphaPlot.onBand(of(models, Quantity.of(Metric.ALPHA)));
  }

  /** Any quantity; lines break where a layer has none. */
  public static XyPlot of(List<Analysis> models, Quantity quantity) {
    return new DepthPlot(List.copyOf(models), quantity).plot();
  }

  private static List<String> names(Analysis model) {
    return model.details().stream().map(LayerReport::name).toList();
  }

  private XyPlot plot() {
    Axis depth =
        sameNames
            ? LayerAxis.of(models.get(0))
            : Axis.linear("relative depth, from input to output");
    XyPlot.Builder plot =
        XyPlot.titled("From input to output: " + quantity.name())
            .axes(depth, Axis.linear(quantity.axis()));
    StringJoiner words = new StringJoiner("; ");
    for (int i = 0; i < models.size(); i++) {
      add(plot, i, words);
    }
    return plot.describedAs(
        "The " + quantity.name() + " of layers from input to output: " + words + ".");
  }

  private void add(XyPlot.Builder plot, int i, StringJoiner words) {
    Analysis model = models.get(i);
    double size = LayerAxis.dotSize(model.details().size());
    List<Dot> dots = new ArrayList<>();
    List<OptionalDouble> values = new ArrayList<>();
    List<Double> places = new ArrayList<>();
    for (LayerReport row : model.details()) {
      double place = place(places.size(), model.details().size());
      OptionalDouble value = quantity.of(row);
      value.ifPresent(y -> dots.add(dot(place, y, row).sized(size)));
      places.add(place);
      values.add(value);
    }
    Lines.through(places, values)
        .forEach(run -> plot.add(new Mark.Curve("", Ink.group(i), Pen.group(i), run)));
    String name = LegendNames.of(models, i);
    plot.add(new Mark.Dots(name, Ink.group(i), Glyph.group(i), dots));
    String mean =
        dots.stream().mapToDouble(Dot::y).average().stream()
            .mapToObj(NumberText::of)
            .findFirst()
            .orElse("none");
    words.add(name + ", mean " + mean + " of " + dots.size() + " layers");
  }

  private Dot dot(double place, double value, LayerReport row) {
    return Dot.of(place, value, quantity.errorOf(row).orElse(0), row.name());
  }

  private double place(int layer, int layers) {
    return sameNames ? layer : layers == 1 ? 0.5 : (double) layer / (layers - 1);
  }
}
