package io.github.weightwatcher4j.digits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("thorough")
class DigitsNetworksTest {

  private static Stream<Arguments> networks() {
    LongFunction<MultiLayerNetwork> mlp = DigitsMlp::untrained;
    LongFunction<MultiLayerNetwork> conv = DigitsConvNet::untrained;
    // Accuracy on the test images after 10 epochs; 360 of them: one more or less is 0.3 %.
    return Stream.of(Arguments.of("mlp", mlp, 0.96), Arguments.of("conv", conv, 0.97));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void theSameSeedGivesTheSameWeights(String name, LongFunction<MultiLayerNetwork> untrained) {
    assertThat(trained(untrained.apply(3), 1).params())
        .isEqualTo(trained(untrained.apply(3), 1).params())
        .isNotEqualTo(trained(untrained.apply(4), 1).params());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void trainingLearnsTheDigitsAndBringsAlphaDown(
      String name, LongFunction<MultiLayerNetwork> untrained, double accuracy) {
    MultiLayerNetwork network = untrained.apply(1);
    assertThat(alphasOfLargeLayers(network)).allMatch(alpha -> alpha > 6);

    trained(network, 10);

    assertThat(Digits.accuracy(network, Digits.load(1).test())).isGreaterThan(accuracy);
    assertThat(alphasOfLargeLayers(network)).allMatch(alpha -> alpha > 2 && alpha < 6);
  }

  @Test
  void everyLayerIsLargeEnoughToBeAnalysed() {
    assertThat(new WeightWatcher(DigitsMlp.untrained(1)).analyze().details())
        .extracting(LayerReport::name)
        .containsExactly("fc1", "fc2", "out");
    assertThat(new WeightWatcher(DigitsConvNet.untrained(1)).analyze().details())
        .extracting(LayerReport::name)
        .containsExactly("conv1", "conv2", "fc", "out");
  }

  @Test
  void aNetworkOfNaNNamesNoImage() {
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    network.params().assign(Float.NaN);

    assertThat(Digits.accuracy(network, Digits.load(1).test())).isZero();
  }

  private static MultiLayerNetwork trained(MultiLayerNetwork network, int epochs) {
    network.fit(Digits.load(1).batches(32), epochs);
    return network;
  }

  private static List<Double> alphasOfLargeLayers(MultiLayerNetwork network) {
    return new WeightWatcher(network)
        .analyze().details().stream()
            .filter(row -> row.spectrum().size() >= 64)
            .map(row -> row.alpha().orElseThrow())
            .toList();
  }
}
