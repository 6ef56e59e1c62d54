package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Lines;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.AlphaPlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A quantity of each layer over the training of a network: up to six layers by name; of more, the
 * first, the last, the extreme ones and the one that changed most by name and the others in one
 * pale colour.
 */
public final class HistoryPlot {

  private static final int LONGEST = 28;

  /** Error bars at more steps would hide the lines. */
  private static final int MOST_ERRORS = 50;

  private final History history;
  private final List<Double> times;

  private HistoryPlot(History history) {
    this.history = history;
    this.times = TrainingTime.of(history.steps());
  }

  /** Alpha with the band of well-trained layers. */
  public static XyPlot ofAlpha(History history) {
    XyPlot plot = of(history, Quantity.of(Metric.ALPHA));
    return AlphaPlot.onBand(plot);
  }

  /** Any quantity; a step at which a layer has none leaves a gap. */
  public static XyPlot of(History history, Quantity quantity) {
    return new HistoryPlot(history).plot(quantity);
  }

  /** The network's loss. */
  public static XyPlot ofLoss(History history) {
    HistoryPlot plot = new HistoryPlot(history);
    XyPlot.Builder builder = plot.begin("Loss", Axis.linear("loss"));
    List<OptionalDouble> values = history.steps().stream().map(TrainingStep::score).toList();
    plot.addNamed(builder, 0, "loss", values, step -> 0);
    return builder.describedAs(
        "Loss over the training: " + words(values) + plot.resumptions() + ".");
  }

  private XyPlot plot(Quantity quantity) {
    Map<String, List<OptionalDouble>> values = new LinkedHashMap<>();
    history.layers().forEach(layer -> values.put(layer, values(layer, quantity)));
    Map<String, String> named = Highlights.of(values);
    String title =
        "Over the training: " + quantity.name() + (values.size() == 1 ? "" : " of each layer");
    XyPlot.Builder plot = begin(title, Axis.linear(quantity.axis()));
    addPale(plot, values, named);
    StringJoiner words = new StringJoiner("; ");
    int i = 0;
    for (Map.Entry<String, String> layer : named.entrySet()) {
      List<OptionalDouble> line = values.getOrDefault(layer.getKey(), List.of());
      String why = layer.getValue().isEmpty() ? "" : " (" + layer.getValue() + ")";
      String name = ShortName.of(layer.getKey(), LONGEST) + why;
      addNamed(plot, i, name, line, step -> error(layer.getKey(), quantity, step));
      words.add(layer.getKey() + why + " " + words(line));
      i++;
    }
    return plot.describedAs(
        "The %s of %s layers over the training: %s%s."
            .formatted(quantity.name(), values.size(), words, resumptions()));
  }

  private XyPlot.Builder begin(String title, Axis vertical) {
    XyPlot.Builder plot =
        XyPlot.titled(title).axes(Axis.counts(TrainingTime.unit(history.steps())), vertical);
    String name = "resumed: numbers go back to here";
    for (int step : history.resumptions()) {
      plot.add(new Mark.Rule(name, Ink.MARK, Pen.DASHED, Side.X, times.get(step)));
      name = "";
    }
    return plot;
  }

  private String resumptions() {
    return history.resumptions().stream()
        .map(step -> TrainingTime.label(history.steps(), history.steps().get(step)))
        .map(where -> "; resumed, numbers go back to " + where)
        .collect(Collectors.joining());
  }

  private List<OptionalDouble> values(String layer, Quantity quantity) {
    List<OptionalDouble> values = new ArrayList<>();
    for (TrainingStep step : history.steps()) {
      LayerReport row = step.analysis().details().find(layer).orElse(null);
      values.add(row == null ? OptionalDouble.empty() : quantity.of(row));
    }
    return values;
  }

  private void addPale(
      XyPlot.Builder plot, Map<String, List<OptionalDouble>> values, Map<String, String> named) {
    String name = "the other " + (values.size() - named.size()) + " layers";
    for (Map.Entry<String, List<OptionalDouble>> layer : values.entrySet()) {
      if (!named.containsKey(layer.getKey())) {
        for (List<Mark.Point> run : Lines.through(times, layer.getValue())) {
          plot.add(new Mark.Curve(name, Ink.BULK, Pen.PLAIN, run));
          name = "";
        }
      }
    }
  }

  private double error(String layer, Quantity quantity, int step) {
    return history.steps().size() > MOST_ERRORS
        ? 0
        : history.steps().get(step).analysis().details().find(layer).stream()
            .mapToDouble(row -> quantity.errorOf(row).orElse(0))
            .sum();
  }

  private void addNamed(
      XyPlot.Builder plot,
      int i,
      String name,
      List<OptionalDouble> values,
      IntToDoubleFunction error) {
    for (List<Mark.Point> run : Lines.through(times, values)) {
      plot.add(new Mark.Curve("", Ink.group(i), Pen.group(i), run));
    }
    List<Dot> dots = new ArrayList<>();
    for (int step = 0; step < values.size(); step++) {
      if (values.get(step).isPresent()) {
        double value = values.get(step).getAsDouble();
        dots.add(Dot.of(times.get(step), value, error.applyAsDouble(step), name));
      }
    }
    plot.add(new Mark.Dots(name, Ink.group(i), Glyph.group(i), dots));
  }

  /** Where it began and where it ended. */
  private static String words(List<OptionalDouble> values) {
    double[] numbers = values.stream().flatMapToDouble(OptionalDouble::stream).toArray();
    return numbers.length == 0
        ? "none"
        : NumberText.of(numbers[0]) + " to " + NumberText.of(numbers[numbers.length - 1]);
  }
}
