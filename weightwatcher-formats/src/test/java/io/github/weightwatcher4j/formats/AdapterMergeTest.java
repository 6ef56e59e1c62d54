package io.github.weightwatcher4j.formats;

import static io.github.weightwatcher4j.formats.samples.Tensors.product;
import static io.github.weightwatcher4j.formats.samples.Tensors.squares;
import static io.github.weightwatcher4j.formats.samples.Tensors.sum;
import static io.github.weightwatcher4j.formats.samples.Tensors.transposed;
import static io.github.weightwatcher4j.formats.samples.Tensors.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.internal.LoraAdapters;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.Tensors;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Base models with the updates of adapters as they are published. */
class AdapterMergeTest extends AdapterFolders {

  @ParameterizedTest
  @ValueSource(strings = {"", ".weight", ".default", ".default.weight"})
  void doraScalesTheRowsOfTheSum(String end) throws IOException {
    config("{\"r\":3,\"lora_alpha\":6,\"use_dora\":true}");
    String module = "layers.4.fc";
    Tensors tensors =
        pair(module, 3, 11, 8)
            .noise("base_model.model." + module + ".lora_magnitude_vector" + end, 11);
    Tensors model = new Tensors(3).noise("layers.4.fc.weight", 11, 8);
    double[][] sum = sum(model.get("layers.4.fc.weight"), update(tensors, module, 2));
    double[][] norms = tensors.get("base_model.model." + module + ".lora_magnitude_vector" + end);
    for (int row = 0; row < sum.length; row++) {
      double factor = norms[row][0] / Math.sqrt(squares(new double[][] {sum[row]}));
      for (int i = 0; i < 8; i++) {
        sum[row][i] *= factor;
      }
    }
    requireSame(values(merged(tensors, model), module), sum);
    assertThat(reason(updates(tensors), module)).startsWith("DoRA changes the norms");
  }

  @Test
  void doraOfWeightsStoredAsInOutScalesTheirColumns() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2,\"use_dora\":true,\"fan_in_fan_out\":true}");
    Tensors tensors =
        pair("h.fc", 2, 9, 5).noise("base_model.model.h.fc.lora_magnitude_vector.weight", 9);
    Tensors model = new Tensors(4).noise("h.fc.weight", 5, 9);
    double[][] sum = sum(transposed(model.get("h.fc.weight")), update(tensors, "h.fc", 1));
    for (int row = 0; row < sum.length; row++) {
      double norm = Math.sqrt(squares(new double[][] {sum[row]}));
      for (int i = 0; i < 5; i++) {
        sum[row][i] *=
            tensors.get("base_model.model.h.fc.lora_magnitude_vector.weight")[row][0] / norm;
      }
    }
    requireSame(values(merged(tensors, model), "h.fc"), transposed(sum));
  }

  @ParameterizedTest
  @CsvSource({"true, 7", "false, 5"})
  void theNormsOfLycorisMayBeThoseOfOutputsOrOfInputs(boolean outputs, int length)
      throws IOException {
    Tensors tensors =
        new Tensors(31)
            .noise("lora_unet_x_y.lora_down.weight", 2, 5)
            .noise("lora_unet_x_y.lora_up.weight", 7, 2)
            .constant("lora_unet_x_y.alpha", 2)
            .noise("lora_unet_x_y.dora_scale", outputs ? 7 : 1, outputs ? 1 : 5);
    Tensors model = new Tensors(32).noise("x.y.weight", 7, 5);
    double[][] update =
        product(
            tensors.get("lora_unet_x_y.lora_up.weight"),
            tensors.get("lora_unet_x_y.lora_down.weight"),
            1);
    double[][] sum = sum(model.get("x.y.weight"), update);
    double[][] lines = outputs ? sum : transposed(sum);
    double[][] norms = tensors.get("lora_unet_x_y.dora_scale");
    assertThat(lines).hasDimensions(length, 12 - length);
    for (int line = 0; line < length; line++) {
      double norm = Math.sqrt(squares(new double[][] {lines[line]}));
      for (int i = 0; i < lines[line].length; i++) {
        lines[line][i] *= (outputs ? norms[line][0] : norms[0][line]) / norm;
      }
    }
    requireSame(values(merged(tensors, model), "x.y"), outputs ? lines : transposed(lines));
  }

  @Test
  void doraOfMlxScalesTheRowsToo() throws IOException {
    config("{\"fine_tune_type\":\"dora\",\"lora_parameters\":{\"rank\":2,\"scale\":1.5}}");
    Tensors tensors =
        new Tensors(33).noise("l.fc.lora_a", 5, 2).noise("l.fc.lora_b", 2, 6).noise("l.fc.m", 6);
    Tensors model = new Tensors(34).noise("l.fc.weight", 6, 5);
    double[][] update =
        transposed(product(tensors.get("l.fc.lora_a"), tensors.get("l.fc.lora_b"), 1.5));
    double[][] sum = sum(model.get("l.fc.weight"), update);
    for (int row = 0; row < 6; row++) {
      double norm = Math.sqrt(squares(new double[][] {sum[row]}));
      for (int i = 0; i < 5; i++) {
        sum[row][i] *= tensors.get("l.fc.m")[row][0] / norm;
      }
    }
    requireSame(values(merged(tensors, model), "l.fc"), sum);
  }

  @Test
  void doraOfAConvolutionScalesItsFilters() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2,\"use_dora\":true}");
    Tensors kernel =
        new Tensors(35)
            .noise(a("c"), 2, 3, 2, 2)
            .noise(b("c"), 4, 2, 1, 1)
            .noise("base_model.model.c.lora_magnitude_vector.weight", 1, 4, 1, 1);
    double[][] all = values(merged(kernel, new Tensors(36).noise("c.weight", 4, 3, 2, 2)), "c");
    for (int row = 0; row < 4; row++) {
      double norm = Math.sqrt(squares(new double[][] {all[row]}));
      double expected = kernel.get("base_model.model.c.lora_magnitude_vector.weight")[0][row];
      assertThat(norm).isCloseTo(Math.abs(expected), within(ROUNDING));
    }
  }

  @Test
  void doraWithoutItsNormsIsListed() throws IOException {
    config("{\"r\":3,\"lora_alpha\":6,\"use_dora\":true}");
    assertThat(reason(updates(pair("fc", 3, 11, 8)), "fc")).contains("magnitude vector is missing");
  }

  @Test
  void kohyasAlphasAreDividedByTheRankAndItsFlatNamesAreFound() throws IOException {
    Tensors tensors =
        new Tensors(5)
            .noise("lora_unet_down_blocks_1_proj.lora_down.weight", 4, 10)
            .noise("lora_unet_down_blocks_1_proj.lora_up.weight", 6, 4)
            .constant("lora_unet_down_blocks_1_proj.alpha", 1)
            .noise("lora_unet_mid_block_conv.lora_down.weight", 2, 3, 3, 3)
            .noise("lora_unet_mid_block_conv.lora_up.weight", 5, 2, 1, 1)
            .constant("lora_unet_mid_block_conv.alpha", 8)
            .noise("lora_unet_tucker.lora_down.weight", 2, 3, 1, 1)
            .noise("lora_unet_tucker.lora_mid.weight", 2, 2, 3, 3)
            .noise("lora_unet_tucker.lora_up.weight", 5, 2, 1, 1)
            .constant("lora_unet_tucker.alpha", 8);
    Tensors model =
        new Tensors(6)
            .noise("down_blocks.1.proj.weight", 6, 10)
            .noise("mid_block.conv.weight", 5, 3, 3, 3)
            .noise("other.weight", 5, 4);
    double[][] linear =
        product(
            tensors.get("lora_unet_down_blocks_1_proj.lora_up.weight"),
            tensors.get("lora_unet_down_blocks_1_proj.lora_down.weight"),
            0.25);
    double[][] kernel =
        product(
            tensors.get("lora_unet_mid_block_conv.lora_up.weight"),
            tensors.get("lora_unet_mid_block_conv.lora_down.weight"),
            4);
    ModelSource updates = updates(tensors);
    requireUpdate(updates, "lora_unet_down_blocks_1_proj", linear);
    requireUpdate(updates, "lora_unet_mid_block_conv", kernel);
    assertThat(reason(updates, "lora_unet_tucker")).contains("lora_mid.weight is a third factor");
    ModelSource merged = merged(tensors, model);
    requireSame(
        values(merged, "down_blocks.1.proj"), sum(model.get("down_blocks.1.proj.weight"), linear));
    requireSame(values(merged, "mid_block.conv"), sum(model.get("mid_block.conv.weight"), kernel));
    requireSame(values(merged, "other"), model.get("other.weight"));
    assertThat(reason(merged, "lora_unet_tucker")).contains("the base model lacks");
  }

  @Test
  void anAlphaThatContradictsTheFilesIsRefused() throws IOException {
    updates(
        new Tensors(5)
            .noise("lora_unet_down_blocks_1_proj.lora_down.weight", 4, 10)
            .noise("lora_unet_down_blocks_1_proj.lora_up.weight", 6, 4)
            .constant("lora_unet_down_blocks_1_proj.alpha", 1));
    ModelSource given = LoraAdapters.of(Reading.open(adapter), LoraScale.of(8));
    assertThatThrownBy(given::layers)
        .hasMessageContaining(
            "alpha 8.0 was given, but the file says alpha 1.0 for lora_unet_down");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"fine_tune_type\":\"lora\",\"lora_parameters\":{\"rank\":4,\"scale\":20.0}}; 20",
        "{\"lora_layers\":8,\"lora_parameters\":{\"rank\":4,\"alpha\":6,\"scale\":2.0}}; 3"
      })
  void mlxHasItsFactorsTheOtherWayRoundAndTellsTheScaleItself(String json, double scale)
      throws IOException {
    config(json);
    Tensors tensors =
        new Tensors(9)
            .noise("model.layers.0.q_proj.lora_a", 12, 4)
            .noise("model.layers.0.q_proj.lora_b", 4, 7);
    Tensors model = new Tensors(10).noise("model.layers.0.q_proj.weight", 7, 12);
    double[][] update =
        transposed(
            product(
                tensors.get("model.layers.0.q_proj.lora_a"),
                tensors.get("model.layers.0.q_proj.lora_b"),
                scale));
    requireUpdate(updates(tensors), "model.layers.0.q_proj", update);
    requireSame(
        values(merged(tensors, model), "model.layers.0.q_proj"),
        sum(model.get("model.layers.0.q_proj.weight"), update));
  }

  @Test
  void squareMatricesAreTransposedWhereTheConfigurationOrOtherLayersSaySo() throws IOException {
    Tensors tensors =
        pair("h.attn.proj", 2, 6, 6).noise(a("h.attn.wide"), 2, 6).noise(b("h.attn.wide"), 9, 2);
    Tensors model =
        new Tensors(11).noise("h.attn.proj.weight", 6, 6).noise("h.attn.wide.weight", 6, 9);
    double[][] straight = sum(model.get("h.attn.proj.weight"), update(tensors, "h.attn.proj", 1));
    double[][] swapped =
        sum(model.get("h.attn.proj.weight"), transposed(update(tensors, "h.attn.proj", 1)));
    config("{\"r\":2,\"lora_alpha\":2,\"fan_in_fan_out\":false}");
    requireSame(values(merged(tensors, model), "h.attn.proj"), swapped); // as h.attn.wide is
    Tensors alone = pair("h.attn.proj", 2, 6, 6);
    requireSame(values(merged(alone, model), "h.attn.proj"), straight);
    config("{\"r\":2,\"lora_alpha\":2,\"fan_in_fan_out\":true}");
    requireSame(values(merged(alone, model), "h.attn.proj"), swapped);
  }

  @Test
  void gpt2sSquareMatricesAreKnownByTheOthers() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2,\"fan_in_fan_out\":false}");
    Tensors tensors = pair("h.0.attn.c_proj", 2, 6, 6);
    Tensors model =
        new Tensors(12).noise("h.0.attn.c_proj.weight", 6, 6).noise("h.0.mlp.c_fc.weight", 6, 24);
    requireSame(
        values(merged(tensors, model), "h.0.attn.c_proj"),
        sum(
            model.get("h.0.attn.c_proj.weight"),
            transposed(update(tensors, "h.0.attn.c_proj", 1))));
  }

  @Test
  void anEmbeddingsUpdateIsTransposedEvenIfItIsSquare() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2}");
    Tensors tensors =
        new Tensors(19)
            .noise("base_model.model.wte.lora_embedding_A", 2, 7)
            .noise("base_model.model.wte.lora_embedding_B", 7, 2);
    Tensors model = new Tensors(20).noise("wte.weight", 7, 7);
    double[][] update =
        product(
            tensors.get("base_model.model.wte.lora_embedding_B"),
            tensors.get("base_model.model.wte.lora_embedding_A"),
            1);
    requireSame(
        values(merged(tensors, model), "wte"), sum(model.get("wte.weight"), transposed(update)));
  }

  @Test
  void wholeWeightsTakeThePlaceOfTheBaseModels() throws IOException {
    config("{\"r\":2,\"lora_alpha\":2,\"modules_to_save\":[\"score\"]}");
    Tensors tensors =
        pair("fc", 2, 5, 4)
            .noise("base_model.model.score.weight", 3, 5)
            .noise("base_model.model.old.modules_to_save.default.weight", 2, 5)
            .noise("base_model.model.head.weight", 9, 5)
            .noise("base_model.model.score.bias", 3);
    Tensors model =
        new Tensors(21)
            .noise("fc.weight", 5, 4)
            .noise("score.weight", 3, 5)
            .noise("old.weight", 2, 5)
            .noise("head.weight", 8, 5);
    assertThat(reason(updates(tensors), "base_model.model.score.weight"))
        .startsWith("whole weights in place of the base model's");
    ModelSource merged = merged(tensors, model);
    requireSame(values(merged, "score"), tensors.get("base_model.model.score.weight"));
    requireSame(
        values(merged, "old"), tensors.get("base_model.model.old.modules_to_save.default.weight"));
    assertThat(reason(merged, "head"))
        .isEqualTo("shape [8 x 5] here, [9 x 5] of what the adapter has in its place");
  }
}
