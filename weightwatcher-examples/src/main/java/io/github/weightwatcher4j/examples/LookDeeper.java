package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Asks for more than the verdict, compares a network with its beginning, and changes it. */
public final class LookDeeper {

  private LookDeeper() {}

  /** Looks into a trained network of three layers. */
  public static void main(String[] args) {
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    network.fit(Digits.load(1).batches(32), 10);
    run(network);
  }

  private static void run(MultiLayerNetwork network) {
    WeightWatcher watcher = new WeightWatcher(network);
    Analysis analysis =
        watcher.analyze(
            options ->
                options
                    .randomize(true) // correlation traps
                    .bootstrap(1000)
                    .compareLaws(true)); // how sure, which law
    System.out.println(analysis);
    for (LayerReport layer : analysis.details()) { // directions beyond the bulk of noise
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f spikes%n",
          layer.name(),
          layer.metric(Metric.NUM_SPIKES).orElse(Double.NaN));
    }
    System.out.println(watcher.minus(DigitsMlp.untrained(1)).analyze()); // what training did
    ChangedModel sharpened = watcher.change(Sharpening.seeded(42)); // without the traps
    MultiLayerNetwork mended = ChangedNetwork.copyOf(network, sharpened);
    System.out.println(watcher.distances(mended, DistanceMethod.EUCLIDEAN));
  }
}
