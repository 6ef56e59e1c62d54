package io.github.weightwatcher4j.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Slicing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Keras 3 and h5py wrote; {@code write_samples.py} beside them says what is in them. */
class KerasFormatTest {

  private static final List<String> LAYERS =
      List.of(
          "0 words (embedding) [20 x 6]",
          "1 memory.kernel.input (lstm) [6 x 5]",
          "1 memory.kernel.forget (lstm) [6 x 5]",
          "1 memory.kernel.cell (lstm) [6 x 5]",
          "1 memory.kernel.output (lstm) [6 x 5]",
          "1 memory.recurrent_kernel.input (lstm) [5 x 5]",
          "1 memory.recurrent_kernel.forget (lstm) [5 x 5]",
          "1 memory.recurrent_kernel.cell (lstm) [5 x 5]",
          "1 memory.recurrent_kernel.output (lstm) [5 x 5]",
          "2 both.forward.kernel.update (gru) [5 x 4]",
          "2 both.forward.kernel.reset (gru) [5 x 4]",
          "2 both.forward.kernel.new (gru) [5 x 4]",
          "2 both.forward.recurrent_kernel.update (gru) [4 x 4]",
          "2 both.forward.recurrent_kernel.reset (gru) [4 x 4]",
          "2 both.forward.recurrent_kernel.new (gru) [4 x 4]",
          "2 both.backward.kernel.update (gru) [5 x 4]",
          "2 both.backward.kernel.reset (gru) [5 x 4]",
          "2 both.backward.kernel.new (gru) [5 x 4]",
          "2 both.backward.recurrent_kernel.update (gru) [4 x 4]",
          "2 both.backward.recurrent_kernel.reset (gru) [4 x 4]",
          "2 both.backward.recurrent_kernel.new (gru) [4 x 4]",
          "3 loop.kernel (rnn) [8 x 7]",
          "3 loop.recurrent_kernel (rnn) [7 x 7]",
          "4 heads.query (attention) [7 x 6]",
          "4 heads.key (attention) [7 x 6]",
          "4 heads.value (attention) [7 x 6]",
          "4 heads.attention_output (attention) [6 x 7]",
          "5 even (norm) normalization carries vectors, no matrix: gamma [7], beta [7]",
          "6 line (conv1d) [3 x 7 x 8]",
          "7 split_line.depthwise_kernel (depthwise_conv) [16 x 2]",
          "7 split_line.pointwise_kernel (conv1d) [1 x 16 x 6]",
          "8 plane (conv2d) [3 x 3 x 1 x 4]",
          "9 deep (depthwise_conv) [8 x 4]",
          "10 batch (norm) normalization carries vectors, no matrix:"
              + " gamma [8], beta [8], moving_mean [8], moving_variance [8]",
          "11 split_plane.depthwise_kernel (depthwise_conv) [8 x 4]",
          "11 split_plane.pointwise_kernel (conv2d) [1 x 1 x 8 x 5]",
          "12 up (deconv) [2 x 2 x 3 x 5]",
          "13 times.dense (dense) [3 x 4]",
          "14 inner.first (dense) [72 x 6]",
          "14 inner.bend (other) carries vectors, no matrix: alpha [6]",
          "15 head (dense) [6 x 5]");

  private static double number(int i, int k) {
    return ((37 * i + k) % 101 - 50) / 64.0;
  }

  private static double[] numbers(int count, int k) {
    return IntStream.range(0, count).mapToDouble(i -> number(i, k)).toArray();
  }

  private static WeightFile open(String name) {
    return Reading.open(TestFiles.resource("keras/" + name));
  }

  private static Layer layer(WeightFile file, String name) {
    return file.layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + file.layers()));
  }

  private static double[] values(WeightFile file, String layer) throws IOException {
    return Reading.values(layer(file, layer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5"})
  void classesTellTheKindOfALayer(String name) {
    assertThat(open(name).layers()).extracting(Layer::toString).containsExactlyElementsOf(LAYERS);
  }

  @Test
  void weightsAloneHaveTheSameLayersByTheAlphabet() {
    List<String> sorted =
        LAYERS.stream().map(layer -> layer.replaceFirst("\\d+ ", "")).sorted().toList();
    assertThat(open("sample.weights.h5").layers())
        .extracting(layer -> layer.toString().replaceFirst("\\d+ ", ""))
        .containsExactlyInAnyOrderElementsOf(sorted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5", "sample.weights.h5"})
  void weightsAreThoseThatWereWritten(String name) throws IOException {
    WeightFile file = open(name);
    assertThat(values(file, "words")).isEqualTo(numbers(120, 0));
    assertThat(values(file, "plane")).isEqualTo(numbers(36, 28));
    assertThat(layer(file, "plane").weights().orElseThrow().slicing()).isEqualTo(Slicing.LEADING);
    assertThat(values(file, "head")).isEqualTo(numbers(30, 46));
    // Gate 2 of [6, 4 * 5].
    double[] cell =
        IntStream.range(0, 30).mapToDouble(i -> number(i / 5 * 20 + 10 + i % 5, 1)).toArray();
    assertThat(values(file, "memory.kernel.cell")).isEqualTo(cell);
    // Gate 1 of [4, 3 * 4], backward.
    double[] reset =
        IntStream.range(0, 16).mapToDouble(i -> number(i / 4 * 12 + 4 + i % 4, 8)).toArray();
    assertThat(values(file, "both.backward.recurrent_kernel.reset")).isEqualTo(reset);
    assertThat(values(file, "heads.key")).isEqualTo(numbers(42, 15));
    assertThat(values(file, "heads.attention_output")).isEqualTo(numbers(42, 19));
    // [2, 2, 4, 2] as [4 * 2, 2 * 2]: filter f, place p is number p * 8 + f.
    double[] filters =
        IntStream.range(0, 32).mapToDouble(i -> number(i % 4 * 8 + i / 4, 30)).toArray();
    assertThat(values(file, "deep")).isEqualTo(filters);
  }

  @Test
  void aDeflatedArchiveGivesTheSameNumbers(@TempDir Path folder) throws IOException {
    Path deflated = folder.resolve("deflated.zip");
    try (ZipInputStream in =
            new ZipInputStream(Files.newInputStream(TestFiles.resource("keras/model.keras")));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(deflated))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(in.readAllBytes());
      }
    }
    WeightFile file = Reading.open(deflated);
    assertThat(file.format().name()).isEqualTo("Keras");
    assertThat(values(file, "inner.first")).isEqualTo(numbers(432, 43));
  }

  @Test
  void datasetsAreReadHoweverTheyAreStored() throws IOException {
    WeightFile file = open("datasets.h5");
    assertThat(values(file, "gzip")).isEqualTo(numbers(325, 1));
    assertThat(values(file, "sum")).isEqualTo(numbers(325, 2));
    assertThat(values(file, "all")).isEqualTo(numbers(216, 3));
    assertThat(values(file, "chunks")).isEqualTo(numbers(325, 4));
    assertThat(values(file, "big")).isEqualTo(numbers(45, 5));
    assertThat(values(file, "half")).isEqualTo(numbers(45, 6));
  }

  @Test
  void integersAreReadButAreNoLayer() throws IOException {
    WeightFile file = open("datasets.h5");
    assertThat(layer(file, "bytes").weights()).isEmpty();
    NamedTensor bytes =
        file.tensors().stream()
            .filter(tensor -> tensor.name().equals("bytes.weight"))
            .findFirst()
            .orElseThrow();
    assertThat(Reading.values(bytes))
        .isEqualTo(IntStream.range(0, 45).mapToDouble(i -> i % 100 - 50).toArray());
  }

  @Test
  void datasetsThatAreNotReadSayWhy() {
    WeightFile file = open("datasets.h5");
    assertThat(layer(file, "lzf").reason()).contains("filter 32000");
    assertThat(layer(file, "empty").reason()).contains("never written");
    assertThat(file.tensors()).extracting(NamedTensor::name).doesNotContain("elsewhere");
    assertThat(file.tensors())
        .extracting(NamedTensor::reason)
        .contains("numbers of type StringData are not read");
  }

  /** Beyond 2 GiB a file is no longer mapped whole. */
  @Test
  void weightsInALargeFileAreRead(@TempDir Path folder) throws IOException {
    Path large = folder.resolve("large.h5");
    Files.copy(TestFiles.resource("keras/model.h5"), large);
    try (FileChannel channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), 1L << 31);
    }
    assertThat(values(Reading.open(large), "head")).isEqualTo(numbers(30, 46));
  }

  @Test
  void theNameDoesNotMatter(@TempDir Path folder) throws IOException {
    for (String name : List.of("model.keras", "model.h5")) {
      Path renamed = folder.resolve(name + ".bin");
      Files.copy(TestFiles.resource("keras/" + name), renamed);
      assertThat(Reading.open(renamed).layers()).hasSameSizeAs(LAYERS);
    }
  }
}
