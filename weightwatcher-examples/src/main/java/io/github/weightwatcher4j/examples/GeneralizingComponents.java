package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.examples.FirstLayer.Part;
import io.github.weightwatcher4j.examples.LearningRates.Training;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Cuts the first layer of a network to its power-law tail, to its ERG part, and to what is left of
 * each, and tests what the network still knows: where the singular values are that generalize, over
 * the epochs of a training.
 *
 * <p>After "Truncated SVD on FC1: as alpha → 2, SVD generalizing components concentrate in the
 * tail" of the talk "Heavy-Tailed Self-Regularization in Deep Neural Networks" (Martin, NeurIPS
 * 2023 workshop on heavy tails). Only fc1 is cut: the other layers, and all biases, are whole.
 *
 * @param title what was trained, for people to read
 * @param steps the first layer after some epochs, in ascending order
 */
record GeneralizingComponents(String title, List<Step> steps) {

  private static final List<Part> PARTS = List.of(Part.values());

  private static final int[] EPOCHS = {0, 1, 2, 3, 5, 10, 20, 40};
  private static final long[] SEEDS = {1, 2, 3};

  /**
   * Networks that differ by their seeds only.
   *
   * @param epoch how often they saw every image; 0 before training
   * @param layers first layer by seed
   */
  record Step(int epoch, List<FirstLayer> layers) {

    /** Copies the list. */
    Step {
      layers = List.copyOf(layers);
    }

    Spread spread(Function<FirstLayer, OptionalDouble> value) {
      return Spread.of(layers.stream().map(value).toList());
    }
  }

  /** Copies the list. */
  GeneralizingComponents {
    steps = List.copyOf(steps);
  }

  /** Trains, prints, and writes a plot into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    GeneralizingComponents all = of(new Training(false, 1437, 32, 40), 0.32, EPOCHS, SEEDS);
    System.out.println(all);
    GeneralizingComponents only = of(new Training(true, 1437, 32, 40), 1.28, EPOCHS, SEEDS);
    System.out.println(only);
    plot(all, only).writePng(Path.of(args[0]).resolve("generalizing-components.png"));
  }

  /** Trains with each seed, and cuts the first layer after each of some epochs. */
  static GeneralizingComponents of(Training training, double rate, int[] epochs, long... seeds) {
    List<List<FirstLayer>> layers = new ArrayList<>();
    for (int i = 0; i < epochs.length; i++) {
      layers.add(new ArrayList<>());
    }
    for (long seed : seeds) {
      Digits digits = training.digits(seed);
      MultiLayerNetwork network = training.network(seed, rate);
      int epoch = 0;
      for (int i = 0; i < epochs.length; i++) {
        for (; epoch < epochs[i]; epoch++) {
          network.fit(digits.batches(training.batch()), 1);
        }
        layers.get(i).add(FirstLayer.of(network, digits));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < epochs.length; i++) {
      steps.add(new Step(epochs[i], layers.get(i)));
    }
    String what = training.onlyFc1() ? "only fc1 trained" : "all layers trained";
    return new GeneralizingComponents(what + ", rate " + rate, steps);
  }

  /** A few lines for each step: means over the seeds, and their standard deviations. */
  @Override
  public String toString() {
    return steps.stream()
        .map(GeneralizingComponents::lines)
        .collect(Collectors.joining("", title + "\n", ""));
  }

  private static String lines(Step step) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "epoch %2d: alpha %s; singular values: tail %s, ERG part %s, needed %s%n",
            step.epoch(),
            step.spread(layer -> layer.metric(Metric.ALPHA)).text(2),
            step.spread(layer -> layer.metric(Metric.TAIL_SIZE)).text(1),
            step.spread(layer -> layer.metric(Metric.DETX_NUM)).text(1),
            step.spread(FirstLayer::needed).text(1)));
    for (Part part : Part.values()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-16s train error %s %%, test error %s %%%n",
              part,
              step.spread(percent(layer -> layer.trainError(part))).text(1),
              step.spread(percent(layer -> layer.testError(part))).text(1)));
    }
    return text.toString();
  }

  private static Function<FirstLayer, OptionalDouble> percent(
      Function<FirstLayer, OptionalDouble> share) {
    return layer -> share.apply(layer).stream().map(value -> 100 * value).findAny();
  }

  /** Test errors of the parts over the epochs, and what cutting costs. */
  static PlotGrid plot(GeneralizingComponents... trainings) {
    List<XyPlot> plots = new ArrayList<>();
    for (GeneralizingComponents training : trainings) {
      plots.add(training.errors());
    }
    plots.add(lost(trainings));
    plots.add(sizes(trainings));
    String words = plots.stream().map(XyPlot::description).collect(Collectors.joining(" "));
    return new PlotGrid("MLP3 on digits: fc1 cut to parts of its spectrum", words, 2, plots);
  }

  private XyPlot errors() {
    XyPlot.Builder plot =
        XyPlot.titled("test error: " + title)
            .axes(Axis.counts("epoch"), Axis.log("test error, %").between(0.5, 100));
    for (Part part : PARTS) {
      List<Dot> dots = new ArrayList<>();
      for (Step step : steps) {
        step.spread(percent(layer -> layer.testError(part)))
            .mean()
            .ifPresent(mean -> dots.add(Dot.of(step.epoch(), mean, "")));
      }
      List<Point> line = dots.stream().map(dot -> new Point(dot.x(), dot.y())).toList();
      int group = PARTS.indexOf(part);
      Ink ink = Ink.group(group);
      plot.add(new Mark.Curve("", ink, Pen.PLAIN, line))
          .add(new Mark.Dots(part.toString(), ink, Glyph.group(group), dots));
    }
    return plot.describedAs(
        "Test error by epoch of the whole layer and of its parts, mean of the seeds, " + title);
  }

  /** What cutting to the tail, and to the ERG part, costs, by alpha. */
  private static XyPlot lost(GeneralizingComponents... trainings) {
    XyPlot.Builder plot = byAlpha("what cutting costs, by alpha", "added test error, %");
    for (Part part : List.of(Part.TAIL, Part.ERG)) {
      add(plot, PARTS.indexOf(part), "to the " + part, layer -> added(layer, part), trainings);
    }
    return plot.describedAs("What cutting to the tail and to the ERG part adds to the test error.");
  }

  /** Test error of a part less that of the whole, in per cent; empty where one is not known. */
  static OptionalDouble added(FirstLayer layer, Part part) {
    OptionalDouble whole = layer.testError(Part.WHOLE);
    OptionalDouble cut = layer.testError(part);
    return whole.isPresent() && cut.isPresent()
        ? OptionalDouble.of(100 * (cut.getAsDouble() - whole.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** How many singular values the parts have, and how many are needed, by alpha. */
  private static XyPlot sizes(GeneralizingComponents... trainings) {
    XyPlot.Builder plot = byAlpha("singular values, by alpha", "number, of 64");
    add(plot, 1, "tail", layer -> layer.metric(Metric.TAIL_SIZE), trainings);
    add(plot, 2, "ERG part", layer -> layer.metric(Metric.DETX_NUM), trainings);
    add(plot, 3, "needed", FirstLayer::needed, trainings);
    return plot.describedAs("Sizes of tail and ERG part, and singular values needed, by alpha.");
  }

  private static XyPlot.Builder byAlpha(String title, String y) {
    return XyPlot.titled(title)
        .axes(Axis.linear("alpha of fc1"), Axis.linear(y))
        .add(new Mark.Rule("", Ink.group(4), Pen.DASHED, Side.X, 2));
  }

  private static void add(
      XyPlot.Builder plot,
      int group,
      String name,
      Function<FirstLayer, OptionalDouble> value,
      GeneralizingComponents... trainings) {
    List<Dot> dots = new ArrayList<>();
    for (GeneralizingComponents training : trainings) {
      for (Step step : training.steps()) {
        for (FirstLayer layer : step.layers()) {
          OptionalDouble alpha = layer.metric(Metric.ALPHA);
          if (step.epoch() > 0 && alpha.isPresent()) {
            value.apply(layer).ifPresent(y -> dots.add(Dot.of(alpha.getAsDouble(), y, "")));
          }
        }
      }
    }
    plot.add(new Mark.Dots(name, Ink.group(group), Glyph.group(group), dots));
  }
}
