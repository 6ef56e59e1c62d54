package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.metric.Metric;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Looks at a network after each epoch; the README shows this code. */
public final class WatchAlpha {

  private WatchAlpha() {}

  /** Trains, and prints the mean alpha of each epoch. */
  public static void main(String[] args) {
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    network.setListeners(
        SpectralListener.everyEpoch(
            analysis ->
                analysis
                    .summary()
                    .mean(Metric.ALPHA)
                    .ifPresent(alpha -> System.out.printf("%.2f%n", alpha))));
    network.fit(Digits.load(1).batches(32), 3);
  }
}
