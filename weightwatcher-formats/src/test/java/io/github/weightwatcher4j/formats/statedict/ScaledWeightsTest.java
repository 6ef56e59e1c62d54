package io.github.weightwatcher4j.formats.statedict;

import static io.github.weightwatcher4j.formats.statedict.Dictionary.lines;
import static io.github.weightwatcher4j.formats.statedict.Dictionary.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
    return Reading.values(layers("fc.weight:int8 6x4", scales).get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fc.weight_scale 1",
        "fc.weight_scale 6",
        "fc.weight_scale 6x1",
        "fc.weight_scale 6x2",
        "fc.scale_weight 1x4",
        "fc.weight_scale_inv 3x2",
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
  void scalesCalledScbAreThoseOf127() throws IOException {
    double[] values = values("fc.SCB 6");
    for (int i = 0; i < 24; i++) {
      double expected = i * (i / 4) / 127.0;
      assertThat(values[i]).isCloseTo(expected, within(1.2e-7 * expected)); // two roundings
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fc.weight_scale 4x3",
        "fc.weight_scale 4",
        "fc.weight_scale_inv 2x4", // blocks of three rows, or of four and two?
        "fc.weight_scale 6x4x1",
        "fc.SCB 4",
        "other.weight_scale 6"
      })
  void integersWithoutAScaleThatFitsAreListed(String scales) {
    assertThat(layers("fc.weight:int8 6x4", scales))
        .isNotEmpty()
        .allMatch(layer -> layer.weights().isEmpty())
        .anyMatch(layer -> layer.info().name().startsWith("fc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m.down_proj_scale 2x1x4",
        "m.down_proj_scale 2x3x1",
        "m.down_proj_scale_inv 2x3x4",
        "m.scale_down_proj 1"
      })
  void aStackOfExpertsHasItsScaleUnderItsOwnName(String scale) throws IOException {
    Layer layer =
        StateDict.layers(List.of(tensor("m.down_proj:float8 2x3x4"), tensor(scale))).get(0);

    assertThat(Dictionary.line(layer)).endsWith("m.down_proj other [2 x 3 x 4] leading");
    double[] values = Reading.values(layer);
    double[] stored = Reading.values(tensor("m.down_proj:float8 2x3x4"));
    long down = scale.contains("2x3") ? 3 : 1;
    long across = scale.contains("x4") ? 4 : 1;
    for (int i = 0; i < 24; i++) {
      long block = i / 12 * down * across + i / 4 % 3 / (3 / down) * across + i % 4 / (4 / across);
      assertThat(values[i]).isEqualTo(scale.endsWith(" 1") ? 0 : stored[i] * block);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "l.fc.scale 1",
        "l.fc.qscale 1",
        "l.fc.weight.scale 1",
        "l.fc.dequant_scale 6",
        "l.fc_scale 1"
      })
  void floatsOfEightBitsBesideAScaleOfAnotherNameAreListed(String scale) {
    assertThat(layers("l.fc.weight:float8 6x4", scale, "l.gc.weight 3x3"))
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(layer -> layer.info().name())
        .containsExactly("l.gc");
  }

  @Test
  void floatsOfEightBitsWithoutAScaleAreWhatTheySay() throws IOException {
    assertThat(
            Reading.values(layers("fc.weight:float8 2x2", "fc.bias 2", "fc.input_scale 1").get(0)))
        .containsExactly(0, 0x1p-9, 0x2p-9, 0x3p-9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.weight:int8|x.SCB 6", // without axes
        "x.qweight 0x8|x.qzeros 0x1|x.scales 0x8",
        "x.qweight 4x8|x.qzeros 1x1|x.scales 1x8",
        "x.weight_packed 4x1|x.weight_scale 4x1|x.weight_shape 2",
        "x.W_q:int8 4x4|x.scale 4x1|x.zero 4x1|x.nbits 1|x.axis 1|x.shape 2",
        "x.y_blocks:int8 2x0x16|x.y_scales:int8 2x0",
        "x.weight._data._data:int8 4x4|x.weight._scale 8x1|x.weight._shift 8x1"
      })
  void noLieOfPartsLosesTheOthers(String parts) {
    List<String> tensors = new ArrayList<>(List.of(parts.split("\\|", -1)));
    tensors.add("sound.weight 4x3");
    List<Layer> layers = layers(tensors.toArray(String[]::new));

    assertThat(layers)
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(layer -> layer.info().name())
        .containsExactly("sound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.weight_orig 5x4", "g.weight_v 5x4", "r.weight_hh_l0_orig 5x4"})
  void halfOfAReparametrizationIsListed(String half) {
    assertThat(layers(half)).hasSize(1).allMatch(layer -> layer.weights().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exp_avg.fc.weight 5x4",
        "fc.exp_avg_sq 5x4",
        "adam/m/W 5x4",
        "opt_state/mu/W 5x4",
        "W_momentum 5x4",
        "torchopt.m 5x4",
        "opt/state/W 5x4",
        "dense/kernel/Adam_1 5x4",
        "queue 8x40",
        "vq._ema_w 5x4",
        "spec.fb 5x4",
        "mel_basis 5x4",
        "k.lut 5x4",
        "pe.pe 1x5x4",
        "bn.running_cov 5x5",
        "kfac.factor_A 5x5"
      })
  void momentsAndBuffersAreNoWeights(String tensor) {
    assertThat(layers(tensor)).hasSize(1).allMatch(layer -> layer.weights().isEmpty());
    assertThat(layers("model.adapter.opt_proj.weight 5x4", "optical.flow.weight 5x4"))
        .allMatch(layer -> layer.weights().isPresent());
  }

  @Test
  void integersAreNoWeightsWhateverTheyAreCalled() {
    assertThat(layers("codes:int8 5x4", "fc.weight:int8 6x4", "conv.kernel:int8 3x3x2x4"))
        .hasSize(3)
        .allMatch(layer -> layer.reason().contains("integers without a scale"));
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
            "0 fc other - weight [24 x 1]: bitsandbytes, 4 bits: quant_state is missing");
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
  void lengthsMayBelongToAnyAxisOrToAllWeights() throws IOException {
    double[] last = Reading.values(layers("c.weight_v 2x3x2", "c.weight_g 1x1x2").get(0));
    double[] all = Reading.values(layers("c.weight_v 2x3x2", "c.weight_g 1x1x1").get(0));

    double[] even = {0, 2, 4, 6, 8, 10};
    double[] odd = {1, 3, 5, 7, 9, 11};
    double norm = Math.sqrt(Arrays.stream(odd).map(x -> x * x).sum());
    for (int i = 0; i < 6; i++) {
      assertThat(last[2 * i]).isEqualTo(0 * even[i]); // its length is stored as 0
      assertThat(last[2 * i + 1]).isCloseTo(odd[i] / norm, within(1e-14)); // rounding
    }
    assertThat(all).containsOnly(0); // the only length is stored as 0
  }

  @Test
  void lengthsThatDoNotFitLeaveNothingToAnalyse() {
    assertThat(layers("c.weight_v 2x3x2", "c.weight_g 2x3x1"))
        .hasSize(1)
        .allMatch(layer -> layer.reason().contains("weight normalization: lengths"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fc.weight_orig 2x3 fc.weight_u 2 fc.weight_v 3",
        "fc.weight_bar 2x3 fc.weight_u 2 fc.weight_v 3",
        "fc.parametrizations.weight.original 2x3 fc.parametrizations.weight.0._u 2"
            + " fc.parametrizations.weight.0._v 3"
      })
  void spectralNormIsThatOfTheVectorsThatTrainingKept(String text) throws IOException {
    String[] parts = text.split(" ", -1);
    List<Layer> layers =
        layers(parts[0] + " " + parts[1], parts[2] + " " + parts[3], parts[4] + " " + parts[5]);

    assertThat(lines(layers)).containsExactly("0 fc dense [2 x 3]");
    // W counts from 0 to 5, u = (0, 1), v = (0, 1, 2): u' W v = 4 + 2 * 5.
    assertThat(Reading.values(layers.get(0)))
        .containsExactly(
            new double[] {0, 1 / 14.0, 2 / 14.0, 3 / 14.0, 4 / 14.0, 5 / 14.0}, within(1e-16));
  }

  @Test
  void theVectorsTellTheAxisOfATransposedConvolution() throws IOException {
    // [in 2, out 3, k 2]: u as long as the outputs, v over inputs and kernel.
    List<Layer> layers = layers("up.weight_orig 2x3x2", "up.weight_u 3", "up.weight_v 4");
    double sigma = 0;
    for (int in = 0; in < 2; in++) {
      for (int out = 0; out < 3; out++) {
        for (int k = 0; k < 2; k++) {
          sigma += out * (in * 6 + out * 2 + k) * (in * 2 + k);
        }
      }
    }

    assertThat(Reading.values(layers.get(0))[11]).isCloseTo(11 / sigma, within(1e-16));
  }

  @Test
  void aParametrizationThatIsNotKnownLeavesNothingToAnalyse() {
    assertThat(
            layers(
                "fc.parametrizations.weight.original 3x3", "fc.parametrizations.weight.0.base 3x3"))
        .hasSize(1)
        .allMatch(layer -> layer.reason().contains("what the layer computes with is not known"));
  }

  @Test
  void weightsBesideAMaskOfTheirShapeAreMasked() throws IOException {
    assertThat(Reading.values(layers("fc.weight 2x3", "fc.mask 2x3").get(0)))
        .containsExactly(0, 1, 4, 9, 16, 25);
    assertThat(Reading.values(layers("attn.weight 2x3", "attn.mask 3x3").get(0)))
        .containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aNumberBesideANameIsNoSignOfPackedWeights() {
    assertThat(layers("W 6x4", "W.1 4x3")).allMatch(layer -> layer.weights().isPresent());
    assertThat(layers("fc.weight 6x4", "fc.weight.absmax 3"))
        .noneMatch(layer -> layer.weights().isPresent());
  }
}
