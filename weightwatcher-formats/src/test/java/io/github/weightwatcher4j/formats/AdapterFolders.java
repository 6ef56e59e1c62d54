package io.github.weightwatcher4j.formats;

import static io.github.weightwatcher4j.formats.samples.Tensors.product;
import static io.github.weightwatcher4j.formats.samples.Tensors.squares;
import static io.github.weightwatcher4j.formats.samples.Tensors.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.compare.internal.LoraAdapters;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.Tensors;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Folders of an adapter and of its base model, written by the test. */
abstract class AdapterFolders {

  /** Both sides compute in float64; numbers are of the order of 1 to 100. */
  static final double ROUNDING = 1e-10;

  @TempDir Path folder;
  Path adapter = Path.of("");
  Path base = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    adapter = Files.createDirectory(folder.resolve("adapter"));
    base = Files.createDirectory(folder.resolve("base"));
  }

  void config(String json) throws IOException {
    Files.writeString(adapter.resolve("adapter_config.json"), json);
  }

  ModelSource updates(Tensors tensors) throws IOException {
    tensors.write(adapter.resolve("adapter_model.safetensors"));
    return LoraAdapters.of(Reading.open(adapter), Optional.empty());
  }

  ModelSource merged(Tensors tensors, Tensors model) throws IOException {
    tensors.write(adapter.resolve("adapter_model.safetensors"));
    model.write(base.resolve("model.safetensors"));
    return LoraAdapters.merged(Reading.open(base), Reading.open(adapter), Optional.empty());
  }

  static void requireUpdate(ModelSource model, String layer, double[][] update) throws IOException {
    double expected = squares(update);
    assertThat(squares(values(model, layer))).isCloseTo(expected, within(ROUNDING * expected));
  }

  static void requireSame(double[][] found, double[][] expected) {
    assertThat(found).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < found.length; row++) {
      assertThat(found[row]).containsExactly(expected[row], within(ROUNDING));
    }
  }

  static String reason(ModelSource model, String layer) {
    Layer found = Tensors.layer(model, layer);
    assertThat(found.weights()).isEmpty();
    return found.reason();
  }

  static Tensors pair(String module, int r, int out, int in) {
    return new Tensors(out).noise(a(module), r, in).noise(b(module), out, r);
  }

  static String a(String module) {
    return "base_model.model." + module + ".lora_A.weight";
  }

  static String b(String module) {
    return "base_model.model." + module + ".lora_B.weight";
  }

  static double[][] update(Tensors tensors, String module, double scale) {
    return product(tensors.get(b(module)), tensors.get(a(module)), scale);
  }
}
