package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains with a learning rate that is right, and with ones that are far too large: these make
 * correlation traps, which sharpening takes out, once after the training or after each epoch of it.
 *
 * @param traps correlation traps in the hidden layers after training
 * @param test share of test images that the network names correctly
 * @param left traps that are left once the trained network is sharpened
 * @param sharpened share of test images that it names correctly then
 * @param steered the same share where training sharpened after each epoch
 * @param steeredTraps traps that are left after that training
 * @param findings what the analysis points out after training
 */
public record LargeLearningRate(
    int traps,
    double test,
    int left,
    double sharpened,
    double steered,
    int steeredTraps,
    List<Finding> findings) {

  private static final LayerSelector HIDDEN = LayerSelector.nameMatches("fc.*");

  /** Copies the list. */
  public LargeLearningRate {
    findings = List.copyOf(findings);
  }

  /** Trains with several learning rates and seeds, prints. */
  public static void main(String[] args) {
    for (double rate : new double[] {0.2, 0.6, 0.8, 1}) {
      SummaryStatistics[] columns = new SummaryStatistics[6];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = new SummaryStatistics();
      }
      for (long seed = 1; seed <= 5; seed++) {
        LargeLearningRate run = run(seed, rate, 10);
        System.out.printf("rate %s, seed %d: %s%n", rate, seed, run);
        double[] values = {
          run.traps,
          100 * run.test,
          run.left,
          100 * run.sharpened,
          run.steeredTraps,
          100 * run.steered
        };
        for (int i = 0; i < values.length; i++) {
          columns[i].addValue(values[i]);
        }
      }
      System.out.printf("rate %s, mean ± standard deviation:", rate);
      for (SummaryStatistics column : columns) {
        System.out.printf(
            Locale.ROOT, "  %.1f ± %.1f", column.getMean(), column.getStandardDeviation());
      }
      System.out.println();
    }
  }

  /** Trains twice, without and with sharpening after each epoch. */
  static LargeLearningRate run(long seed, double rate, int epochs) {
    Digits digits = Digits.load(seed);
    MultiLayerNetwork network = network(seed, rate);
    network.fit(digits.batches(32), epochs);
    WeightWatcher watcher = new WeightWatcher(network);
    ChangedModel change =
        watcher.change(Sharpening.seeded(seed), AnalysisOptions.builder().layers(HIDDEN).build());
    MultiLayerNetwork mended = ChangedNetwork.copyOf(network, change);

    MultiLayerNetwork steered = network(seed, rate);
    try (SpectralListener listener =
        SpectralListener.builder()
            .options(options -> options.layers(HIDDEN))
            .sharpening(Sharpening.seeded(seed))
            .build()) {
      steered.setListeners(listener);
      steered.fit(digits.batches(32), epochs);
    }
    return new LargeLearningRate(
        traps(network),
        Digits.accuracy(network, digits.test()),
        traps(mended),
        Digits.accuracy(mended, digits.test()),
        Digits.accuracy(steered, digits.test()),
        traps(steered),
        watcher.analyze(options -> options.layers(HIDDEN).randomize(true)).findings());
  }

  private static MultiLayerNetwork network(long seed, double rate) {
    return DigitsMlp.untrained(seed, new Sgd(rate), 1e-3, 512, 256);
  }

  private static int traps(MultiLayerNetwork network) {
    return (int)
        new WeightWatcher(network)
            .analyze(options -> options.layers(HIDDEN).randomize(true))
            .details()
            .column(Metric.RAND_NUM_SPIKES)
            .sum();
  }

  /** Whether the analysis points out a trap. */
  boolean trapped() {
    return findings.stream().anyMatch(one -> one.type() == FindingType.CORRELATION_TRAP);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d traps, test accuracy %.1f %%; sharpened: %d traps, %.1f %%; sharpened after each"
            + " epoch: %d traps, %.1f %%",
        traps,
        100 * test,
        left,
        100 * sharpened,
        steeredTraps,
        100 * steered);
  }
}
