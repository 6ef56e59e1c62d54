package io.github.weightwatcher4j.formats;

import static io.github.weightwatcher4j.formats.samples.Tensors.product;
import static io.github.weightwatcher4j.formats.samples.Tensors.rows;
import static io.github.weightwatcher4j.formats.samples.Tensors.squares;
import static io.github.weightwatcher4j.formats.samples.Tensors.sum;
import static io.github.weightwatcher4j.formats.samples.Tensors.transposed;
import static io.github.weightwatcher4j.formats.samples.Tensors.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.formats.samples.Tensors;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of what the base model has in other pieces: fused, split, stacked. */
class FusedAdapterTest extends AdapterFolders {

  @Test
  void anUpdateOfAFusedMatrixFindsItsParts() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2}");
    Tensors tensors = pair("layers.0.attn.qkv", 2, 24, 8);
    Tensors model = new Tensors(13).noise("layers.0.attn.qkv.weight", 24, 8);
    double[][] sum =
        sum(model.get("layers.0.attn.qkv.weight"), update(tensors, "layers.0.attn.qkv", 1));
    ModelSource merged = merged(tensors, model);
    requireSame(values(merged, "layers.0.attn.qkv.queries"), rows(sum, 0, 8));
    requireSame(values(merged, "layers.0.attn.qkv.keys"), rows(sum, 8, 16));
    requireSame(values(merged, "layers.0.attn.qkv.values"), rows(sum, 16, 24));
    assertThat(merged.layers()).hasSize(3);
  }

  @Test
  void doraOfAFusedMatrixScalesTheRowsOfItsParts() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2,\"use_dora\":true,\"fan_in_fan_out\":true}");
    String norms = "base_model.model.h.1.attn.c_attn.lora_magnitude_vector.weight";
    Tensors tensors = pair("h.1.attn.c_attn", 2, 18, 6).noise(norms, 18);
    Tensors model = new Tensors(43).noise("h.1.attn.c_attn.weight", 6, 18);
    double[][] sum =
        sum(transposed(model.get("h.1.attn.c_attn.weight")), update(tensors, "h.1.attn.c_attn", 1));
    for (int row = 0; row < 18; row++) {
      double norm = Math.sqrt(squares(new double[][] {sum[row]}));
      for (int i = 0; i < 6; i++) {
        sum[row][i] *= tensors.get(norms)[row][0] / norm;
      }
    }
    ModelSource merged = merged(tensors, model);
    requireSame(values(merged, "h.1.attn.c_attn.queries"), transposed(rows(sum, 0, 6)));
    requireSame(values(merged, "h.1.attn.c_attn.keys"), transposed(rows(sum, 6, 12)));
    requireSame(values(merged, "h.1.attn.c_attn.values"), transposed(rows(sum, 12, 18)));
  }

  @Test
  void flatNamesOfFusedMatricesFindTheirParts() throws IOException {
    Tensors tensors =
        new Tensors(44)
            .noise("lora_unet_double_0_img_attn_qkv.lora_down.weight", 2, 4)
            .noise("lora_unet_double_0_img_attn_qkv.lora_up.weight", 12, 2);
    Tensors model = new Tensors(45).noise("double.0.img_attn.qkv.weight", 12, 4);
    double[][] sum =
        sum(
            model.get("double.0.img_attn.qkv.weight"),
            product(
                tensors.get("lora_unet_double_0_img_attn_qkv.lora_up.weight"),
                tensors.get("lora_unet_double_0_img_attn_qkv.lora_down.weight"),
                1));
    requireSame(values(merged(tensors, model), "double.0.img_attn.qkv.keys"), rows(sum, 4, 8));
  }

  @Test
  void anUpdateOfAFusedMatrixFindsLayersOfTheirOwn() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2}");
    Tensors tensors =
        pair("b.self_attn.qkv_proj", 2, 16, 8)
            .noise(a("b.mlp.gate_up_proj"), 2, 8)
            .noise(b("b.mlp.gate_up_proj"), 10, 2);
    Tensors model =
        new Tensors(14)
            .noise("b.self_attn.q_proj.weight", 8, 8)
            .noise("b.self_attn.k_proj.weight", 4, 8)
            .noise("b.self_attn.v_proj.weight", 4, 8)
            .noise("b.mlp.gate_proj.weight", 5, 8)
            .noise("b.mlp.up_proj.weight", 5, 8);
    double[][] update = update(tensors, "b.self_attn.qkv_proj", 1);
    double[][] gates = update(tensors, "b.mlp.gate_up_proj", 1);
    ModelSource merged = merged(tensors, model);
    requireSame(
        values(merged, "b.self_attn.q_proj"),
        sum(model.get("b.self_attn.q_proj.weight"), rows(update, 0, 8)));
    requireSame(
        values(merged, "b.self_attn.k_proj"),
        sum(model.get("b.self_attn.k_proj.weight"), rows(update, 8, 12)));
    requireSame(
        values(merged, "b.self_attn.v_proj"),
        sum(model.get("b.self_attn.v_proj.weight"), rows(update, 12, 16)));
    requireSame(
        values(merged, "b.mlp.up_proj"),
        sum(model.get("b.mlp.up_proj.weight"), rows(gates, 5, 10)));
  }

  @Test
  void updatesOfQueriesAndValuesFindTheirRowsOfAFusedMatrix() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2}");
    Tensors tensors =
        pair("b.self_attn.q_proj", 2, 8, 8)
            .noise(a("b.self_attn.v_proj"), 2, 8)
            .noise(b("b.self_attn.v_proj"), 4, 2);
    Tensors model = new Tensors(15).noise("b.self_attn.qkv_proj.weight", 16, 8);
    double[][] expected = model.get("b.self_attn.qkv_proj.weight").clone();
    double[][] q = sum(rows(expected, 0, 8), update(tensors, "b.self_attn.q_proj", 1));
    double[][] v = sum(rows(expected, 12, 16), update(tensors, "b.self_attn.v_proj", 1));
    System.arraycopy(q, 0, expected, 0, 8);
    System.arraycopy(v, 0, expected, 12, 4);
    requireSame(values(merged(tensors, model), "b.self_attn.qkv_proj"), expected);
  }

  @Test
  void updatesOfQueriesFindTheirPartOfASplitMatrix() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2}");
    Tensors tensors = pair("vit.attn.to_v", 2, 8, 8);
    Tensors model = new Tensors(16).noise("vit.attn.to_qkv.weight", 24, 8);
    double[][] all = model.get("vit.attn.to_qkv.weight");
    ModelSource merged = merged(tensors, model);
    requireSame(
        values(merged, "vit.attn.to_qkv.values"),
        sum(rows(all, 16, 24), update(tensors, "vit.attn.to_v", 1)));
    requireSame(values(merged, "vit.attn.to_qkv.keys"), rows(all, 8, 16));
  }

  @Test
  void stacksOfExpertsAreUpdatedExpertByExpert() throws IOException {
    config(
        "{\"r\":2,\"lora_alpha\":6,\"target_parameters\":[\"mlp.experts.gate_up_proj\","
            + "\"mlp.experts.down_proj\"]}");
    int experts = 3;
    Tensors tensors =
        new Tensors(17)
            .noise(a("layers.0.mlp.experts.base_layer"), 2 * experts, 5) // [E, 5, 8]
            .noise(b("layers.0.mlp.experts.base_layer"), 8, 2 * experts)
            .noise(a("layers.0.mlp.experts"), 2 * experts, 4) // [E, 4, 5]
            .noise(b("layers.0.mlp.experts"), 5, 2 * experts);
    Tensors model =
        new Tensors(18)
            .noise("layers.0.mlp.experts.gate_up_proj", experts, 5, 8)
            .noise("layers.0.mlp.experts.down_proj", experts, 4, 5);
    ModelSource merged = merged(tensors, model);
    ModelSource updates = updates(tensors);
    requireExperts(tensors, model, merged, "layers.0.mlp.experts.base_layer", "gate_up_proj");
    requireExperts(tensors, model, merged, "layers.0.mlp.experts", "down_proj");
    double squares = 0;
    for (int expert = 0; expert < experts; expert++) {
      squares += squares(expert(tensors, "layers.0.mlp.experts", expert, experts));
    }
    assertThat(squares(values(updates, "layers.0.mlp.experts")))
        .isCloseTo(squares, within(ROUNDING * squares));
  }

  /** [in, out] of one expert: the sum over r of A[e, r, i] B[o, r, e] times alpha / r. */
  private static double[][] expert(Tensors tensors, String module, int expert, int experts) {
    double[][] down = tensors.get(a(module));
    double[][] up = tensors.get(b(module));
    double[][] delta = new double[down[0].length][up.length];
    for (int i = 0; i < delta.length; i++) {
      for (int o = 0; o < up.length; o++) {
        for (int r = 0; r < 2; r++) {
          delta[i][o] += 3 * down[expert * 2 + r][i] * up[o][r * experts + expert];
        }
      }
    }
    return delta;
  }

  private static void requireExperts(
      Tensors tensors, Tensors model, ModelSource merged, String module, String parameter)
      throws IOException {
    String name = "layers.0.mlp.experts." + parameter;
    double[][] before = model.get(name);
    double[][] after = values(merged, name);
    for (int expert = 0; expert < before.length; expert++) {
      double[][] delta = expert(tensors, module, expert, before.length);
      for (int i = 0; i < before[0].length; i++) {
        double expected = before[expert][i] + delta[i / delta[0].length][i % delta[0].length];
        assertThat(after[expert][i]).isCloseTo(expected, within(ROUNDING));
      }
    }
  }

  @Test
  void stacksOfExpertsWhoseNumberIsNotToldAreListed() throws IOException {
    config("{\"r\":2,\"lora_alpha\":6}");
    ModelSource updates = updates(pair("mlp.experts", 6, 8, 5));
    assertThat(reason(updates, "mlp.experts")).isEqualTo("experts whose number is not told");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mlxStacksItsExpertsFirst(boolean flat) throws IOException {
    config("{\"lora_parameters\":{\"rank\":2,\"scale\":0.5}}");
    String name = "layers.1.mlp.switch_mlp.up_proj";
    Tensors tensors = new Tensors(41);
    if (flat) {
      tensors.noise(name + ".lora_a", 6, 5);
    } else {
      tensors.noise(name + ".lora_a", 3, 2, 5);
    }
    tensors.noise(name + ".lora_b", 3, 4, 2);
    double squares = 0;
    double[][] a = tensors.get(name + ".lora_a");
    for (int e = 0; e < 3; e++) {
      double[][] down = new double[2][5];
      double[][] up = new double[4][2];
      for (int i = 0; i < 10; i++) {
        down[i / 5][i % 5] = flat ? a[e * 2 + i / 5][i % 5] : a[e][i];
      }
      for (int i = 0; i < 8; i++) {
        up[i / 2][i % 2] = tensors.get(name + ".lora_b")[e][i];
      }
      squares += squares(product(up, down, 0.5));
    }
    assertThat(squares(values(updates(tensors), name)))
        .isCloseTo(squares, within(ROUNDING * squares));
  }
}
