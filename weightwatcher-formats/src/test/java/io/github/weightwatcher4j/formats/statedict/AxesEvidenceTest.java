package io.github.weightwatcher4j.formats.statedict;

import static io.github.weightwatcher4j.formats.statedict.Dictionary.layers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tensors of three axes and more are read. */
class AxesEvidenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv2_1_W 5x5x6x40            | conv2d [5 x 5 x 6 x 40] leading",
        "stem/w 7x7x3x48               | conv2d [7 x 7 x 3 x 48] leading",
        "filters 1x1x70x40             | conv2d [1 x 1 x 70 x 40] leading",
        "W3 40x6x5x5                   | conv2d [40 x 6 x 5 x 5]",
        "conv1.weight 48x3x3x40        | conv2d [48 x 40 x 3 x 3]",
        "conv1.weight 48x40x3x3        | conv2d [48 x 40 x 3 x 3]",
        "conv1.weight 48x20x1x7        | conv2d [48 x 20 x 1 x 7]",
        "mel.conv1.weight 96x3x80      | conv1d [96 x 80 x 3]",
        "pos_conv.weight 96x48x128     | conv1d [96 x 48 x 128]",
        "video.weight 16x3x3x5x5       | conv3d [16 x 3 x 3 x 5 x 5]",
        "video.w 5x5x5x3x16            | conv3d [5 x 5 x 5 x 3 x 16] leading",
        "conv/kernel 4x20x30           | conv1d [4 x 20 x 30] leading",
        "a.moe.input_linear.weight 6x40x20 | other [6 x 40 x 20] leading",
        "a.switch_mlp.up_proj.weight 6x40x20 | other [6 x 40 x 20] leading",
        "b.mlp.mlp2_weight 6x40x20     | other [6 x 40 x 20] leading"
      })
  void namesAndShapesTellTheOrderOfTheAxes(String tensor, String expected) {
    Layer layer = layers(tensor.trim()).get(0);

    String shown = Dictionary.line(layer);
    assertThat(shown).endsWith(expected.trim());
    assertThat(layer.note()).isEmpty();
  }

  @Test
  void aBiasForEachOfTheFirstAxisMakesAStack() {
    assertThat(Dictionary.lines(layers("enc/Dense_0/kernel 5x12x20", "enc/Dense_0/bias 5x20")))
        .containsExactly(
            "0 enc/Dense_0 other [5 x 12 x 20] leading",
            "0 enc/Dense_0/bias other - bias [5 x 20]: a bias or a mask, not weights");
    assertThat(Dictionary.lines(layers("enc/Conv_0/kernel 5x12x20", "enc/Conv_0/bias 20")))
        .containsExactly("0 enc/Conv_0 conv1d [5 x 12 x 20] leading");
    assertThat(Dictionary.lines(layers("l/wi/kernel 3x12x20", "l/norm/scale 3x12")).get(0))
        .isEqualTo("0 l/wi other [3 x 12 x 20] leading");
  }

  @Test
  void headsAreWhereTheBiasHasThem() {
    List<Layer> layers =
        layers(
            "t/SelfAttention_0/query/kernel 24x4x6",
            "t/SelfAttention_0/query/bias 4x6",
            "t/SelfAttention_0/out/kernel 4x6x24",
            "t/SelfAttention_0/out/bias 24",
            "s/attention/key/kernel 3x24x4x6",
            "s/attention/key/bias 3x4x6",
            "s/attention/out/kernel 3x4x6x24",
            "s/attention/out/bias 3x24");

    assertThat(layers)
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(Dictionary::line)
        .containsExactly(
            "0 t/SelfAttention_0/query attention [24 x 24]",
            "1 t/SelfAttention_0/out attention [24 x 24]",
            "2 s/attention/key attention [3 x 24 x 24] leading",
            "3 s/attention/out attention [3 x 24 x 24] leading");
  }

  @Test
  void projectionsInAScanWithoutBiasesTellOfEachOther() {
    assertThat(
            layers(
                "d/self_attention/query/kernel 3x48x4x12",
                "d/self_attention/out/kernel 3x4x12x48",
                "d/mlp/wi_0/kernel 3x48x64",
                "d/mlp/wo/kernel 3x64x48",
                "e/self_attention/query/kernel 48x3x4x12",
                "e/self_attention/out/kernel 4x3x12x48",
                "e/mlp/wi_0/kernel 48x3x64",
                "e/mlp/wo/kernel 64x3x48"))
        .extracting(Dictionary::line)
        .containsExactly(
            "0 d/self_attention/query attention [3 x 48 x 48] leading",
            "1 d/self_attention/out attention [3 x 48 x 48] leading",
            "2 d/mlp/wi_0 other [3 x 48 x 64] leading",
            "3 d/mlp/wo other [3 x 64 x 48] leading",
            "4 e/self_attention/query attention [3 x 48 x 48] leading",
            "5 e/self_attention/out other - kernel [4 x 3 x 12 x 48]: no matrix",
            "6 e/mlp/wi_0 other [3 x 48 x 64] leading",
            "7 e/mlp/wo other [3 x 64 x 48] leading");
  }

  @Test
  void aScanThatNothingSettlesSaysSo() {
    assertThat(layers("a/attention/query/kernel 3x48x4x12").get(0).note()).isNotEmpty();
    assertThat(layers("a/mlp/wi/kernel 3x48x64").get(0).note()).isNotEmpty();
  }

  @Test
  void aRouterTellsHowManyExpertsAreStacked() {
    List<Layer> layers =
        layers(
            "b.ffn.router.layer.weight 4x24",
            "b.ffn.experts.mlp.w1 60x24",
            "c.x.weight 4x30x50",
            "c.gate.weight 4x50");

    assertThat(layers)
        .extracting(Dictionary::line)
        .contains(
            "1 b.ffn.experts.mlp.w1 other [4 x 15 x 24] leading",
            "2 c.x other [4 x 30 x 50] leading");
  }

  @ParameterizedTest
  @CsvSource({"thing 3x3x3x3", "thing.weight 8x60x70", "ffn.experts.mlp.w1 60x24"})
  void whatNothingSettlesIsReadInOneWayAndSaysSo(String tensor) {
    assertThat(layers(tensor).get(0).note()).isNotEmpty();
  }
}
