package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.pruning.Exponent;
import io.github.weightwatcher4j.pruning.Pruning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains perceptrons, 64 - 256 - 256 - 128 - 128 - 64 - 10, sets a share of the weights of their
 * inner layers to zero without training them again, and compares how well they still name the
 * digits: the same share of each layer, shares by Hill's alpha (AlphaPruning, NeurIPS 2024) and by
 * that of windows (FARMS, ICML 2025).
 *
 * @param unpruned test accuracy before, for each seed
 * @param rows test accuracies for each sparsity
 */
public record PruneNetwork(List<Double> unpruned, List<Row> rows) {

  private static final int[] WIDTHS = {256, 256, 128, 128, 64};

  /** How the shares are found. */
  enum Way {
    /** The same share of each layer. */
    UNIFORM("uniform", Pruning::uniform),
    /** By Hill's alpha. */
    HILL("AlphaPruning (Hill)", sparsity -> Pruning.byAlpha(sparsity).by(Exponent.HILL)),
    /** By Hill's alpha of windows. */
    FARMS("AlphaPruning (FARMS)", Pruning::byAlpha);

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final DoubleFunction<Pruning> pruning;

    Way(String text, DoubleFunction<Pruning> pruning) {
      this.text = text;
      this.pruning = pruning;
    }
  }

  /**
   * The networks of all seeds pruned.
   *
   * @param sparsity share of the weights of the inner layers that are zero
   * @param accuracies for each way, for each seed
   */
  record Row(double sparsity, Map<Way, List<Double>> accuracies) {

    SummaryStatistics of(Way way) {
      return statistics(shares(way));
    }

    /** Of the differences to the uniform one of the same seed. */
    SummaryStatistics gain(Way way) {
      List<Double> differences = new ArrayList<>();
      for (int seed = 0; seed < shares(way).size(); seed++) {
        differences.add(shares(way).get(seed) - shares(Way.UNIFORM).get(seed));
      }
      return statistics(differences);
    }

    private List<Double> shares(Way way) {
      return accuracies.computeIfAbsent(way, each -> new ArrayList<>());
    }
  }

  /** Copies the lists. */
  public PruneNetwork {
    unpruned = List.copyOf(unpruned);
    rows = List.copyOf(rows);
  }

  /** Trains five networks, prints, and draws into the file that the first argument names. */
  public static void main(String[] args) throws IOException {
    PruneNetwork result = of(5, 1437, 30, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95);
    System.out.print(result);
    result.plot().writePng(Path.of(args[0]));
  }

  /** Trains and prunes a network for each of some seeds, 1, 2 and so on. */
  static PruneNetwork of(int seeds, int images, int epochs, double... sparsities) {
    List<Double> unpruned = new ArrayList<>();
    List<Row> rows =
        Arrays.stream(sparsities)
            .mapToObj(each -> new Row(each, new EnumMap<>(Way.class)))
            .toList();
    for (int seed = 0; seed < seeds; seed++) {
      Digits digits = Digits.load(seed + 1).first(images);
      MultiLayerNetwork network = DigitsMlp.untrained(seed + 1, new Sgd(0.1), 1e-3, WIDTHS);
      network.fit(digits.batches(16), epochs);
      unpruned.add(Digits.accuracy(network, digits.test()));
      WeightWatcher watcher = new WeightWatcher(network);
      for (Row row : rows) {
        for (Way way : Way.values()) {
          var plan = watcher.pruningPlan(way.pruning.apply(row.sparsity()));
          var pruned = ChangedNetwork.copyOf(network, watcher.prune(plan));
          row.shares(way).add(Digits.accuracy(pruned, digits.test()));
        }
      }
    }
    return new PruneNetwork(unpruned, rows);
  }

  private static SummaryStatistics statistics(List<Double> shares) {
    SummaryStatistics statistics = new SummaryStatistics();
    shares.forEach(share -> statistics.addValue(100 * share));
    return statistics;
  }

  /** Accuracy against sparsity, with standard deviations over the seeds. */
  XyPlot plot() {
    XyPlot.Builder plot =
        XyPlot.titled("A pruned perceptron")
            .axes(
                Axis.linear("weights of the inner layers that are zero, %"),
                Axis.linear("test accuracy, %"))
            .note("mean ± standard deviation of " + unpruned.size() + " networks");
    List<Way> ways = List.of(Way.values());
    for (Way way : ways) {
      int i = ways.indexOf(way);
      List<Point> line = new ArrayList<>();
      List<Dot> dots = new ArrayList<>();
      for (Row row : rows) {
        // Side by side, so that the error bars do not cover each other.
        double x = 100 * row.sparsity() + 0.5 * (i - 1);
        SummaryStatistics of = row.of(way);
        line.add(new Point(x, of.getMean()));
        dots.add(Dot.of(x, of.getMean(), of.getStandardDeviation(), way.text));
      }
      plot.add(new Mark.Curve("", Ink.group(i), i == 0 ? Pen.DASHED : Pen.PLAIN, line))
          .add(new Mark.Dots(way.text, Ink.group(i), Glyph.group(i), dots));
    }
    return plot.describedAs("Test accuracy by the share of weights that are zero, three ways.");
  }

  /** Mean ± standard deviation over the seeds, in per cent, as rows of a Markdown table. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("unpruned: " + text(statistics(unpruned)) + "\n");
    text.append("| zeros | uniform | Hill | FARMS | Hill - uniform | FARMS - uniform |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      text.append(String.format(Locale.ROOT, "| %.0f %%", 100 * row.sparsity()));
      for (Way way : Way.values()) {
        text.append(" | ").append(text(row.of(way)));
      }
      text.append(" | ").append(text(row.gain(Way.HILL)));
      text.append(" | ").append(text(row.gain(Way.FARMS))).append(" |\n");
    }
    return text.toString();
  }

  private static String text(SummaryStatistics of) {
    return String.format(Locale.ROOT, "%.1f ± %.1f", of.getMean(), of.getStandardDeviation());
  }
}
