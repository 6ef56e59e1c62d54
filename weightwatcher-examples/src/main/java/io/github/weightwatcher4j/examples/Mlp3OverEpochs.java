package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.plot.series.HistoryPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Watches a perceptron of three wide layers, 64 - 512 - 512 - 512 - 10, through its training: how
 * entropy, stable rank, soft rank and alpha of each layer leave what random weights have.
 *
 * <p>After the network MLP3 of Martin &amp; Mahoney, JMLR 22(165), 2021. Plain gradient descent
 * without weight decay, so that nothing but the data shapes the spectra.
 */
public final class Mlp3OverEpochs {

  static final List<Metric> METRICS =
      List.of(Metric.ENTROPY, Metric.STABLE_RANK, Metric.MP_SOFTRANK, Metric.ALPHA);

  private Mlp3OverEpochs() {}

  /** Trains, prints a table, and writes mlp3.png into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    Digits digits = Digits.load(1);
    MultiLayerNetwork network = DigitsMlp.untrained(1, new Sgd(0.2), 0, 512, 512, 512);
    History history = history(network, digits, 32, 30);
    System.out.println(table(history, 0, 1, 2, 5, 10, 20, 30));
    System.out.printf(
        Locale.ROOT,
        "accuracy: train %.1f %%, test %.1f %%%n",
        100 * Digits.accuracy(network, digits.train()),
        100 * Digits.accuracy(network, digits.test()));
    plot(history).writePng(Path.of(args[0]).resolve("mlp3.png"));
  }

  /** Trains the network and analyses it before the first and after each epoch. */
  static History history(MultiLayerNetwork network, Digits digits, int batch, int epochs) {
    UnaryOperator<AnalysisOptionsBuilder> hidden =
        options -> options.layers(LayerSelector.nameMatches("fc.*"));
    Analysis random = new WeightWatcher(network).analyze(hidden);
    List<TrainingStep> steps = new ArrayList<>();
    steps.add(new TrainingStep(0, 0, OptionalDouble.empty(), Duration.ZERO, random));
    try (SpectralListener listener =
        SpectralListener.builder().options(hidden).onAnalysis(steps::add).build()) {
      network.setListeners(listener);
      network.fit(digits.batches(batch), epochs);
    }
    return History.of(steps);
  }

  static PlotGrid plot(History history) {
    List<XyPlot> plots = METRICS.stream().map(metric -> panel(history, metric)).toList();
    String words = plots.stream().map(XyPlot::description).collect(Collectors.joining(" "));
    return new PlotGrid("MLP3 on digits", words, 2, plots);
  }

  /** The plot of a metric under a title that is short enough for a panel. */
  private static XyPlot panel(History history, Metric metric) {
    Quantity quantity = Quantity.of(metric);
    return HistoryPlot.of(history, quantity).retitled(quantity.name());
  }

  /** The metrics of the hidden layers at some epochs, as text. */
  static String table(History history, int... epochs) {
    StringBuilder text = new StringBuilder("epoch layer entropy stable_rank mp_softrank alpha\n");
    for (int epoch : epochs) {
      for (LayerReport row : history.steps().get(epoch).analysis().details()) {
        text.append(String.format(Locale.ROOT, "%5d %5s", epoch, row.name()));
        METRICS.forEach(metric -> text.append(cell(row, metric)));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String cell(LayerReport row, Metric metric) {
    OptionalDouble value = row.metric(metric);
    return value.isEmpty()
        ? "        -"
        : String.format(Locale.ROOT, " %8.3f", value.getAsDouble());
  }
}
