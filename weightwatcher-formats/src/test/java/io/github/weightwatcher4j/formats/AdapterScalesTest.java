package io.github.weightwatcher4j.formats;

import static io.github.weightwatcher4j.formats.samples.Tensors.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.internal.LoraAdapters;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.Tensors;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What updates are multiplied by, as files tell it. */
class AdapterScalesTest extends AdapterFolders {

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = ' ',
      value = {
        "up_proj 40 20",
        "blocks\\\\.5\\\\..* 40 20",
        "^blocks.5.mlp.up_proj 40 20",
        ".*(gate|up)_proj 40 40",
        "blocks\\\\.(?P<number>\\\\d)\\\\.mlp.* 40 40",
        "p_proj 10 10",
        "blocks.5.mlp 10 10"
      })
  void patternsMatchAWholeNameOrWhatFollowsADot(String pattern, double fifth, double other)
      throws IOException {
    config(
        "{\"peft_type\":\"LORA\",\"r\":2,\"lora_alpha\":10,\"alpha_pattern\":{\"none\":1,\""
            + pattern
            + "\":40,\".*\\\\.7\\\\..*_proj\":20}}");
    Tensors tensors =
        pair("blocks.5.mlp.up_proj", 2, 9, 6)
            .noise(a("blocks.7.mlp.gate_proj"), 2, 6)
            .noise(b("blocks.7.mlp.gate_proj"), 9, 2);
    ModelSource updates = updates(tensors);
    boolean last = pattern.startsWith("p_proj") || pattern.equals("blocks.5.mlp");
    requireUpdate(
        updates, "blocks.5.mlp.up_proj", update(tensors, "blocks.5.mlp.up_proj", fifth / 2));
    requireUpdate(
        updates,
        "blocks.7.mlp.gate_proj",
        update(tensors, "blocks.7.mlp.gate_proj", (last ? 20 : other) / 2));
  }

  @Test
  void theRankOfAPatternIsThatOfItsModulesAndAnotherIsRefused() throws IOException {
    config(
        "{\"r\":3,\"lora_alpha\":6,\"use_rslora\":true,\"rank_pattern\":{\"x\\\\d\\\\.fc$\":5}}");
    Tensors tensors =
        pair("x1.fc", 5, 12, 7)
            .noise(a("y.fc"), 3, 7)
            .noise(b("y.fc"), 12, 3)
            .noise(a("z.fc"), 4, 7)
            .noise(b("z.fc"), 12, 4);
    ModelSource updates = updates(tensors);
    requireUpdate(updates, "x1.fc", update(tensors, "x1.fc", 6 / Math.sqrt(5)));
    requireUpdate(updates, "y.fc", update(tensors, "y.fc", 6 / Math.sqrt(3)));
    assertThat(reason(updates, "z.fc"))
        .isEqualTo("lora_A has rank 4, but adapter_config.json says r = 3");
  }

  @Test
  void aPatternThatNeverEndsIsRefused() throws IOException {
    config(
        "{\"r\":2,\"lora_alpha\":4,\"alpha_pattern\":{\"((a|b|ab)+)+(x|y)*z$\":8,\"((.*)*)*!\":1}}");
    ModelSource updates = updates(pair("ab".repeat(60) + ".fc", 2, 5, 4));
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(updates::layers)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha_pattern takes too long to match"));
  }

  @Test
  void aPatternThatIsNoneIsRefused() throws IOException {
    config("{\"r\":2,\"lora_alpha\":4,\"alpha_pattern\":{\"layers.(3\":8}}");
    ModelSource updates = updates(pair("fc", 2, 5, 4));
    assertThatThrownBy(updates::layers)
        .hasMessageContaining("alpha_pattern has a key that is no regular expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"r\":2,\"lora_alpha\":4,\"use_rslora\":true}",
        "{\"r\":2,\"lora_alpha\":8}",
        "{\"r\":2,\"lora_alpha\":4,\"alpha_pattern\":{\"other\":3}}",
        "{\"fine_tune_type\":\"lora\",\"lora_parameters\":{\"rank\":2,\"scale\":2.0}}"
      })
  void aScaleThatIsNotTheAdaptersIsRefused(String json) throws IOException {
    config(json);
    pair("fc", 2, 5, 4).write(adapter.resolve("adapter_model.safetensors"));
    ModelSource updates = LoraAdapters.of(Reading.open(adapter), LoraScale.of(4));
    assertThatThrownBy(updates::layers)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpha 4.0 was given, but adapter_config.json says")
        .hasMessageContaining("leave the value out");
  }

  @Test
  void theAdaptersOwnScaleMayBeGivenToo() throws IOException {
    config("{\"r\":2,\"lora_alpha\":4}");
    Tensors tensors = pair("fc", 2, 5, 4);
    updates(tensors);
    ModelSource given = LoraAdapters.of(Reading.open(adapter), LoraScale.of(4));
    requireUpdate(given, "fc", update(tensors, "fc", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "unet.up.0.to_k.lora.down.weight, unet.up.0.to_k.lora.up.weight, unet.up.0.to_k",
    "mid.attn1.processor.to_q_lora.down.weight, mid.attn1.processor.to_q_lora.up.weight,"
        + " mid.attn1.to_q",
    "mid.attn1.processor.to_out_lora.down.weight, mid.attn1.processor.to_out_lora.up.weight,"
        + " mid.attn1.to_out.0",
    "text_encoder.h.1.q_proj.lora_linear_layer.down.weight,"
        + " text_encoder.h.1.q_proj.lora_linear_layer.up.weight, text_encoder.h.1.q_proj",
    "transformer.blocks.2.ff.lora_A.weight, transformer.blocks.2.ff.lora_B.weight,"
        + " transformer.blocks.2.ff",
    "double_blocks.3.processor.qkv_lora2.down.weight,"
        + " double_blocks.3.processor.qkv_lora2.up.weight, double_blocks.3.txt_attn.qkv",
    "lora_te2_text_fc1.lora_down.weight, lora_te2_text_fc1.lora_up.weight, lora_te2_text_fc1"
  })
  void whereItIsTheCustomAlphaIsTheRank(String down, String up, String target) throws IOException {
    Tensors tensors = new Tensors(7).noise(down, 3, 8).noise(up, 6, 3);
    requireUpdate(updates(tensors), target, product(tensors.get(up), tensors.get(down), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"base_model.model.fc", "transformer.h.0.mlp.c_fc"})
  void withoutItsConfigurationAnAdapterOfPeftHasNoScale(String module) throws IOException {
    Tensors tensors =
        new Tensors(8)
            .noise(module + ".lora_A.weight", 3, 8)
            .noise(module + ".lora_B.weight", 6, 3);
    ModelSource updates = updates(tensors);
    assertThatThrownBy(updates::layers)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no adapter_config.json beside it")
        .hasMessageContaining("--lora=16");
  }

  private static ModelSource updates(Path file) {
    return LoraAdapters.of(Reading.open(file), Optional.empty());
  }

  @Test
  void theFileOfAnAdapterIsReadAsItsFolder() throws IOException {
    config("{\"r\":2,\"lora_alpha\":8}");
    Tensors tensors = pair("fc", 2, 5, 4);
    Path file = tensors.write(adapter.resolve("adapter_model.safetensors"));
    requireUpdate(updates(file), "fc", update(tensors, "fc", 4));
  }

  @Test
  void diffusersKeepsTheConfigurationInTheMetadata() throws IOException {
    String down = "transformer.blocks.0.to_q.lora_A.weight";
    String up = "transformer.blocks.0.to_q.lora_B.weight";
    Tensors tensors = new Tensors(50).noise(down, 3, 8).noise(up, 6, 3);
    Path file = adapter.resolve("pytorch_lora_weights.safetensors");
    String fields =
        "'transformer.r':3,'transformer.lora_alpha':1,'transformer.target_modules':['to_q'],"
            + "'transformer.alpha_pattern':{'^blocks.0.to_q':12,'to_q':6}";
    tensors.bytes().metadata(inMetadata("{" + fields + "}")).write(file);
    requireUpdate(
        updates(file),
        "transformer.blocks.0.to_q",
        product(tensors.get(up), tensors.get(down), 12 / 3.0));
    tensors
        .bytes()
        .metadata(inMetadata("{" + fields + ",'unet.r':3,'unet.lora_alpha':2}"))
        .write(file);
    assertThat(reason(updates(file), "transformer.blocks.0.to_q"))
        .startsWith("the metadata scale 2 parts of the pipeline");
    tensors.bytes().metadata(inMetadata("{oops")).write(file);
    assertThat(reason(updates(file), "transformer.blocks.0.to_q")).contains("not valid JSON");
  }

  @Test
  void anAdapterOfPyTorchIsReadWithTheConfigurationBesideIt() throws IOException {
    config("{\"r\":2,\"lora_alpha\":6,\"use_rslora\":true}");
    Files.copy(TestFiles.resource("torch/adapter_model.bin"), adapter.resolve("adapter_model.bin"));
    double[][] down = {{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}};
    double[][] up = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}};
    requireUpdate(updates(adapter), "layers.0.q_proj", product(up, down, 6 / Math.sqrt(2)));
  }

  private static String inMetadata(String json) {
    return "{\"format\":\"pt\",\"lora_adapter_metadata\":\"" + json.replace("'", "\\\"") + "\"}";
  }
}
