package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.examples.FirstLayer.Part;
import io.github.weightwatcher4j.examples.LearningRates.Run;
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
 * Cuts the first layer of trained networks to its power-law tail, to its ERG part, and to what is
 * left of each, and tests what the network still knows: where the singular values are that
 * generalize, over the epochs of a training and over learning rates.
 *
 * <p>After "Truncated SVD on FC1: as alpha → 2, SVD generalizing components concentrate in the
 * tail" of the talk "Heavy-Tailed Self-Regularization in Deep Neural Networks" (Martin, NeurIPS
 * 2023 workshop on heavy tails). Only fc1 is cut: the other layers, and all biases, are whole.
 *
 * @param steps states of networks: what they have in common, and the first layer of each seed
 */
record GeneralizingComponents(List<Step> steps) {

  private static final double RATE = 0.16;
  private static final int[] EPOCHS = {0, 1, 2, 3, 5, 10, 20};

  /**
   * Networks that differ by their seeds only.
   *
   * @param at epoch or learning rate
   * @param layers first layer by seed
   */
  record Step(double at, List<FirstLayer> layers) {

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
    GeneralizingComponents epochs =
        overEpochs(new Training(false, 1437, 32, 20), RATE, EPOCHS, 1, 2, 3);
    System.out.println("rate " + RATE + ", by epoch\n" + epochs);
    GeneralizingComponents rates = overRates(LearningRates.ofAllLayers());
    System.out.println("20 epochs, by learning rate\n" + rates);
    plot(epochs, rates).writePng(Path.of(args[0]).resolve("generalizing-components.png"));
  }

  /** The states of trainings with several seeds after some epochs; 0 is before the first. */
  static GeneralizingComponents overEpochs(
      Training training, double rate, int[] epochs, long... seeds) {
    List<List<FirstLayer>> layers = new ArrayList<>();
    for (int i = 0; i < epochs.length; i++) {
      layers.add(new ArrayList<>());
    }
    for (long seed : seeds) {
      Digits digits = training.digits(seed);
      MultiLayerNetwork network = training.network(seed, rate);
      int epoch = 0;
      for (int i = 0; i < epochs.length; i++) {
        while (epoch < epochs[i]) {
          network.fit(digits.batches(training.batch()), 1);
          epoch++;
        }
        layers.get(i).add(FirstLayer.of(network, digits));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < epochs.length; i++) {
      steps.add(new Step(epochs[i], layers.get(i)));
    }
    return new GeneralizingComponents(steps);
  }

  /** What trainings at several rates ended with; rates that broke a network are left out. */
  static GeneralizingComponents overRates(LearningRates trainings) {
    List<Step> steps = new ArrayList<>();
    for (double rate : trainings.rates()) {
      List<Run> runs = trainings.at(rate);
      if (runs.stream().noneMatch(Run::broken)) {
        steps.add(new Step(rate, runs.stream().map(Run::fc1).toList()));
      }
    }
    return new GeneralizingComponents(steps);
  }

  /** Two lines for each step: means over the seeds, and their standard deviations. */
  @Override
  public String toString() {
    return steps.stream().map(GeneralizingComponents::lines).collect(Collectors.joining());
  }

  private static String lines(Step step) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%6.3f: alpha %s; singular values: tail %s, ERG %s, needed %s%n",
            step.at(),
            step.spread(layer -> layer.metric(Metric.ALPHA)).text(2),
            step.spread(layer -> layer.metric(Metric.TAIL_SIZE)).text(1),
            step.spread(layer -> layer.metric(Metric.DETX_NUM)).text(1),
            step.spread(FirstLayer::needed).text(1)));
    for (Part part : Part.values()) {
      text.append(
          String.format(
              Locale.ROOT,
              "        %-16s train error %s %%, test error %s %%%n",
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

  /** Test errors of the parts, over epochs and over learning rates, and what cutting costs. */
  static PlotGrid plot(GeneralizingComponents epochs, GeneralizingComponents rates) {
    List<XyPlot> plots =
        List.of(
            epochs.errors("test error by epoch", Axis.counts("epoch")),
            rates.errors("test error by learning rate", Axis.log("learning rate")),
            lost(epochs, rates),
            sizes(epochs, rates));
    String words = plots.stream().map(XyPlot::description).collect(Collectors.joining(" "));
    return new PlotGrid("MLP3 on digits: fc1 cut to parts of its spectrum", words, 2, plots);
  }

  private XyPlot errors(String title, Axis x) {
    XyPlot.Builder plot = XyPlot.titled(title).axes(x, Axis.log("test error, %"));
    for (Part part : Part.values()) {
      List<Dot> dots = new ArrayList<>();
      for (Step step : steps) {
        step.spread(percent(layer -> layer.testError(part)))
            .mean()
            .ifPresent(mean -> dots.add(Dot.of(step.at(), mean, "")));
      }
      List<Point> line = dots.stream().map(dot -> new Point(dot.x(), dot.y())).toList();
      Ink ink = Ink.group(part.ordinal());
      plot.add(new Mark.Curve("", ink, Pen.PLAIN, line))
          .add(new Mark.Dots(part.toString(), ink, Glyph.group(part.ordinal()), dots));
    }
    return plot.describedAs(title + " of the whole layer and of its parts, mean of the seeds.");
  }

  /** What cutting to the tail, and to the ERG part, costs, by alpha. */
  private static XyPlot lost(GeneralizingComponents epochs, GeneralizingComponents rates) {
    XyPlot.Builder plot =
        byAlpha("test error added by cutting, against alpha", "added test error, %");
    for (Part part : List.of(Part.TAIL, Part.ERG)) {
      add(plot, part.ordinal(), "to the " + part, epochs, rates, layer -> added(layer, part));
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
  private static XyPlot sizes(GeneralizingComponents epochs, GeneralizingComponents rates) {
    XyPlot.Builder plot = byAlpha("singular values, against alpha", "of 64");
    add(plot, 1, "tail", epochs, rates, layer -> layer.metric(Metric.TAIL_SIZE));
    add(plot, 2, "ERG part", epochs, rates, layer -> layer.metric(Metric.DETX_NUM));
    add(plot, 3, "needed", epochs, rates, FirstLayer::needed);
    return plot.describedAs("Sizes of tail and ERG part, and singular values needed, by alpha.");
  }

  private static XyPlot.Builder byAlpha(String title, String y) {
    return XyPlot.titled(title)
        .axes(Axis.linear("alpha of fc1").between(1.5, 6), Axis.linear(y))
        .add(new Mark.Rule("", Ink.group(4), Pen.DASHED, Side.X, 2));
  }

  private static void add(
      XyPlot.Builder plot,
      int group,
      String name,
      GeneralizingComponents epochs,
      GeneralizingComponents rates,
      Function<FirstLayer, OptionalDouble> value) {
    List<Dot> dots = new ArrayList<>();
    for (GeneralizingComponents one : List.of(epochs, rates)) {
      for (Step step : one.steps()) {
        for (FirstLayer layer : step.layers()) {
          OptionalDouble alpha = layer.metric(Metric.ALPHA);
          if (step.at() > 0 && alpha.isPresent()) {
            value.apply(layer).ifPresent(y -> dots.add(Dot.of(alpha.getAsDouble(), y, "")));
          }
        }
      }
    }
    plot.add(new Mark.Dots(name, Ink.group(group), Glyph.group(group), dots));
  }
}
