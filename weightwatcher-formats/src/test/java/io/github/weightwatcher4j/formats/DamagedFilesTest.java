package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.Mutations;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file is read as far as it is sound, or refused in words; nothing else happens. */
class DamagedFilesTest {

  private static final int COPIES = 2000;

  @TempDir Path folder;

  @Test
  void damagedSafetensorsAreRefusedInWords() throws IOException {
    byte[] sample =
        new SafetensorsBytes()
            .counting("rnn.weight_ih_l0", 16, 3)
            .counting("rnn.weight_hh_l0", 16, 4)
            .counting("attn.in_proj_weight", 12, 4)
            .counting("conv.weight", 5, 4, 3, 3)
            .counting("conv.bias", 5)
            .bytes();
    int refused = Mutations.survive(sample, folder.resolve("w.safetensors"), COPIES, 1);
    assertThat(refused).as("a header tells most damage").isGreaterThan(COPIES / 2);
  }

  @Test
  void aDamagedIndexIsRefusedInWords() throws IOException {
    new SafetensorsBytes().counting("a.weight", 3, 4).write(folder.resolve("a.safetensors"));
    new SafetensorsBytes().counting("b.weight", 3, 4).write(folder.resolve("b.safetensors"));
    String index =
        "{\"metadata\":{\"total_size\":96},\"weight_map\":"
            + "{\"a.weight\":\"a.safetensors\",\"b.weight\":\"b.safetensors\"}}";
    Path target = folder.resolve("model.safetensors.index.json");
    byte[] sample = index.getBytes(StandardCharsets.UTF_8);
    assertThat(Mutations.survive(sample, target, COPIES, 2)).isGreaterThan(COPIES / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz", "version2.npy", "structured.npy"})
  void damagedArraysAreRefusedInWords(String name) throws IOException {
    byte[] sample = Files.readAllBytes(TestFiles.resource("numpy/" + name));
    assertThat(Mutations.survive(sample, folder.resolve(name), COPIES, 3))
        .isGreaterThan(COPIES / 4);
  }
}
