package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class PlotSpectrumTest {

  @Test
  void drawsALayerBeforeAndAfterTraining(@TempDir Path folder) throws IOException {
    PlotSpectrum.main(new String[] {folder.resolve("pictures").toString()});

    assertThat(folder.resolve("pictures/before.png")).isNotEmptyFile();
    assertThat(folder.resolve("pictures/after.png")).isNotEmptyFile();
  }
}
