package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.report.Analysis;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a network and looks inside; the README shows this code. */
public final class TrainAndAnalyze {

  private TrainAndAnalyze() {}

  /** Trains, analyses, prints. */
  public static void main(String[] args) {
    Digits digits = Digits.load(1); // 1797 handwritten digits of 8 x 8 pixels
    MultiLayerNetwork network = DigitsMlp.untrained(1); // 64 - 512 - 256 - 10
    network.fit(digits.batches(32), 25);

    Analysis analysis = new WeightWatcher(network).analyze();

    System.out.println(analysis);
  }
}
