package io.github.weightwatcher4j.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.Mutations;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files are refused in words, or give what is sound in them. */
class DamagedKerasTest {

  private static final int COPIES = 2000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5", "sample.weights.h5", "datasets.h5"})
  void aDamagedFileIsRefusedInWordsOrReadAsFarAsItIsSound(String name) throws IOException {
    byte[] sample = Files.readAllBytes(TestFiles.resource("keras/" + name));
    assertThat(Mutations.survive(sample, folder.resolve(name), COPIES, 5)).isPositive();
  }
}
