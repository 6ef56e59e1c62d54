package io.github.weightwatcher4j.formats.statedict;

import static io.github.weightwatcher4j.formats.statedict.Dictionary.lines;
import static io.github.weightwatcher4j.formats.statedict.Dictionary.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights whose scales lie beside them; the tensors here count their elements from 0. */
class ScaledWeightsTest {

  private static List<Layer> layers(String... tensors) {
    return StateDict.layers(Stream.of(tensors).map(Dictionary::tensor).toList());
  }

  /** What layer {@code fc} of a 6 x 4 matrix with such scales holds. */
  private static double[] values(String scales) throws IOException {
    return Reading.values(layers("fc.weight 6x4", scales).get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fc.weight_scale 1",
        "fc.weight_scale 6",
        "fc.weight_scale 6x1",
        "fc.weight_scale_inv 3x2",
        "fc.weight_scale_inv 2x4",
        "fc.weight_scale_inv 6x4"
      })
  void everyWeightIsMultipliedByTheScaleOfItsBlock(String text) throws IOException {
    NamedTensor scales = tensor(text);
    long down = scales.shape().dim(0);
    long across = scales.shape().rank() < 2 ? 1 : scales.shape().dim(1);

    double[] values = values(text);

    for (int i = 0; i < 24; i++) {
      long scale = i / 4 / (6 / down) * across + i % 4 / (4 / across);
      assertThat(values[i]).isEqualTo((double) (i * scale));
    }
  }

  @Test
  void theLastBlockMayHaveFewerRows() throws IOException {
    double[] values = Reading.values(layers("fc.weight 5x2", "fc.weight_scale_inv 3x1").get(0));
    assertThat(values).containsExactly(0, 0, 0, 0, 4, 5, 6, 7, 16, 18);
  }

  @Test
  void scalesCalledScbAreThoseOf127() throws IOException {
    double[] values = values("fc.SCB 6");
    for (int i = 0; i < 24; i++) {
      assertThat(values[i]).isCloseTo(i * (i / 4) / 127.0, within(1e-13)); // rounding
    }
  }

  @Test
  void scalesThatDoNotFitLeaveTheWeightsAsTheyAre() throws IOException {
    assertThat(values("fc.weight_scale 4x3")).startsWith(0, 1, 2, 3, 4, 5);
    assertThat(values("other.weight_scale 6")).startsWith(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c.weight_g 3x1x1 c.weight_v 3x2x2",
        "c.parametrizations.weight.original0 3x1x1 c.parametrizations.weight.original1 3x2x2"
      })
  void rowsOfNormalizedWeightsHaveTheLengthsThatAreStored(String text) throws IOException {
    String[] parts = text.split(" ", -1);
    List<Layer> layers = layers(parts[0] + " " + parts[1], parts[2] + " " + parts[3], "c.bias 3");

    assertThat(lines(layers)).containsExactly("0 c conv1d [3 x 2 x 2]");
    double[] values = Reading.values(layers.get(0));
    for (int row = 0; row < 3; row++) {
      double norm = 0;
      double stored = 0;
      for (int i = 4 * row; i < 4 * row + 4; i++) {
        norm += values[i] * values[i];
        stored += (double) i * i;
      }
      assertThat(Math.sqrt(norm)).isCloseTo(row, within(1e-14)); // rounding
      assertThat(values[4 * row + 1])
          .isCloseTo(row * (4 * row + 1) / Math.sqrt(stored), within(1e-14));
    }
  }

  @Test
  void packedWeightsAreNotTakenForAMatrix() {
    assertThat(lines(layers("fc.weight 24x1", "fc.bias 4", "fc.weight.absmax 3")))
        .containsExactly(
            "0 fc other - weight [24 x 1]: packed quantized weights are not unpacked",
            "1 fc.weight other - carries vectors, no matrix: absmax [3]");
  }

  @Test
  void prunedWeightsAreThoseThatTheMaskLeaves() throws IOException {
    // The mask counts from 0, too, so that each weight is a square.
    List<Layer> layers = layers("fc.weight_orig 2x3", "fc.weight_mask 2x3", "fc.bias 2");
    assertThat(layers).filteredOn(layer -> layer.weights().isPresent()).hasSize(1);
    assertThat(Reading.values(layers.get(0))).containsExactly(0, 1, 4, 9, 16, 25);
  }

  @Test
  void aMaskThatDoesNotFitLeavesNothingToAnalyse() {
    assertThat(layers("fc.weight_orig 2x3", "fc.weight_mask 3x2"))
        .noneMatch(layer -> layer.weights().isPresent());
  }

  @Test
  void aNumberBesideANameIsNoSignOfPackedWeights() {
    assertThat(layers("W 6x4", "W.1 4x3")).allMatch(layer -> layer.weights().isPresent());
    assertThat(layers("fc.weight 6x4", "fc.weight.absmax 3"))
        .noneMatch(layer -> layer.weights().isPresent());
  }
}
