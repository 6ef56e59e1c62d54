package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.dl4j.training.SpectralScore;
import io.github.weightwatcher4j.dl4j.training.SpectralStop;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Stops a training by its spectra, without test data, where it would learn wrong labels by heart:
 * 300 images, a fifth of them mislabelled. Then asks what a test set says of where that was.
 *
 * @param epochs what was measured after each epoch of one training, from the first
 */
public record EarlyStopping(List<Epoch> epochs) {

  private static final LayerSelector HIDDEN = LayerSelector.nameMatches("fc.*");

  /**
   * A network after an epoch.
   *
   * @param alpha mean over the hidden layers
   * @param train share of training images that it names as they are labelled
   * @param test share of test images that it names correctly
   */
  public record Epoch(double alpha, double train, double test) {}

  /** Copies the list. */
  public EarlyStopping {
    epochs = List.copyOf(epochs);
  }

  /** Trains, prints, and writes a plot into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    EarlyStoppingResult<MultiLayerNetwork> result = stopped(1, 0.01, 60);
    System.out.println(result.getTerminationDetails() + " after " + result.getTotalEpochs());
    for (double rate : new double[] {0.001, 0.003, 0.01}) {
      List<EarlyStopping> trainings =
          LongStream.rangeClosed(1, 5).mapToObj(seed -> watched(seed, rate, 60)).toList();
      System.out.printf(Locale.ROOT, "Adam, rate %s: %s%n", rate, summary(trainings));
    }
    watched(1, 0.01, 60).plot().writePng(Path.of(args[0]).resolve("early-stopping.png"));
  }

  /** Trains until the mean alpha of the hidden layers is below 2, with DL4J's early stopping. */
  static EarlyStoppingResult<MultiLayerNetwork> stopped(long seed, double rate, int most) {
    SpectralScore<MultiLayerNetwork> score =
        SpectralScore.<MultiLayerNetwork>alphaDistance().options(options -> options.layers(HIDDEN));
    EarlyStoppingConfiguration<MultiLayerNetwork> configuration =
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .scoreCalculator(score)
            .epochTerminationConditions(
                SpectralStop.meanAlphaBelow(2, score::latest),
                new MaxEpochsTerminationCondition(most))
            .build();
    return new EarlyStoppingTrainer(configuration, network(seed, rate), data(seed).batches(16))
        .fit();
  }

  /** Trains to the end and measures after each epoch. */
  static EarlyStopping watched(long seed, double rate, int most) {
    Digits digits = data(seed);
    MultiLayerNetwork network = network(seed, rate);
    List<Epoch> epochs = new ArrayList<>();
    try (SpectralListener listener =
        SpectralListener.builder().options(options -> options.layers(HIDDEN)).build()) {
      network.setListeners(listener);
      for (int epoch = 0; epoch < most; epoch++) {
        network.fit(digits.batches(16), 1);
        epochs.add(
            new Epoch(
                listener.latest().orElseThrow().summary().mean(Metric.ALPHA).orElseThrow(),
                Digits.accuracy(network, digits.train()),
                Digits.accuracy(network, digits.test())));
      }
    }
    return new EarlyStopping(epochs);
  }

  private static MultiLayerNetwork network(long seed, double rate) {
    return DigitsMlp.untrained(seed, new Adam(rate), 0, 256, 256);
  }

  private static Digits data(long seed) {
    return Digits.load(seed).first(300).mislabelled(0.2, seed);
  }

  /** The epoch of the best test accuracy, from 1; the first of equal ones. */
  int best() {
    return first(Comparator.comparingDouble(epoch -> -epoch.test()));
  }

  /** The epoch whose mean alpha is nearest to 2, from 1. */
  int nearestToTwo() {
    return first(Comparator.comparingDouble(epoch -> Math.abs(epoch.alpha() - 2)));
  }

  /** The first epoch whose mean alpha is below 2, from 1; the last where none is. */
  int belowTwo() {
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).alpha() < 2) {
        return i + 1;
      }
    }
    return epochs.size();
  }

  private int first(Comparator<Epoch> order) {
    return 1 + epochs.indexOf(epochs.stream().min(order).orElseThrow());
  }

  /**
   * Mean and standard deviation over trainings: where each rule stops, and what is tested there.
   */
  static String summary(List<EarlyStopping> trainings) {
    return line("best test", trainings, EarlyStopping::best)
        + line("alpha nearest to 2", trainings, EarlyStopping::nearestToTwo)
        + line("alpha below 2", trainings, EarlyStopping::belowTwo)
        + line("last", trainings, training -> training.epochs().size());
  }

  private static String line(
      String rule, List<EarlyStopping> trainings, ToDoubleFunction<EarlyStopping> stop) {
    SummaryStatistics epoch = new SummaryStatistics();
    SummaryStatistics alpha = new SummaryStatistics();
    SummaryStatistics test = new SummaryStatistics();
    for (EarlyStopping training : trainings) {
      int at = (int) stop.applyAsDouble(training);
      epoch.addValue(at);
      alpha.addValue(training.epochs().get(at - 1).alpha());
      test.addValue(100 * training.epochs().get(at - 1).test());
    }
    return String.format(
        Locale.ROOT,
        "%n  %-18s epoch %4.1f ± %4.1f, alpha %.2f ± %.2f, test accuracy %.1f ± %.1f %%",
        rule,
        epoch.getMean(),
        epoch.getStandardDeviation(),
        alpha.getMean(),
        alpha.getStandardDeviation(),
        test.getMean(),
        test.getStandardDeviation());
  }

  /** Errors and alpha over the epochs. */
  PlotGrid plot() {
    SortedMap<String, List<Point>> errors = new TreeMap<>();
    errors.put("test", points(epoch -> 1 - epoch.test()));
    errors.put("training, labels as given", points(epoch -> 1 - epoch.train()));
    SortedMap<String, List<Point>> alpha = new TreeMap<>();
    alpha.put("mean of fc1 and fc2", points(Epoch::alpha));
    List<XyPlot> plots =
        List.of(
            Curves.of("error", Axis.counts("epoch"), Axis.linear("share of images"), errors),
            Curves.of("alpha", Axis.counts("epoch"), Axis.linear("alpha"), alpha));
    String words = plots.stream().map(XyPlot::description).collect(Collectors.joining(" "));
    return new PlotGrid("300 images, a fifth of the labels wrong", words, 2, plots);
  }

  private List<Point> points(ToDoubleFunction<Epoch> value) {
    List<Point> points = new ArrayList<>();
    for (Epoch epoch : epochs) {
      points.add(new Point(points.size() + 1.0, value.applyAsDouble(epoch)));
    }
    return points;
  }
}
