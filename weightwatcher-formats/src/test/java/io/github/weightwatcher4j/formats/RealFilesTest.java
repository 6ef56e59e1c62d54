package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.samples.ArrayTensors;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published weights, and nets that were saved in every way that Python has. */
class RealFilesTest {

  private static Analysis analysis(Object model) {
    return new WeightWatcher(model).analyze(AnalysisOptionsBuilder::pythonCompatible);
  }

  /** Everything that was found, by layer; without the index, which follows the file's order. */
  private static Map<String, String> rows(Analysis analysis) {
    return analysis.details().rows().stream()
        .collect(
            Collectors.toMap(
                LayerReport::name,
                row -> row.layer().type() + " " + row.metrics() + " " + row.tail(),
                (a, b) -> a,
                TreeMap::new));
  }

  private static void givesTheTableOfAPlainReader(Path file) throws IOException {
    Analysis ours = analysis(file);
    Analysis plain = analysis(ArrayTensors.model(file));

    assertThat(rows(ours)).isEqualTo(rows(plain)).isNotEmpty();
    assertThat(ours.details().rows())
        .extracting(LayerReport::layer)
        .isEqualTo(plain.details().rows().stream().map(LayerReport::layer).toList());
    assertThat(ours.skipped())
        .extracting(skipped -> skipped.layer())
        .isEqualTo(plain.skipped().stream().map(skipped -> skipped.layer()).toList());
  }

  /** Column {@code alpha} of a table that Python printed, by layer. */
  private static Map<String, Double> pythonsAlphas(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> columns = List.of(lines.get(0).split(",", -1));
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .collect(
            Collectors.toMap(
                row -> row[columns.indexOf("longname")],
                row -> Double.valueOf(row[columns.indexOf("alpha")])));
  }

  @Test
  void resNet20GivesTheTableOfAPlainReaderAndPythonsAlphas() throws IOException {
    Path file = TestFiles.core("models/resnet20.safetensors");
    givesTheTableOfAPlainReader(file);

    Path csv = TestFiles.core("models/python-results/resnet20.default.csv");
    Map<String, Double> python = pythonsAlphas(csv);
    LayerTable ours = analysis(file).details();
    assertThat(ours.size()).isEqualTo(python.size());
    // Python multiplies convolutions by sqrt(1/2) in float32 before it decomposes them.
    python.forEach(
        (name, alpha) ->
            assertThat(ours.get(name).alpha().orElseThrow() / alpha).isBetween(1 - 1e-6, 1 + 1e-6));
  }

  @Tag("shared")
  @Test
  void resNet56GivesTheTableOfAPlainReader() throws IOException {
    givesTheTableOfAPlainReader(TestFiles.shared().resolve("models/resnet56.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn"})
  void aNetGivesTheTableOfAPlainReader(String net) throws IOException {
    givesTheTableOfAPlainReader(TestFiles.core("golden/models/" + net + ".safetensors"));
  }

  /** All but fc1, the largest by far, which is not there as an array. */
  @Test
  void aFolderAndAnArchiveOfArraysGiveTheTableOfTheSafetensors(@TempDir Path temporary)
      throws IOException {
    Map<String, String> expected = rows(analysis(TestFiles.core("golden/models/cnn.safetensors")));
    expected.remove("fc1");
    Path folder = TestFiles.core("golden/models/cnn_npy");
    assertThat(rows(analysis(folder))).isEqualTo(expected).hasSize(2);

    // numpy.savez makes an archive of the same files.
    Path archive = temporary.resolve("cnn.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
        Files.copy(file, zip);
      }
    }
    assertThat(rows(analysis(archive))).isEqualTo(expected);
  }

  @Tag("shared")
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn"})
  void aNetGivesOneTableInEveryFormatThatItWasSavedIn(String net) throws IOException {
    Path folder = TestFiles.shared().resolve("golden/models");
    Path safetensors = folder.resolve(net + ".safetensors");
    givesTheTableOfAPlainReader(safetensors);

    Map<String, String> expected = rows(analysis(safetensors));
    assertThat(rows(analysis(folder.resolve(net + ".npz")))).isEqualTo(expected);
    assertThat(rows(analysis(folder.resolve(net + "_npy")))).isEqualTo(expected);
  }

  @Tag("shared")
  @Test
  void sileroHasConvolutionsAndTheGatesOfAnLstm() {
    Analysis analysis = analysis(TestFiles.shared().resolve("models/silero_vad_16k.safetensors"));

    assertThat(analysis.details().rows())
        .extracting(row -> row.layer().index() + " " + row.name() + " " + row.layer().type())
        .containsExactly(
            "0 stft_conv CONV1D",
            "1 conv1 CONV1D",
            "2 conv2 CONV1D",
            "3 conv3 CONV1D",
            "4 conv4 CONV1D",
            "5 lstm_cell.weight_ih.input LSTM",
            "5 lstm_cell.weight_ih.forget LSTM",
            "5 lstm_cell.weight_ih.cell LSTM",
            "5 lstm_cell.weight_ih.output LSTM",
            "5 lstm_cell.weight_hh.input LSTM",
            "5 lstm_cell.weight_hh.forget LSTM",
            "5 lstm_cell.weight_hh.cell LSTM",
            "5 lstm_cell.weight_hh.output LSTM");
  }
}
