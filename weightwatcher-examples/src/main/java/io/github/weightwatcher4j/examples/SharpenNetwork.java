package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Damages a trained network by a few outsized weights, as a bad update or a flipped bit does, and
 * mends it by sharpening, without any data.
 *
 * @param trained share of test images that the trained network names correctly
 * @param trapped as above, once some weights are outsized
 * @param sharpened as above, once their components are removed
 * @param change what sharpening did, layer by layer
 */
public record SharpenNetwork(
    double trained, double trapped, double sharpened, ChangedModel change) {

  private static final int TRAPS = 16;
  private static final double SIZE = 12;

  /** Trains, damages, mends, prints. */
  public static void main(String[] args) {
    System.out.println(run());
  }

  static SharpenNetwork run() {
    Digits digits = Digits.load(1);
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    network.fit(digits.batches(32), 10);
    double trained = Digits.accuracy(network, digits.test());

    plantTraps(network.getLayer(0).getParam("W"));
    double trapped = Digits.accuracy(network, digits.test());

    ChangedModel change = new WeightWatcher(network).change(Sharpening.seeded(1));
    MultiLayerNetwork mended = ChangedNetwork.copyOf(network, change);
    return new SharpenNetwork(trained, trapped, Digits.accuracy(mended, digits.test()), change);
  }

  /** Makes a few of 32768 weights about a hundred times as large as the others. */
  private static void plantTraps(INDArray weights) {
    Random random = new Random(1);
    for (int trap = 0; trap < TRAPS; trap++) {
      int row = random.nextInt(weights.rows());
      weights.putScalar(row, random.nextInt(weights.columns()), SIZE);
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "accuracy: trained %.1f %%, with traps %.1f %%, sharpened %.1f %%%n%s",
        100 * trained,
        100 * trapped,
        100 * sharpened,
        change);
  }
}
