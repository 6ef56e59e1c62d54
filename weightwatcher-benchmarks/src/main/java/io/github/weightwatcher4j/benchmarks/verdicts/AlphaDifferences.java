package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsConvNet;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.report.Analysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * How often a comparison calls alphas significantly different: of networks that differ in nothing
 * but their seed, which stands for their start and the order of their batches, and of made spectra
 * whose exponents differ by four combined errors.
 *
 * <p>{@code java -cp weightwatcher-benchmarks/target/benchmarks.jar
 * io.github.weightwatcher4j.benchmarks.verdicts.AlphaDifferences 40 10}
 *
 * <p>Arguments: pairs of each kind, epochs of training of the perceptron.
 */
public final class AlphaDifferences {

  private static final int EIGENVALUES = 200;
  private static final double APART = 4;

  /** Eigenvalues that a tail has of them on the average: xmin is chosen, too. */
  private static final double TAIL = 0.8 * EIGENVALUES;

  private static final int BATCH = 32;
  private static final int CONV_EPOCHS = 3;

  private AlphaDifferences() {}

  /** Trains, draws, and prints the rates. */
  public static void main(String[] arguments) {
    int pairs = Integer.parseInt(arguments[0]);
    int epochs = Integer.parseInt(arguments[1]);
    seeds("perceptron", DigitsMlp::untrained, pairs, epochs);
    seeds("convolutional network", DigitsConvNet::untrained, pairs, CONV_EPOCHS);
    for (double alpha : new double[] {2.2, 3, 4.5}) {
      made(pairs, alpha);
    }
  }

  /** Pairs of networks that are trained alike, on the same images, from other seeds. */
  private static void seeds(
      String kind, LongFunction<MultiLayerNetwork> untrained, int pairs, int epochs) {
    int different = 0;
    int layers = 0;
    int differentLayers = 0;
    Map<String, SummaryStatistics> scores = new LinkedHashMap<>();
    for (int pair = 0; pair < pairs; pair++) {
      ModelComparison model =
          Comparison.of(
                  trained(untrained.apply(2L * pair + 1), epochs),
                  trained(untrained.apply(2L * pair + 2), epochs))
              .models()
              .get(0);
      different += model.significant().isEmpty() ? 0 : 1;
      differentLayers += model.significant().size();
      for (var layer : model.layers()) {
        if (layer.alpha().isPresent()) {
          AlphaDifference alpha = layer.alpha().get();
          layers++;
          scores
              .computeIfAbsent(layer.name(), name -> new SummaryStatistics())
              .addValue(alpha.difference() / alpha.standardError());
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s, seeds alone, %d epochs: %d of %d pairs, %d of %d layers significant%n",
        kind,
        epochs,
        different,
        pairs,
        differentLayers,
        layers);
    scores.forEach(AlphaDifferences::print);
  }

  private static void print(String name, SummaryStatistics z) {
    System.out.printf(
        Locale.ROOT,
        "  %s: z has mean %.2f, standard deviation %.2f, from %.1f to %.1f%n",
        name,
        z.getMean(),
        z.getStandardDeviation(),
        z.getMin(),
        z.getMax());
  }

  private static Analysis trained(MultiLayerNetwork network, int epochs) {
    network.fit(Digits.load(1).batches(BATCH), epochs);
    return new WeightWatcher(network).analyze();
  }

  /** Three layers each, one of which has another exponent. */
  private static void made(int pairs, double alpha) {
    double other = apart(alpha);
    int found = 0;
    int others = 0;
    SummaryStatistics scores = new SummaryStatistics();
    for (int pair = 0; pair < pairs; pair++) {
      Random random = new Random(Math.round(100 * alpha) * 1000 + pair);
      ModelComparison model =
          Comparison.of(model(random, alpha, alpha, alpha), model(random, other, alpha, alpha))
              .models()
              .get(0);
      List<String> names = new ArrayList<>();
      model.significant().forEach(layer -> names.add(layer.name()));
      found += names.remove("layer0") ? 1 : 0;
      others += names.isEmpty() ? 0 : 1;
      model
          .layers()
          .get(0)
          .alpha()
          .ifPresent(it -> scores.addValue(it.difference() / it.standardError()));
    }
    System.out.printf(
        Locale.ROOT,
        "alpha %.2f and %.2f, %.0f combined errors apart (z %.2f ± %.2f): found in %d"
            + " of %d, another layer called different in %d%n",
        alpha,
        other,
        APART,
        scores.getMean(),
        scores.getStandardDeviation(),
        found,
        pairs,
        others);
  }

  /** The larger exponent whose error, with that of the first, makes them so far apart. */
  private static double apart(double alpha) {
    double error = (alpha - 1) / Math.sqrt(TAIL);
    double other = alpha;
    for (int i = 0; i < 100; i++) {
      other = alpha + APART * Math.hypot(error, (other - 1) / Math.sqrt(TAIL));
    }
    return other;
  }

  private static Analysis model(Random random, double... alphas) {
    Map<String, double[][]> layers = new LinkedHashMap<>();
    for (int i = 0; i < alphas.length; i++) {
      layers.put("layer" + i, matrix(alphas[i], random));
    }
    return new WeightWatcher(layers).analyze();
  }

  /** Eigenvalues drawn from a Pareto law, on the diagonal. */
  private static double[][] matrix(double alpha, Random random) {
    double[][] matrix = new double[EIGENVALUES][EIGENVALUES];
    for (int i = 0; i < EIGENVALUES; i++) {
      double eigenvalue = Math.pow(1 - random.nextDouble(), -1 / (alpha - 1));
      matrix[i][i] = Math.sqrt(eigenvalue);
    }
    return matrix;
  }
}
