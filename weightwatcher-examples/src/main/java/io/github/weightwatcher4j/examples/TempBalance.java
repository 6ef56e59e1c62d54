package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.BalancedLearningRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains a perceptron of five layers on few images with the same learning rate in each layer, and
 * with rates that are balanced by alpha before each epoch (TempBalance, NeurIPS 2023).
 *
 * @param rate the learning rate, of which each layer gets its share where it is balanced
 * @param results test accuracies, a row for each seed
 */
public record TempBalance(double rate, List<Result> results) {

  private static final int WIDTH = 128;

  /**
   * Shares of test images that the networks of one seed name correctly.
   *
   * @param fixed the same rate in each layer
   * @param inner balanced, all but the first and the last layer, as in the paper
   * @param all balanced, all layers
   */
  public record Result(double fixed, double inner, double all) {}

  /** Copies the list. */
  public TempBalance {
    results = List.copyOf(results);
  }

  /** Trains with three learning rates, prints. */
  public static void main(String[] args) {
    for (double rate : new double[] {0.05, 0.1, 0.2}) {
      System.out.println(of(rate, 5, 200, 30));
    }
  }

  /** Trains three networks for each of some seeds, 1, 2 and so on. */
  static TempBalance of(double rate, int seeds, int images, int epochs) {
    List<Result> results = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      Digits digits = Digits.load(seed).first(images);
      MultiLayerNetwork fixed = network(seed, rate);
      MultiLayerNetwork inner = network(seed, rate);
      inner.setListeners(BalancedLearningRates.linear());
      MultiLayerNetwork all = network(seed, rate);
      all.setListeners(BalancedLearningRates.linear().withFirstLayer().withLastLayer());
      results.add(
          new Result(
              trained(fixed, digits, epochs),
              trained(inner, digits, epochs),
              trained(all, digits, epochs)));
    }
    return new TempBalance(rate, results);
  }

  private static MultiLayerNetwork network(long seed, double rate) {
    return DigitsMlp.untrained(seed, new Sgd(rate), 1e-3, WIDTH, WIDTH, WIDTH, WIDTH);
  }

  private static double trained(MultiLayerNetwork network, Digits digits, int epochs) {
    network.fit(digits.batches(16), epochs);
    return Digits.accuracy(network, digits.test());
  }

  /** Mean ± standard deviation over the seeds, in per cent, and of the paired differences. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "rate %s: fixed %s, inner layers %s (difference %s), all layers %s (difference %s)",
        rate,
        spread(results.stream().map(Result::fixed).toList()),
        spread(results.stream().map(Result::inner).toList()),
        spread(results.stream().map(one -> one.inner() - one.fixed()).toList()),
        spread(results.stream().map(Result::all).toList()),
        spread(results.stream().map(one -> one.all() - one.fixed()).toList()));
  }

  private static String spread(List<Double> shares) {
    SummaryStatistics statistics = new SummaryStatistics();
    shares.forEach(share -> statistics.addValue(100 * share));
    return String.format(
        Locale.ROOT, "%.2f ± %.2f", statistics.getMean(), statistics.getStandardDeviation());
  }
}
