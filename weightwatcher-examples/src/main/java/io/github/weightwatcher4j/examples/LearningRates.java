package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.examples.FirstLayer.Part;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Side;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains a perceptron of three layers, 64 - 300 - 100 - 10, at learning rates from far too small to
 * where training breaks, all of it or its first layer fc1 alone, and asks whether alpha of fc1 says
 * where it has learned too much.
 *
 * <p>After the figures "MLP3 on MNIST, varying LR" and "Train FC1, freeze FC2, FC3" of the talk
 * "Heavy-Tailed Self-Regularization in Deep Neural Networks" (Martin, NeurIPS 2023 workshop on
 * heavy tails). Plain gradient descent without weight decay.
 *
 * @param title what was trained, for people to read
 * @param runs a training for each rate and seed, rates in ascending order
 */
record LearningRates(String title, List<Run> runs) {

  /** From here on a network has not learned, or has been destroyed. */
  static final double BROKEN = 0.5;

  private static final long[] SEEDS = {1, 2, 3};

  /** Each about twice the one before, and closer where training breaks. */
  private static final double[] RATES = {0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 0.8, 1, 1.28};

  private static final double[] RATES_OF_FC1 = {
    0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24
  };

  /**
   * A trained network.
   *
   * @param rate its learning rate
   * @param fc1 its first layer
   */
  record Run(double rate, FirstLayer fc1) {

    double error() {
      return fc1.testError(Part.WHOLE).orElseThrow();
    }

    double trainError() {
      return fc1.trainError(Part.WHOLE).orElseThrow();
    }

    boolean broken() {
      return !(trainError() < BROKEN);
    }
  }

  /**
   * How much of the network is trained, on what, for how long.
   *
   * @param onlyFc1 whether the other layers keep their random weights
   * @param images training images
   * @param batch images in a batch
   * @param epochs times that it sees every image
   */
  record Training(boolean onlyFc1, int images, int batch, int epochs) {

    /** The network as it is before. */
    MultiLayerNetwork network(long seed, double rate) {
      MultiLayerNetwork network = DigitsMlp.untrained(seed, new Sgd(rate), 0, 300, 100);
      if (onlyFc1) {
        network.setLearningRate(1, 0);
        network.setLearningRate(2, 0);
      }
      return network;
    }

    Digits digits(long seed) {
      return Digits.load(seed).first(images);
    }

    Run run(long seed, double rate) {
      Digits digits = digits(seed);
      MultiLayerNetwork network = network(seed, rate);
      network.fit(digits.batches(batch), epochs);
      return new Run(rate, FirstLayer.of(network, digits));
    }

    @Override
    public String toString() {
      return (onlyFc1 ? "only fc1 trained" : "all layers trained") + ", " + images + " images";
    }
  }

  /** Copies the list. */
  LearningRates {
    runs = List.copyOf(runs);
  }

  /** Trains, prints, and writes two plots into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    LearningRates all = of(new Training(false, 1437, 32, 20), RATES, SEEDS);
    System.out.println(all);
    all.plot().writePng(folder.resolve("learning-rates.png"));
    LearningRates only = of(new Training(true, 1437, 32, 20), RATES_OF_FC1, SEEDS);
    System.out.println(only);
    only.plot().writePng(folder.resolve("learning-rates-fc1.png"));
    System.out.println(of(new Training(true, 200, 8, 30), RATES_OF_FC1, SEEDS));
  }

  /** Trains at each rate with each seed. */
  static LearningRates of(Training training, double[] rates, long... seeds) {
    List<Run> runs = new ArrayList<>();
    for (double rate : rates) {
      for (long seed : seeds) {
        runs.add(training.run(seed, rate));
      }
    }
    return new LearningRates(training.toString(), runs);
  }

  List<Double> rates() {
    return runs.stream().map(Run::rate).distinct().toList();
  }

  /** The trainings at a rate, seed by seed. */
  List<Run> at(double rate) {
    return runs.stream().filter(run -> run.rate() == rate).toList();
  }

  private Spread spread(double rate, Function<Run, OptionalDouble> value) {
    return Spread.of(at(rate).stream().map(value).toList());
  }

  private static Function<Run, OptionalDouble> metric(Metric metric) {
    return run -> run.fc1().metric(metric);
  }

  private static Function<Run, OptionalDouble> percent(ToDoubleFunction<Run> share) {
    return run -> OptionalDouble.of(100 * share.applyAsDouble(run));
  }

  /** A line for each rate: means over the seeds, and their standard deviations. */
  @Override
  public String toString() {
    return rates().stream().map(this::line).collect(Collectors.joining("\n", title + "\n", "\n"));
  }

  private String line(double rate) {
    return String.format(
        Locale.ROOT,
        "rate %6.3f: alpha %s, its error %s; xmin - erg %s, ln(xmin / erg) %s;"
            + " train error %s %%, test error %s %%",
        rate,
        spread(rate, metric(Metric.ALPHA)).text(2),
        spread(rate, metric(Metric.SIGMA)).text(2),
        spread(rate, metric(Metric.DETX_DELTA)).text(2),
        spread(rate, run -> run.fc1().logDelta()).text(2),
        spread(rate, percent(Run::trainError)).text(1),
        spread(rate, percent(Run::error)).text(1));
  }

  /** Errors and alpha by rate; where the tail begins, and the errors, by alpha. */
  PlotGrid plot() {
    List<XyPlot> plots = List.of(errors(), alpha(), begins(), errorsByAlpha());
    String words = plots.stream().map(XyPlot::description).collect(Collectors.joining(" "));
    return new PlotGrid("MLP3 on digits, " + title, words, 2, plots);
  }

  private XyPlot errors() {
    XyPlot.Builder plot =
        XyPlot.titled("error by learning rate")
            .axes(
                Axis.log("learning rate"), Axis.linear("error, % (above: broken)").between(0, 15));
    add(plot, 0, "test ± deviation", rate -> spread(rate, percent(Run::error)));
    add(plot, 1, "training", rate -> spread(rate, percent(Run::trainError)));
    return plot.describedAs("Training and test error by learning rate, mean of the seeds.");
  }

  private void add(XyPlot.Builder plot, int group, String name, DoubleFunction<Spread> value) {
    List<Dot> dots = new ArrayList<>();
    for (double rate : rates()) {
      Spread spread = value.apply(rate);
      spread.mean().ifPresent(mean -> dots.add(Dot.of(rate, mean, spread.deviation(), "")));
    }
    plot.add(
            new Mark.Curve(
                "",
                Ink.group(group),
                Pen.PLAIN,
                dots.stream().map(dot -> new Mark.Point(dot.x(), dot.y())).toList()))
        .add(new Mark.Dots(name, Ink.group(group), Glyph.group(group), dots));
  }

  private XyPlot alpha() {
    XyPlot.Builder plot =
        XyPlot.titled("alpha of fc1 by learning rate")
            .axes(Axis.log("learning rate"), Axis.linear("alpha"))
            .add(new Mark.Rule("alpha = 2", Ink.group(2), Pen.DASHED, Side.Y, 2));
    add(plot, 0, "mean ± standard error of the fit", this::alpha);
    return plot.describedAs("alpha of fc1 by learning rate, mean of the seeds.");
  }

  /** Its mean at a rate, with the mean of the errors of the fits. */
  private Spread alpha(double rate) {
    Spread alpha = spread(rate, metric(Metric.ALPHA));
    double error = spread(rate, metric(Metric.SIGMA)).mean().orElse(0);
    return new Spread(alpha.mean(), error, alpha.present(), alpha.seeds());
  }

  private XyPlot begins() {
    List<Dot> dots = new ArrayList<>();
    for (Run run : worked()) {
      dots.add(Dot.of(alpha(run), run.fc1().logDelta().orElseThrow(), ""));
    }
    return XyPlot.titled("where the tail begins, by alpha")
        .axes(Axis.linear("alpha of fc1"), Axis.linear("ln(xmin / λ_ERG)"))
        .add(new Mark.Rule("ideal", Ink.group(2), Pen.DASHED, Side.X, 2))
        .add(new Mark.Rule("", Ink.group(2), Pen.DASHED, Side.Y, 0))
        .add(new Mark.Dots("a training", Ink.group(0), Glyph.group(0), dots))
        .describedAs("ln(xmin / lambda_ERG) of each training that did not break, by alpha.");
  }

  private XyPlot errorsByAlpha() {
    return XyPlot.titled("error by alpha")
        .axes(Axis.linear("alpha of fc1"), Axis.linear("error, %").between(0, 15))
        .add(new Mark.Rule("alpha = 2", Ink.group(2), Pen.DASHED, Side.X, 2))
        .add(new Mark.Dots("test", Ink.group(0), Glyph.group(0), byAlpha(Run::error)))
        .add(new Mark.Dots("training", Ink.group(1), Glyph.group(1), byAlpha(Run::trainError)))
        .describedAs("Training and test error of each training that did not break, by alpha.");
  }

  private List<Dot> byAlpha(ToDoubleFunction<Run> share) {
    return worked().stream()
        .map(run -> Dot.of(alpha(run), 100 * share.applyAsDouble(run), ""))
        .toList();
  }

  /** Trainings that did not break, and whose first layer has a power law. */
  List<Run> worked() {
    return runs.stream()
        .filter(run -> !run.broken() && run.fc1().metric(Metric.ALPHA).isPresent())
        .toList();
  }

  private static double alpha(Run run) {
    return run.fc1().metric(Metric.ALPHA).orElseThrow();
  }
}
