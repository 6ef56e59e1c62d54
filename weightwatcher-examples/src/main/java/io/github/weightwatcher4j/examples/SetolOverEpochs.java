package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Whether the ERG condition comes to hold as alpha comes to 2: a perceptron 64 - 512 - 512 - 10
 * that is trained on digits with one batch size after another (the smaller, the smaller alpha), and
 * {@code ln(xmin / detX)} of its square layer beside alpha, in the course of the epochs.
 */
public final class SetolOverEpochs {

  private static final int[] BATCHES = {32, 4, 2};

  private SetolOverEpochs() {}

  /** Trains networks of three seeds and prints a table; takes some minutes. */
  public static void main(String[] args) {
    System.out.println("seed batch epoch alpha ln_ratio pl_share detX_share ideal");
    for (int seed = 1; seed <= 3; seed++) {
      Digits digits = Digits.load(seed);
      for (int batch : BATCHES) {
        System.out.print(course(digits, seed, batch, 16, 512));
      }
    }
    System.out.println("a narrow network, 64 - 96 - 96 - 10, and 400 images:");
    System.out.print(course(Digits.load(1).first(400), 1, 2, 64, 96));
  }

  /** A line for the start, for epochs 1, 2, 4, 8, ... and one with the accuracy. */
  static String course(Digits digits, int seed, int batch, int epochs, int width) {
    MultiLayerNetwork network = DigitsMlp.untrained(seed, new Sgd(0.05), 0, width, width);
    UnaryOperator<AnalysisOptionsBuilder> square =
        options -> options.layers(LayerSelector.nameMatches("fc2")).detx(true);
    StringBuilder text = new StringBuilder();
    text.append(line(seed, batch, 0, new WeightWatcher(network).analyze(square)));
    try (SpectralListener listener =
        SpectralListener.builder()
            .options(square)
            .onAnalysis(
                step -> {
                  if (Integer.bitCount(step.epoch()) == 1) {
                    text.append(line(seed, batch, step.epoch(), step.analysis()));
                  }
                })
            .build()) {
      network.setListeners(listener);
      network.fit(digits.batches(batch), epochs);
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%4d %5d accuracy: train %.1f %%, test %.1f %%%n",
                seed,
                batch,
                100 * Digits.accuracy(network, digits.train()),
                100 * Digits.accuracy(network, digits.test())))
        .toString();
  }

  private static String line(int seed, int batch, int epoch, Analysis analysis) {
    LayerReport row = analysis.details().get("fc2");
    return String.format(
        Locale.ROOT,
        "%4d %5d %5d %5s %8s %8s %10s %5s%n",
        seed,
        batch,
        epoch,
        cell(row, Metric.ALPHA),
        cell(row, Metric.DETX_LN_RATIO),
        cell(row, Metric.PL_SHARE),
        cell(row, Metric.DETX_SHARE),
        row.isIdeal() ? "yes" : "no");
  }

  private static String cell(LayerReport row, Metric metric) {
    OptionalDouble value = row.metric(metric);
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", value.getAsDouble());
  }
}
