package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.Plot;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.plot.series.LabelledSpectrum;
import io.github.weightwatcher4j.plot.series.SpectraGrid;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains the same network, 64 - 512 - 256 - 10, with batches of 2 to 512 images and the same
 * learning rate, and compares the spectra of its layers: once after as many epochs, once after as
 * many updates.
 *
 * <p>After the experiment on batch sizes of Martin &amp; Mahoney, JMLR 22(165), 2021.
 *
 * @param runs a trained network for each batch size
 */
public record BatchSizes(List<Run> runs) {

  private static final double RATE = 0.1;
  private static final List<String> LAYERS = List.of("fc1", "fc2");
  private static final List<Metric> COLUMNS =
      List.of(
          Metric.STABLE_RANK,
          Metric.MP_SOFTRANK,
          Metric.NUM_SPIKES,
          Metric.ALPHA,
          Metric.D,
          Metric.RAND_NUM_SPIKES);

  /**
   * A network trained with one batch size.
   *
   * @param batch images in a batch
   * @param epochs times it saw every image
   * @param train share of training images that it names correctly
   * @param test as above, of the test images
   * @param analysis what was found
   */
  public record Run(int batch, int epochs, double train, double test, Analysis analysis) {

    static Run of(Digits digits, int batch, int epochs) {
      MultiLayerNetwork network = DigitsMlp.untrained(1, new Sgd(RATE), 0, 512, 256);
      network.fit(digits.batches(batch), epochs);
      return new Run(
          batch,
          epochs,
          Digits.accuracy(network, digits.train()),
          Digits.accuracy(network, digits.test()),
          new WeightWatcher(network).analyze(options -> options.randomize(true)));
    }

    LayerReport layer(String name) {
      return analysis.details().get(name);
    }
  }

  /** Copies the list. */
  public BatchSizes {
    runs = List.copyOf(runs);
  }

  /** Trains, prints, and writes two plots into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    Digits digits = Digits.load(1);
    BatchSizes epochs = ofEqualEpochs(digits, 10, 2, 4, 8, 16, 32, 64, 128, 256, 512);
    System.out.println("10 epochs each\n" + epochs);
    Path folder = Path.of(args[0]);
    epochs.spectra("fc1").writePng(folder.resolve("batch-spectra.png"));
    epochs.ranks().writePng(folder.resolve("batch-ranks.png"));
    System.out.println("as many updates each\n" + ofEqualUpdates(digits, 10, 16, 64, 512));
  }

  /** Trains with each batch size for as many epochs: the smaller, the more updates. */
  static BatchSizes ofEqualEpochs(Digits digits, int epochs, int... batches) {
    return new BatchSizes(
        Arrays.stream(batches).mapToObj(batch -> Run.of(digits, batch, epochs)).toList());
  }

  /** Trains with each batch size for as many updates: the larger, the more epochs. */
  static BatchSizes ofEqualUpdates(Digits digits, int epochsOfFirst, int... batches) {
    return new BatchSizes(
        Arrays.stream(batches)
            .mapToObj(batch -> Run.of(digits, batch, epochsOfFirst * batch / batches[0]))
            .toList());
  }

  /** The spectrum of a layer after training with each batch size, from large to small. */
  PlotGrid spectra(String layer) {
    return SpectraGrid.of(
        "Spectrum of " + layer + " by batch size",
        runs.stream()
            .sorted((one, other) -> other.batch() - one.batch())
            .map(run -> new LabelledSpectrum("batch size " + run.batch(), run.layer(layer)))
            .toList());
  }

  /** Stable rank and soft rank of the two large layers against the batch size. */
  Plot ranks() {
    List<XyPlot> plots = List.of(plot(Metric.STABLE_RANK), plot(Metric.MP_SOFTRANK));
    String words = plots.stream().map(XyPlot::description).collect(Collectors.joining(" "));
    return new PlotGrid("Ranks by batch size", words, 2, plots);
  }

  private XyPlot plot(Metric metric) {
    Axis sizes =
        Axis.names("batch size", runs.stream().map(run -> String.valueOf(run.batch())).toList());
    SortedMap<String, List<Point>> curves = new TreeMap<>();
    for (String layer : LAYERS) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        points.add(new Point(i, runs.get(i).layer(layer).metric(metric).orElseThrow()));
      }
      curves.put(layer, points);
    }
    Quantity quantity = Quantity.of(metric);
    return Curves.of(quantity.name(), sizes, Axis.linear(quantity.axis()), curves);
  }

  @Override
  public String toString() {
    return runs.stream().map(BatchSizes::line).collect(Collectors.joining());
  }

  private static String line(Run run) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "batch %3d, %3d epochs: train %5.1f %%, test %5.1f %%%n",
            run.batch(),
            run.epochs(),
            100 * run.train(),
            100 * run.test()));
    for (String layer : LAYERS) {
      text.append("  ").append(layer);
      for (Metric metric : COLUMNS) {
        run.layer(layer)
            .metric(metric)
            .ifPresent(
                value -> text.append(String.format(Locale.ROOT, "  %s %.2f", metric.key(), value)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
