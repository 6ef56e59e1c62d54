package io.github.weightwatcher4j.plot.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.LayerType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupingTest {

  @ParameterizedTest
  @CsvSource({
    "conv1, conv1, conv1",
    "layer3.2.conv1, layer3.2, layer3",
    "layer1.conv2, layer1, layer1",
    "transformer.h.11.attn.c_attn, transformer.h.11, transformer.h",
    "encoder/layer/0/output/dense, encoder/layer/0, encoder/layer",
    "features.0, features, features",
    "separable_conv2d_8.pointwise_kernel, separable_conv2d_8, separable_conv2d_8",
    "model.layers.3.mlp.experts.7.up_proj, model.layers.3, model.layers",
  })
  void blocksEndAtTheFirstNumberAndStagesBeforeIt(String name, String block, String stage) {
    assertThat(Grouping.BLOCK.of(Models.row(name, LayerType.DENSE))).isEqualTo(block);
    assertThat(Grouping.STAGE.of(Models.row(name, LayerType.DENSE))).isEqualTo(stage);
  }

  @ParameterizedTest
  @CsvSource({
    "transformer.h.11.attn.c_attn, attention",
    "model.layers.3.self_attn.q_proj, attention",
    "bert.encoder.layer.0.attention.output.dense, attention",
    "transformer.h.11.mlp.c_fc, mlp",
    "bert.encoder.layer.0.intermediate.dense, mlp",
    "model.layers.3.mlp.gate_proj, mlp",
    "transformer.wte, embedding",
    "model.embed_tokens, embedding",
    "lm_head, other",
  })
  void rolesFollowTheWordsOfTransformers(String name, String role) {
    assertThat(Grouping.ROLE.of(Models.row(name, LayerType.DENSE))).isEqualTo(role);
  }

  @Test
  void rolesAreChosenForATransformer() {
    assertThat(Grouping.bestFor(Models.named("h.0.attn.c_attn", "h.0.mlp.c_fc", "h.1.mlp.c_fc")))
        .isEqualTo(Grouping.ROLE);
  }

  @Test
  void stagesAreChosenForAResNet() {
    assertThat(
            Grouping.bestFor(
                Models.named("layer1.0.conv1", "layer1.0.conv2", "layer2.0.conv1", "layer2.0.fc1")))
        .isEqualTo(Grouping.STAGE);
  }

  @Test
  void typesAreChosenWhereNamesSayNothing() {
    assertThat(Grouping.bestFor(Models.named("a", "b", "c", "d"))).isEqualTo(Grouping.TYPE);
    assertThat(Grouping.bestFor(Models.named())).isEqualTo(Grouping.TYPE);
  }

  @Test
  void moreGroupsThanColoursAreTheFiveLargestAndTheOthers() {
    var groups =
        LayerGroups.of(
            Models.named("a.x", "b.x", "c.x", "d.x", "e.x", "f.x", "g.x", "g.y", "f.y", "e.y"),
            Grouping.BLOCK);

    assertThat(groups.keySet()).containsExactly("a", "b", "e", "f", "g", "2 other groups");
    assertThat(groups.get("2 other groups"))
        .extracting(LayerGroups.Placed::place)
        .isEqualTo(List.of(2, 3));
  }
}
