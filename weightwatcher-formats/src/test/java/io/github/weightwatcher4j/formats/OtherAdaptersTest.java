package io.github.weightwatcher4j.formats;

import static io.github.weightwatcher4j.formats.samples.Tensors.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.Tensors;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is listed by name, and what nobody asked for. */
class OtherAdaptersTest extends AdapterFolders {

  @ParameterizedTest
  @CsvSource({
    "x.hada_w1_a, LoHa", "x.lokr_w2, LoKr", "x.lokr_w2_b, LoKr", "x.ia3_l, IA3",
    "x.oft_blocks, OFT", "x.boft_R, OFT", "x.vera_lambda_b, VeRA", "x.lora_E, AdaLoRA",
    "x.diff, a whole difference", "x.hada_w2_b.default, LoHa"
  })
  void adaptersOfOtherKindsAreNamedAndNeverLayers(String name, String kind) throws IOException {
    Tensors tensors = new Tensors(22).noise(name, 6, 4).noise("y.weight", 5, 4);
    Tensors model = new Tensors(23).noise("x.weight", 6, 6).noise("y.weight", 5, 4);
    assertThat(reason(updates(tensors), name)).startsWith("belongs to " + kind);
    assertThat(Reading.open(adapter).layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(layer -> layer.info().name())
        .containsExactly("y");
    assertThat(reason(merged(tensors, model), "x")).contains(kind).contains("not computed");
  }

  @Test
  void anAdapterOfAnotherKindByItsConfigurationIsListed() throws IOException {
    config("{\"peft_type\":\"SOMETHING\",\"r\":[1,2]}");
    Tensors tensors = new Tensors(24).noise("base_model.model.x.some_w", 6, 4);
    updates(tensors);
    assertThatThrownBy(() -> Reading.open(adapter).loraSettings())
        .isInstanceOf(WeightFileException.class);
    config("{\"peft_type\":\"SOMETHING\",\"rank_pattern\":{\"x\":[true]}}");
    assertThat(reason(Reading.open(adapter), "base_model.model.x.some_w"))
        .contains("an adapter of the kind SOMETHING");
    assertThat(reason(updates(tensors), "base_model.model.x.some_w")).contains("SOMETHING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pissa", "pissa_niter_16", "OLoRA", "loftq"})
  void aBaseModelThatTheAdapterChangedIsNotKnown(String method) throws IOException {
    config("{\"r\":2,\"lora_alpha\":2,\"init_lora_weights\":\"" + method + "\"}");
    Tensors model = new Tensors(25).noise("fc.weight", 5, 4).noise("other.weight", 3, 4);
    ModelSource merged = merged(pair("fc", 2, 5, 4), model);
    assertThat(reason(merged, "fc")).contains(method);
    requireSame(values(merged, "other"), model.get("other.weight"));
  }

  @Test
  void factorsAreNoLayersWhereNobodyAsksForUpdates() throws IOException {
    Tensors tensors =
        pair("fc", 2, 5, 4).noise("base_model.model.head.weight", 3, 4).noise("alpha.weight", 3, 4);
    updates(tensors);
    assertThat(Reading.open(adapter).layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(layer -> layer.info().name())
        .containsExactlyInAnyOrder("alpha", "base_model.model.head");
    assertThat(reason(Reading.open(adapter), "base_model.model.fc.lora_A"))
        .isEqualTo("belongs to a low-rank adapter (LoRA): analyse its updates with --lora");
  }
}
