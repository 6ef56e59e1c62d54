package io.github.weightwatcher4j.formats.statedict;

import static io.github.weightwatcher4j.formats.statedict.Dictionary.layers;
import static io.github.weightwatcher4j.formats.statedict.Dictionary.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDictTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "fc.weight 10x20                                | fc dense [10 x 20]",
        "W1 10x20                                       | W1 dense [10 x 20]",
        "weight 10x20                                   | weight dense [10 x 20]",
        "c.weight 8x4x3                                 | c conv1d [8 x 4 x 3]",
        "c.weight 8x4x3x3                               | c conv2d [8 x 4 x 3 x 3]",
        "c.weight 8x4x3x3x3                             | c conv3d [8 x 4 x 3 x 3 x 3]",
        "first.weight 8x1x3x3                           | first conv2d [8 x 1 x 3 x 3]",
        "block.dwconv.weight 8x1x7x7                    | block.dwconv depthwise_conv [8 x 49]",
        "block.depthwise.weight 8x1x5                   | block.depthwise depthwise_conv [8 x 5]",
        "up.conv_transpose.weight 8x4x3x3               | up.conv_transpose deconv [8 x 4 x 3 x 3]",
        "decoder.ups.0.weight 8x4x3                     | decoder.ups.0 deconv [8 x 4 x 3]",
        "upsample.weight 8x4x3x3                        | upsample conv2d [8 x 4 x 3 x 3]",
        "model.embed_tokens.weight 30x8                 | model.embed_tokens embedding [30 x 8]",
        "wte.weight 30x8                                | wte embedding [30 x 8]",
        "bert.word_embeddings.weight 30x8               | bert.word_embeddings embedding [30 x 8]",
        "tokenEmbedding.weight 30x8                     | tokenEmbedding embedding [30 x 8]",
        "pos_embed 1x17x8                               | pos_embed embedding [17 x 8]",
        "embed_out.weight 30x8                          | embed_out dense [30 x 8]",
        "time_embed.0.weight 30x8                       | time_embed.0 dense [30 x 8]",
        "patch_embed.proj.weight 8x3x4x4                | patch_embed.proj conv2d [8 x 3 x 4 x 4]",
        "m.relative_attention_bias.weight 32x8          | m.relative_attention_bias embedding [32 x 8]",
        "layers.0.self_attn.q_proj.weight 8x8           | layers.0.self_attn.q_proj attention [8 x 8]",
        "h.0.attn.c_proj.weight 8x8                     | h.0.attn.c_proj attention [8 x 8]",
        "h.0.mlp.c_proj.weight 32x8                     | h.0.mlp.c_proj dense [32 x 8]",
        "l.attention.output.dense.weight 8x8            | l.attention.output.dense attention [8 x 8]",
        "mixer.in_proj.weight 32x8                      | mixer.in_proj dense [32 x 8]",
        "l.query_key_value.weight 24x8                  | l.query_key_value attention [24 x 8]",
        "l.self_attn.qkv_proj.weight 16x8               | l.self_attn.qkv_proj attention [16 x 8]",
        "mlp.experts.gate_up_proj 4x16x8                | mlp.experts.gate_up_proj other [4 x 16 x 8] leading",
        "dense/kernel 20x10                             | dense dense [20 x 10]",
        "dense/kernel:0 20x10                           | dense dense [20 x 10]",
        "conv/kernel 3x3x4x8                            | conv conv2d [3 x 3 x 4 x 8] leading",
        "dw/depthwise_kernel 3x3x4x2                    | dw/depthwise_kernel depthwise_conv [8 x 9]",
        "attn/query/kernel 12x2x6                       | attn/query attention [12 x 12]",
        "attn/out/kernel 2x6x12                         | attn/out attention [12 x 12]",
        "rnn.weight_hr_l0 4x8                           | rnn.weight_hr_l0 lstm [4 x 8]",
        "layer.lora_A.weight 4x16                       | layer.lora_A dense [4 x 16]",
        "layer.lora_B.default.weight 16x4               | layer.lora_B.default dense [16 x 4]"
      })
  void theNameAndTheShapeTellWhatATensorIs(String tensor, String expected) {
    assertThat(lines(layers(tensor.trim()))).containsExactly("0 " + expected.trim());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "bn.weight 8                  | bn norm - normalization carries vectors, no matrix: weight [8]",
        "act.prelu.weight 8           | act.prelu other - carries vectors, no matrix: weight [8]",
        "lm_head.bias 8               | lm_head other - carries vectors, no matrix: bias [8]",
        "rope.inv_freq 8              | rope other - buffers, not weights: inv_freq [8]",
        "h.0.attn.bias 1x1x8x8        | h.0.attn other - bias [1 x 1 x 8 x 8]: a bias or a mask, not weights",
        "emb.position_ids 1x8         | emb other - buffers, not weights: position_ids [1 x 8]",
        "t.attn_mask 8x8              | t other - attn_mask [8 x 8]: a buffer, not weights",
        "w.relative_position_index 9x9| w other - relative_position_index [9 x 9]: a buffer, not weights",
        "q.qweight 8x8                | q other - weight [8 x 8]: AWQ: qweight is of FLOAT32, not of INT32",
        "cls_token 1x1x8              | cls_token other - carries vectors, no matrix: cls_token [1 x 1 x 8]",
        "temperature                  | temperature other - carries vectors, no matrix: temperature []"
      })
  void whatIsNoMatrixIsListedWithItsReason(String tensor, String expected) {
    assertThat(lines(layers(tensor.trim()))).containsExactly("0 " + expected.trim());
  }

  @Test
  void parametersOfOneModuleShareAnIndexAndVectorsBesideAMatrixAreNotListed() {
    assertThat(
            lines(
                layers(
                    "fc1.weight 4x5",
                    "fc1.bias 4",
                    "bn.weight 4",
                    "bn.bias 4",
                    "bn.running_mean 4",
                    "bn.num_batches_tracked",
                    "fc2.weight 3x4",
                    "fc2.weight_scale_inv 2x2")))
        .containsExactly(
            "0 fc1 dense [4 x 5]",
            "1 bn norm - normalization carries vectors, no matrix: weight [4], bias [4],"
                + " running_mean [4], num_batches_tracked []",
            "2 fc2 dense [3 x 4]",
            "2 fc2.weight_scale_inv other - weight_scale_inv [2 x 2]: belongs to quantized weights");
  }

  @Test
  void anLstmFallsIntoItsGates() throws IOException {
    List<Layer> layers =
        layers(
            "rnn.weight_ih_l0 8x3",
            "rnn.weight_hh_l0 8x2",
            "rnn.bias_ih_l0 8",
            "rnn.weight_hh_l0_reverse 8x2");

    assertThat(lines(layers))
        .containsExactly(
            "0 rnn.weight_ih_l0.input lstm [2 x 3]",
            "0 rnn.weight_ih_l0.forget lstm [2 x 3]",
            "0 rnn.weight_ih_l0.cell lstm [2 x 3]",
            "0 rnn.weight_ih_l0.output lstm [2 x 3]",
            "0 rnn.weight_hh_l0.input lstm [2 x 2]",
            "0 rnn.weight_hh_l0.forget lstm [2 x 2]",
            "0 rnn.weight_hh_l0.cell lstm [2 x 2]",
            "0 rnn.weight_hh_l0.output lstm [2 x 2]",
            "0 rnn.weight_hh_l0_reverse.input lstm [2 x 2]",
            "0 rnn.weight_hh_l0_reverse.forget lstm [2 x 2]",
            "0 rnn.weight_hh_l0_reverse.cell lstm [2 x 2]",
            "0 rnn.weight_hh_l0_reverse.output lstm [2 x 2]");
    assertThat(Reading.values(layers.get(1))).containsExactly(6, 7, 8, 9, 10, 11);
  }

  @Test
  void aGruHasThreeGatesAndAPlainRecurrentLayerNone() {
    assertThat(lines(layers("gru_cell.weight_ih 6x3", "gru_cell.weight_hh 6x2")))
        .contains("0 gru_cell.weight_ih.reset gru [2 x 3]", "0 gru_cell.weight_hh.new gru [2 x 2]")
        .hasSize(6);
    assertThat(lines(layers("r.weight_ih_l0 2x3", "r.weight_hh_l0 2x2")))
        .containsExactly("0 r.weight_ih_l0 rnn [2 x 3]", "0 r.weight_hh_l0 rnn [2 x 2]");
  }

  @Test
  void anLstmWithAProjectionHasFourGatesOfItsUnits() {
    assertThat(lines(layers("r.weight_ih_l0 16x3", "r.weight_hh_l0 16x2", "r.weight_hr_l0 2x4")))
        .contains("0 r.weight_ih_l0.cell lstm [4 x 3]", "0 r.weight_hr_l0 lstm [2 x 4]")
        .hasSize(9);
  }

  @Test
  void fusedProjectionsFallIntoThreeAlongTheAxisOfTheOutputs() throws IOException {
    List<Layer> rows = layers("self_attn.in_proj_weight 6x2", "self_attn.out_proj.weight 2x2");
    assertThat(lines(rows))
        .containsExactly(
            "0 self_attn.in_proj_weight.queries attention [2 x 2]",
            "0 self_attn.in_proj_weight.keys attention [2 x 2]",
            "0 self_attn.in_proj_weight.values attention [2 x 2]",
            "1 self_attn.out_proj attention [2 x 2]");
    assertThat(Reading.values(rows.get(1))).containsExactly(4, 5, 6, 7);

    List<Layer> columns = layers("h.0.attn.c_attn.weight 2x6");
    assertThat(lines(columns)).contains("0 h.0.attn.c_attn.keys attention [2 x 2]").hasSize(3);
    assertThat(Reading.values(columns.get(1))).containsExactly(2, 3, 8, 9);
  }

  @Test
  void depthwiseKernelsAreToldByTheConvolutionBefore() {
    assertThat(
            lines(
                layers(
                    "features.0.weight 8x3x3x3",
                    "features.1.weight 8x1x3x3",
                    "features.2.weight 16x8x1x1",
                    "features.3.weight 16x1x3x3")))
        .containsExactly(
            "0 features.0 conv2d [8 x 3 x 3 x 3]",
            "1 features.1 depthwise_conv [8 x 9]",
            "2 features.2 conv2d [16 x 8 x 1 x 1]",
            "3 features.3 depthwise_conv [16 x 9]");
  }
}
