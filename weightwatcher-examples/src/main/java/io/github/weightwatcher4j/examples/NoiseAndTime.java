package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.plot.chart.CellMap;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The two knobs of the very simple deep learning model (Martin &amp; Mahoney, arXiv:1710.09553): a
 * load, lowered by noise in the labels, and a temperature, lowered by longer training; a map of
 * test error and alpha over both, for networks 64 - 256 - 128 - 10 and 300 images.
 *
 * <p>{@code java ... io.github.weightwatcher4j.examples.NoiseAndTime docs/images/training} prints
 * it and draws noise-time.png; some minutes, OMP_NUM_THREADS=1.
 *
 * @param shares of labels that are drawn anew
 * @param epochs after which is looked
 * @param cells for each number of epochs, for each share, the runs of all seeds
 */
public record NoiseAndTime(List<Double> shares, List<Integer> epochs, List<List<List<Run>>> cells) {

  private static final double RATE = 0.1;
  private static final int BATCH = 16;

  /**
   * A network at one point of its training.
   *
   * @param error share of test images that it names wrongly
   * @param fitted share of training images that it names as they are labelled
   * @param alpha mean of both hidden layers; empty where one has none
   */
  public record Run(double error, double fitted, OptionalDouble alpha) {}

  /** Copies the lists. */
  public NoiseAndTime {
    shares = List.copyOf(shares);
    epochs = List.copyOf(epochs);
    cells = List.copyOf(cells);
  }

  /** Trains, prints, and writes a plot into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    NoiseAndTime map =
        of(
            List.of(0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.0),
            List.of(1, 2, 4, 8, 16, 32, 64, 128),
            3,
            300);
    System.out.println(map);
    map.plot().writePng(Path.of(args[0]).resolve("noise-time.png"));
  }

  /**
   * Trains a network for each share of noise and each of some seeds, 1, 2 and so on.
   *
   * @param epochs ascending
   */
  static NoiseAndTime of(List<Double> shares, List<Integer> epochs, int seeds, int images) {
    List<List<List<Run>>> cells = new ArrayList<>();
    epochs.forEach(
        any -> {
          List<List<Run>> row = new ArrayList<>();
          shares.forEach(share -> row.add(new ArrayList<>()));
          cells.add(row);
        });
    for (int column = 0; column < shares.size(); column++) {
      for (int seed = 1; seed <= seeds; seed++) {
        Digits digits = Digits.load(seed).first(images).mislabelled(shares.get(column), seed);
        List<Run> runs = runs(digits, seed, epochs);
        for (int row = 0; row < runs.size(); row++) {
          cells.get(row).get(column).add(runs.get(row));
        }
      }
    }
    return new NoiseAndTime(shares, epochs, cells);
  }

  private static List<Run> runs(Digits digits, int seed, List<Integer> epochs) {
    MultiLayerNetwork network = DigitsMlp.untrained(seed, new Sgd(RATE), 0, 256, 128);
    DataSetIterator batches = digits.batches(BATCH);
    List<Run> runs = new ArrayList<>();
    int trained = 0;
    for (int until : epochs) {
      network.fit(batches, until - trained);
      trained = until;
      runs.add(
          new Run(
              1 - Digits.accuracy(network, digits.test()),
              Digits.accuracy(network, digits.train()),
              alpha(network)));
    }
    return runs;
  }

  private static OptionalDouble alpha(MultiLayerNetwork network) {
    Analysis analysis =
        new WeightWatcher(network)
            .analyze(options -> options.layers(LayerSelector.nameMatches("fc.*")));
    return analysis.summary().mean(Metric.ALPHA);
  }

  /** The error and alpha, with the temperature from high to low and the load from low to high. */
  CellMap plot() {
    return new CellMap(
        "Label noise against training time, mean of " + cells.get(0).get(0).size() + " seeds",
        List.of(),
        "Test error and alpha by share of random labels and epochs.\n" + this,
        "share of labels drawn anew (load: low to high)",
        shares.stream().map(String::valueOf).toList(),
        "epochs (temperature: high to low)",
        epochs.stream().map(String::valueOf).toList(),
        List.of(
            panel("test error in %", "%.1f", means(run -> 100 * run.error())),
            panel(
                "mean alpha of the hidden layers",
                "%.2f",
                means(run -> run.alpha().orElseThrow()))));
  }

  /** Numbers in cells, the darker the larger. */
  private static CellMap.Panel panel(String name, String format, List<List<Double>> numbers) {
    DoubleSummaryStatistics all =
        numbers.stream().flatMap(List::stream).mapToDouble(n -> n).summaryStatistics();
    double range = Math.max(all.getMax() - all.getMin(), Double.MIN_NORMAL);
    List<List<Cell>> cells =
        numbers.stream()
            .map(
                row ->
                    row.stream()
                        .map(
                            number ->
                                Cell.shaded(
                                    (number - all.getMin()) / range,
                                    String.format(Locale.ROOT, format, number)))
                        .toList())
            .toList();
    return new CellMap.Panel(name, cells, List.of());
  }

  /** Means over the seeds, a row for each number of epochs. */
  List<List<Double>> means(ToDoubleFunction<Run> value) {
    return cells.stream()
        .map(row -> row.stream().map(runs -> spread(runs, value).getMean()).toList())
        .toList();
  }

  private static SummaryStatistics spread(List<Run> runs, ToDoubleFunction<Run> value) {
    SummaryStatistics statistics = new SummaryStatistics();
    runs.forEach(run -> statistics.addValue(value.applyAsDouble(run)));
    return statistics;
  }

  /** Mean ± standard deviation over the seeds. */
  @Override
  public String toString() {
    return table("test error in %", run -> 100 * run.error())
        + table("training labels fitted in %", run -> 100 * run.fitted())
        + table("alpha", run -> run.alpha().orElseThrow());
  }

  private String table(String name, ToDoubleFunction<Run> value) {
    StringBuilder text = new StringBuilder(name).append("; epochs, then by share of noise ");
    text.append(shares).append('\n');
    for (int row = 0; row < epochs.size(); row++) {
      text.append(String.format(Locale.ROOT, "%4d", epochs.get(row)));
      for (List<Run> runs : cells.get(row)) {
        SummaryStatistics spread = spread(runs, value);
        text.append(
            String.format(
                Locale.ROOT, " %6.2f ± %4.2f", spread.getMean(), spread.getStandardDeviation()));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
