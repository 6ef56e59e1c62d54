package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAdaptersTest {

  @Test
  void aSourceIsTakenAsItIs() {
    ModelSource source = ModelSource.of("mine", List.of());

    assertThat(ModelAdapters.open(source)).isSameAs(source);
    assertThat(source.revision()).isZero();
  }

  @Test
  void aModelThatNothingKnowsIsNamedWithTheAdaptersThereAre() {
    assertThatThrownBy(() -> ModelAdapters.open(List.of("net")))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("no adapter understands a java.util.ImmutableCollections")
        .hasMessageContaining("INDArray, double[][], float[][], SparseMatrix and maps")
        .hasMessageContaining("Map<String, double[][]>");
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing(@TempDir Path folder) {
    Path missing = folder.resolve("net.zip");

    assertThatThrownBy(() -> ModelAdapters.open(missing)).hasMessage("there is no file " + missing);
    assertThatThrownBy(() -> ModelAdapters.open(missing.toFile()))
        .hasMessage("there is no file " + missing);
  }

  @Test
  void aTextIsNoModelAndTheWayToAFileIsSaid() {
    assertThatThrownBy(() -> ModelAdapters.open("net.zip"))
        .hasMessageEndingWith("For a file give Path.of(...), for an address URI.create(...)");
  }

  @Test
  void aFileThatNothingKnowsIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no network");

    assertThatThrownBy(() -> ModelAdapters.open(file))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Add the module weightwatcher-formats for weight files");
  }
}
