package io.github.weightwatcher4j.formats.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.internal.LoraAdapters;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.Tensors;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufAdapterTest {

  @TempDir private Path folder;

  private static double[][] counting(int rows, int columns) {
    double[][] matrix = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      matrix[i / columns][i % columns] = i + 1;
    }
    return matrix;
  }

  private static GgufBytes adapter() {
    return new GgufBytes()
        .counting("blk.3.attn_q.weight.lora_a", 5, 2)
        .counting("blk.3.attn_q.weight.lora_b", 2, 4)
        .counting("token_embd.weight.lora_a", 2, 7)
        .counting("token_embd.weight.lora_b", 2, 3);
  }

  @Test
  void alphaStandsInTheMetadataAndTheFactorsAreAsInPeft() throws IOException {
    Path file =
        adapter()
            .key("adapter.lora.alpha", 6, GgufBytes.int32(Float.floatToIntBits(6)))
            .write(folder.resolve("adapter.gguf"));
    Path model =
        new GgufBytes()
            .counting("blk.3.attn_q.weight", 5, 4)
            .counting("token_embd.weight", 3, 7)
            .write(folder.resolve("model.gguf"));
    ModelSource merged =
        LoraAdapters.merged(Reading.open(model), Reading.open(file), Optional.empty());
    assertThat(Tensors.values(merged, "blk.3.attn_q"))
        .isDeepEqualTo(
            Tensors.sum(counting(4, 5), Tensors.product(counting(4, 2), counting(2, 5), 3)));
    // Of tokens A is [vocabulary, r] and what is added to [vocabulary, width] is A B^T.
    assertThat(Tensors.values(merged, "token_embd"))
        .isDeepEqualTo(
            Tensors.sum(
                counting(7, 3),
                Tensors.product(counting(7, 2), Tensors.transposed(counting(3, 2)), 3)));
    ModelSource given = LoraAdapters.of(Reading.open(file), LoraScale.of(16));
    assertThatThrownBy(given::layers)
        .hasMessageContaining("alpha 16.0 was given, but adapter.lora.alpha says alpha 6.0");
  }

  @Test
  void withoutAlphaItIsForTheUserToSay() throws IOException {
    Path file = adapter().write(folder.resolve("adapter.gguf"));
    ModelSource updates = LoraAdapters.of(Reading.open(file), Optional.empty());
    assertThatThrownBy(updates::layers).hasMessageContaining("does not tell alpha");
    assertThat(LoraAdapters.of(Reading.open(file), LoraScale.of(16)).layers()).hasSize(2);
  }
}
