package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.generalization.Generalization;
import io.github.weightwatcher4j.dl4j.generalization.GeneralizationMeasures;
import io.github.weightwatcher4j.dl4j.generalization.Measure;
import io.github.weightwatcher4j.dl4j.generalization.SmoothedAccuracy;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * How measures of generalization order networks against how their test errors do: Kendall's tau
 * over 16 perceptrons of two hidden layers, trained on 300 images to a loss of 0.1 with two
 * learning rates, sizes of batches, widths and shares of random labels.
 *
 * <p>{@code java ... io.github.weightwatcher4j.examples.MeasuresAndErrors docs/images/training}
 * prints it and draws measures.png; some minutes, OMP_NUM_THREADS=1.
 *
 * @param models all that were trained
 */
public record MeasuresAndErrors(List<Rated> models) {

  private static final double LOSS = 0.1;
  private static final int MOST_EPOCHS = 400;
  private static final double KEPT = 0.1;
  private static final String SMOOTHED = "smoothed error";
  private static final String ALPHA = "alpha";
  private static final String TRAINING_ERROR = "training error";

  /**
   * A trained network.
   *
   * @param seed of its weights and data
   * @param noise share of labels drawn anew
   * @param settings how it was trained
   * @param epochs until its loss was low enough, or none was left
   * @param error share of test images that it names wrongly
   * @param values by the name of the measure; those that are there
   */
  public record Rated(
      int seed,
      double noise,
      String settings,
      int epochs,
      double error,
      Map<String, Double> values) {

    /** Copies the map. */
    public Rated {
      values = Map.copyOf(values);
    }
  }

  /** Copies the list. */
  public MeasuresAndErrors {
    models = List.copyOf(models);
  }

  /** The networks that are compared with each other, and what they are called. */
  private enum Among {
    ALL("all"),
    CLEAN("right labels"),
    NOISY("a fifth of the labels random");

    private final String label;

    Among(String label) {
      this.label = label;
    }

    private boolean has(Rated model) {
      return this == ALL || (this == NOISY) == (model.noise() > 0);
    }
  }

  /**
   * Trains 48 networks, prints, and writes a plot into the folder that the first argument names.
   */
  public static void main(String[] args) throws IOException {
    List<Rated> models = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      models.addAll(
          of(seed, 300, List.of(0.05, 0.2), List.of(8, 32), List.of(64, 256), List.of(0.0, 0.2))
              .models());
    }
    MeasuresAndErrors measures = new MeasuresAndErrors(models);
    System.out.println(measures);
    measures.plot().writePng(Path.of(args[0]).resolve("measures.png"));
  }

  /** Trains a network for each combination of settings. */
  static MeasuresAndErrors of(
      int seed,
      int images,
      List<Double> rates,
      List<Integer> batches,
      List<Integer> widths,
      List<Double> noises) {
    List<Rated> models = new ArrayList<>();
    for (double noise : noises) {
      Digits digits = Digits.load(seed).first(images).mislabelled(noise, seed);
      for (double rate : rates) {
        for (int batch : batches) {
          for (int width : widths) {
            models.add(trained(digits, seed, noise, rate, batch, width));
          }
        }
      }
    }
    return new MeasuresAndErrors(models);
  }

  private static Rated trained(
      Digits digits, int seed, double noise, double rate, int batch, int width) {
    MultiLayerNetwork network = DigitsMlp.untrained(seed, new Sgd(rate), 0, width, width);
    MultiLayerNetwork before = network.clone();
    DataSetIterator batches = digits.batches(batch);
    int epochs = 0;
    do {
      network.fit(batches);
      epochs++;
    } while (network.score(digits.train()) > LOSS && epochs < MOST_EPOCHS);
    return new Rated(
        seed,
        noise,
        "rate %s, batch %d, width %d".formatted(rate, batch, width),
        epochs,
        1 - Digits.accuracy(network, digits.test()),
        measured(digits, network, before));
  }

  private static Map<String, Double> measured(
      Digits digits, MultiLayerNetwork network, MultiLayerNetwork before) {
    Generalization measured =
        GeneralizationMeasures.on(digits.train()).startedFrom(before).draws(30).of(network);
    Map<String, Double> values = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      measured.value(measure).ifPresent(value -> values.put(measure.key(), value));
    }
    values.put(TRAINING_ERROR, 1 - measured.accuracy());
    values.put(
        SMOOTHED,
        1
            - SmoothedAccuracy.of(
                    network,
                    digits.train(),
                    Components.fraction(KEPT),
                    hidden(AnalysisOptions.builder()).build())
                .smoothed());
    new WeightWatcher(network)
        .analyze(MeasuresAndErrors::hidden)
        .summary()
        .mean(Metric.ALPHA)
        .ifPresent(alpha -> values.put(ALPHA, alpha));
    return values;
  }

  private static AnalysisOptionsBuilder hidden(AnalysisOptionsBuilder options) {
    return options.layers(LayerSelector.nameMatches("fc.*"));
  }

  /** Names of the measures, in order. */
  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(ALPHA, TRAINING_ERROR, SMOOTHED));
    for (Measure measure : Measure.values()) {
      names.add(measure.key());
    }
    return names;
  }

  /**
   * Kendall's tau-b of a measure and the test error over some networks; empty where fewer than
   * three have it or all have the same.
   */
  static OptionalDouble tau(String measure, List<Rated> networks) {
    List<Rated> having =
        networks.stream().filter(model -> model.values().containsKey(measure)).toList();
    if (having.size() < 3) {
      return OptionalDouble.empty();
    }
    double tau =
        new KendallsCorrelation()
            .correlation(
                having.stream().mapToDouble(model -> model.values().get(measure)).toArray(),
                having.stream().mapToDouble(Rated::error).toArray());
    return Double.isNaN(tau) ? OptionalDouble.empty() : OptionalDouble.of(tau);
  }

  /** Tau of each seed's networks. */
  private SummaryStatistics taus(String measure, Among among) {
    SummaryStatistics statistics = new SummaryStatistics();
    models.stream()
        .filter(among::has)
        .collect(Collectors.groupingBy(Rated::seed, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(networks -> tau(measure, networks).ifPresent(statistics::addValue));
    return statistics;
  }

  /** Tau of each measure, mean and standard deviation over the seeds. */
  XyPlot plot() {
    List<String> names = names();
    XyPlot.Builder plot =
        XyPlot.titled("Do measures order networks as their test errors do?")
            .axes(
                Axis.names("", names),
                Axis.linear("Kendall's tau with the test error").between(-1, 1))
            .add(new Mark.Rule("", Ink.MARK, Pen.DASHED, Mark.Side.Y, 0));
    int group = 0;
    for (Among among : Among.values()) {
      List<Dot> dots = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        SummaryStatistics taus = taus(names.get(i), among);
        if (taus.getN() > 0) {
          double place = i + 0.2 * (group - 1);
          dots.add(Dot.of(place, taus.getMean(), taus.getStandardDeviation(), names.get(i)));
        }
      }
      plot.add(new Mark.Dots(among.label, Ink.group(group), Glyph.group(group), dots));
      group++;
    }
    return plot.note("mean and standard deviation over the seeds").describedAs(toString());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Rated model : models) {
      text.append(
          String.format(
              Locale.ROOT,
              "seed %d, noise %.1f, %s: %d epochs, test error %.1f %%\n",
              model.seed(),
              model.noise(),
              model.settings(),
              model.epochs(),
              100 * model.error()));
    }
    text.append(String.format(Locale.ROOT, "%-30s", "tau with the test error"));
    for (Among among : Among.values()) {
      text.append(String.format(Locale.ROOT, " %-14s", among.label));
    }
    for (String name : names()) {
      text.append(String.format(Locale.ROOT, "\n%-30s", name));
      for (Among among : Among.values()) {
        SummaryStatistics taus = taus(name, among);
        text.append(
            taus.getN() == 0
                ? String.format(Locale.ROOT, " %-14s", "-")
                : String.format(
                    Locale.ROOT, " %5.2f ± %-6.2f", taus.getMean(), taus.getStandardDeviation()));
      }
    }
    return text.append('\n').toString();
  }
}
