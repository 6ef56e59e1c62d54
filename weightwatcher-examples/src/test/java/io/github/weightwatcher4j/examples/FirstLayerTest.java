package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.examples.FirstLayer.Accuracy;
import io.github.weightwatcher4j.examples.FirstLayer.Part;
import io.github.weightwatcher4j.examples.LearningRates.Training;
import io.github.weightwatcher4j.metric.Metric;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class FirstLayerTest {

  /** Two of 300 images: single precision may decide those near a boundary otherwise. */
  private static final Offset<Double> TWO_IMAGES = within(2.1 / 300);

  private final Training training = new Training(false, 300, 16, 6);

  @Test
  void cuttingIsWhatAnotherDecompositionSays() {
    Digits digits = training.digits(1);
    MultiLayerNetwork network = trained(digits);

    FirstLayer fc1 = FirstLayer.of(network, digits);

    int tail = (int) fc1.metric(Metric.TAIL_SIZE).orElseThrow();
    int erg = (int) fc1.metric(Metric.DETX_NUM).orElseThrow();
    assertThat(tail).isBetween(2, 63);
    assertThat(erg).isBetween(2, 63).isNotEqualTo(tail);
    agrees(fc1, Part.WHOLE, cut(network, digits, 0, 64));
    agrees(fc1, Part.TAIL, cut(network, digits, 0, tail));
    agrees(fc1, Part.ERG, cut(network, digits, 0, erg));
    agrees(fc1, Part.WITHOUT_TAIL, cut(network, digits, tail, 64));
    agrees(fc1, Part.WITHOUT_ERG, cut(network, digits, erg, 64));
  }

  @Test
  void noFewerSingularValuesThanNeededAreEnough() {
    Digits digits = training.digits(1);
    MultiLayerNetwork network = trained(digits);

    int needed = (int) FirstLayer.of(network, digits).needed().orElseThrow();

    double whole = Digits.accuracy(network, digits.test());
    assertThat(needed).isBetween(2, 63);
    assertThat(cut(network, digits, 0, needed).test()).isGreaterThan(whole - 0.015);
    for (int k = 1; k < needed; k++) {
      assertThat(cut(network, digits, 0, k).test()).as("%d", k).isLessThan(whole - 0.005);
    }
  }

  @Test
  void aLayerOfNaNHasNoPartsAndNamesNothing() {
    Digits digits = training.digits(1);
    MultiLayerNetwork network = training.network(1, 0.1);
    network.getParam("0_W").assign(Float.NaN);

    FirstLayer fc1 = FirstLayer.of(network, digits);

    assertThat(fc1.row()).isEmpty();
    assertThat(fc1.accuracies()).containsOnlyKeys(Part.WHOLE);
    assertThat(fc1.testError(Part.WHOLE).orElseThrow()).isOne();
    assertThat(fc1.testError(Part.TAIL)).isEmpty();
    assertThat(fc1.logDelta()).isEmpty();
    assertThat(fc1.needed()).isEmpty();
  }

  private MultiLayerNetwork trained(Digits digits) {
    MultiLayerNetwork network = training.network(1, 0.1);
    network.fit(digits.batches(training.batch()), training.epochs());
    return network;
  }

  private static void agrees(FirstLayer fc1, Part part, Accuracy expected) {
    Accuracy found = Objects.requireNonNull(fc1.accuracies().get(part));
    assertThat(found.train()).as("%s", part).isCloseTo(expected.train(), TWO_IMAGES);
    assertThat(found.test()).as("%s", part).isCloseTo(expected.test(), TWO_IMAGES);
  }

  /** Accuracy with singular values from the first on, the largest being 0, up to before the end. */
  private static Accuracy cut(MultiLayerNetwork network, Digits digits, int first, int end) {
    RealMatrix weights =
        MatrixUtils.createRealMatrix(
            network.getParam("0_W").castTo(DataType.DOUBLE).toDoubleMatrix());
    SingularValueDecomposition svd = new SingularValueDecomposition(weights);
    double[] kept = svd.getSingularValues();
    Arrays.fill(kept, 0, first, 0);
    Arrays.fill(kept, end, kept.length, 0);
    RealMatrix cut = svd.getU().multiply(new DiagonalMatrix(kept)).multiply(svd.getVT());
    MultiLayerNetwork copy = network.clone();
    copy.setParam("0_W", Nd4j.create(cut.getData()).castTo(DataType.FLOAT));
    return Accuracy.of(copy, digits);
  }
}
