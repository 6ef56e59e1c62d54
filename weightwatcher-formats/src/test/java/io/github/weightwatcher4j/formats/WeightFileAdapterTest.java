package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFileAdapterTest {

  @TempDir Path folder;

  private final WeightFileAdapter adapter = new WeightFileAdapter();

  private static SafetensorsBytes net() {
    return new SafetensorsBytes().counting("fc.weight", 12, 11);
  }

  @Test
  void aPathAndAFileAreAnalysedByTheFacade() throws IOException {
    Path file = net().write(folder.resolve("net.safetensors"));

    assertThat(new WeightWatcher(file).analyze().details().get("fc").layer().type().key())
        .isEqualTo("dense");
    assertThat(new WeightWatcher(file.toFile()).describe().layers()).hasSize(1);
    assertThat(Reading.open(file).name()).isEqualTo("net.safetensors");
  }

  @Test
  void theContentTellsTheFormatWhereTheNameDoesNot() throws IOException {
    String[] names = {
      "net", "net.bin", "net.dat", "net.zip", "net.model", "net.ckpt", "net.params"
    };
    for (String name : names) {
      Path file = net().write(folder.resolve(name));
      assertThat(Reading.open(file).format().name()).isEqualTo("safetensors");
    }
  }

  @Test
  void theNameTellsTheFormatOfADamagedFile() throws IOException {
    Path file = Files.writeString(folder.resolve("net.SAFETENSORS"), "no such thing at all");

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.open(file).layers())
        .withMessageContaining("net.SAFETENSORS, byte 0: the header is said to be")
        .withMessageContaining("is it really a safetensors file?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK", "PK\3\4", "{\"a\": 1}", "text that is no model at all"})
  void otherFilesAreLeftToOtherAdapters(String content) throws IOException {
    Path file = folder.resolve("other");
    Files.writeString(file, content, StandardCharsets.ISO_8859_1);

    assertThat(adapter.open(file)).isEmpty();
    assertThatExceptionOfType(UnsupportedModelException.class)
        .isThrownBy(() -> new WeightWatcher(file))
        .withMessageContaining(file + " is not a weight file of a known format");
  }

  @Test
  void otherObjectsAndMissingFilesAreLeftToOtherAdapters() {
    assertThat(adapter.open("net.safetensors")).isEmpty();
    assertThat(adapter.open(folder.resolve("missing.safetensors"))).isEmpty();
    assertThatExceptionOfType(UnsupportedModelException.class)
        .isThrownBy(() -> new WeightWatcher(folder.resolve("missing.safetensors")))
        .withMessageContaining("there is no file");
  }

  @Test
  void anEmptyFileAndAFolderWithoutWeightsAreReported() throws IOException {
    Path file = Files.createFile(folder.resolve("empty"));
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> adapter.open(file))
        .withMessageContaining("empty: the file is empty; download it again");
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> adapter.open(folder))
        .withMessageContaining("there is no weight file in this folder; known are .safetensors");
  }

  @Test
  void theDescriptionIsReadOnceAndThenTheFileMayGo() throws IOException {
    Path file = net().write(folder.resolve("net.safetensors"));
    WeightFile model = Reading.open(file);
    assertThat(model.layers()).hasSize(1);
    Files.delete(file);

    assertThat(model.layers()).hasSize(1);
    assertThat(model.tensors()).hasSize(1);
    // A layer whose file has gone is skipped with its reason; nothing else is thrown.
    assertThat(new WeightWatcher(model).analyze().skipped())
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.reason()).contains("NoSuchFileException"));
  }

  @Test
  void namesThatWouldDriveATerminalAreShownHarmless() throws IOException {
    Path file =
        new SafetensorsBytes()
            .counting("\\u001b[2Jfc.weight", 12, 11)
            .counting(" ", 12, 11)
            .write(folder.resolve("net.safetensors"));

    assertThat(Reading.open(file).layers())
        .extracting(layer -> layer.info().name())
        .containsExactly("\\u001B[2Jfc", "layer1");
  }

  @Test
  void theFormatsAreNamed() {
    assertThat(adapter.understands()).startsWith("weight files: safetensors, ").contains("NumPy");
  }
}
