package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SparseModel;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class LargeFilesTest {

  private static final int COLUMNS = 64;

  @TempDir Path folder;

  @Test
  void aFileOf6GigabytesIsDescribedAndItsLastLayerAnalysed() throws IOException {
    long rows = (3L << 30) / COLUMNS / Float.BYTES;
    Path file = SparseModel.write(folder.resolve("large.safetensors"), 2, rows, COLUMNS);

    assertThat(new WeightWatcher(file).describe().toString()).contains("layer1");
    WeightFile model = Reading.open(file);
    try (WeightTensor last = model.tensors().get(1).view().orElseThrow().open("layer1")) {
      // The rows with numbers are counted through both layers.
      long row = 1000 * ((2 * rows - 1) / 1000);
      double[] values = new double[2 * COLUMNS];
      last.read(row - 1 - rows, 2, 0, COLUMNS, DoubleBuffer.wrap(values));
      assertThat(values[COLUMNS - 1]).isZero();
      Random random = new Random(7);
      for (long before = 0; before < row / 1000 * COLUMNS; before++) {
        random.nextGaussian();
      }
      assertThat(values[COLUMNS]).isEqualTo((float) random.nextGaussian());
    }
  }

  @Test
  void aFileMuchLargerThanTheHeapIsAnalysed() throws IOException, InterruptedException {
    Path file = SparseModel.write(folder.resolve("w.safetensors"), 4, 1 << 19, COLUMNS);
    assertThat(file.toFile().length()).isGreaterThan(512L << 20);
    Path table = folder.resolve("table.txt");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Analyse.class.getName(),
                file.toString(),
                table.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(output).isZero();
    assertThat(Files.readAllLines(table))
        .containsExactly("layer0 64", "layer1 64", "layer2 64", "layer3 64");
  }

  /** Analyses a file in a process of its own. */
  static final class Analyse {

    private Analyse() {}

    public static void main(String[] args) throws IOException {
      List<String> lines =
          new WeightWatcher(Path.of(args[0]))
              .analyze(options -> options.maxN(1 << 20).threads(1)).details().stream()
                  .map(row -> row.name() + " " + row.spectrum().size())
                  .toList();
      Files.write(Path.of(args[1]), lines);
    }
  }
}
