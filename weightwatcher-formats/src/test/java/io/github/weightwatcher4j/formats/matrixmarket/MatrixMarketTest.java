package io.github.weightwatcher4j.formats.matrixmarket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse matrices in files: those that SciPy wrote (make.py beside them), and some by hand. */
class MatrixMarketTest {

  private static final String GENERAL = "%%MatrixMarket matrix coordinate real general\n";

  /** What make.py prints. */
  private static final double[] SCIPY = {
    0, 0, 0, -0.539, -0.049, 0, -1.53, 0, 0, 0, 0, 0, -0.033, 0.884, 0, 0, 0, 0, 0, 0, 1.359,
    -1.547, 0, 0.119
  };

  @TempDir Path folder;

  private Path text(String text) throws IOException {
    return Files.writeString(folder.resolve("m.mtx"), text);
  }

  private static Weights weights(Path path) {
    List<Layer> layers = Reading.open(path).layers();
    assertThat(layers).hasSize(1);
    return layers.get(0).weights().orElseThrow();
  }

  private static double[] values(Path path) throws IOException {
    try (WeightTensor tensor = weights(path).open()) {
      return tensor.toArray();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "general.mtx",
        "general.mtx.gz",
        "array.mtx",
        "csr.npz",
        "csc.npz",
        "coo.npz",
        "bsr.npz"
      })
  void aFileHoldsTheMatrixThatSciPyPutIn(String name) throws IOException {
    Path file = TestFiles.resource("sparse/" + name);
    assertThat(values(file)).containsExactly(SCIPY);
    assertThat(weights(file).shape()).isEqualTo(TensorShape.of(6, 4));
    assertThat(weights(file).sparseEntries()).isPresent();
    assertThat(weights(file).precision()).isEqualTo(Precision.FLOAT64);
    WeightFile model = Reading.open(file);
    assertThat(model.layers().get(0).info().name()).isEqualTo(name.replaceFirst("\\..*", ""));
    // The same as a row of numbers with their zeros, which is how it is converted.
    assertThat(Reading.values(model.tensors().get(0))).containsExactly(SCIPY);
  }

  @Test
  void floatsStaySingleAndDiagonalsAreRefused() {
    assertThat(weights(TestFiles.resource("sparse/float32.npz")).precision())
        .isEqualTo(Precision.FLOAT32);
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> weights(TestFiles.resource("sparse/dia.npz")))
        .withMessageContaining("format dia")
        .withMessageContaining(".tocsr()");
  }

  @Test
  void aFileByHandHasCommentsDuplicatesAndZeros() throws IOException {
    Path file =
        text(
            GENERAL.toUpperCase(Locale.ROOT)
                + "% a comment\n\n%\n 2\t3 4\r\n1 1 1e-2\n2 3 -.5\n1 1 2.\n2 1 0\n\n");
    assertThat(values(file)).containsExactly(2.01, 0, 0, 0, 0, -0.5);
  }

  @Test
  void symmetricEntriesStandForTwo() throws IOException {
    String banner = "%%MatrixMarket matrix coordinate ";
    assertThat(values(text(banner + "integer symmetric\n2 2 2\n1 1 3\n2 1 4\n")))
        .containsExactly(3, 4, 4, 0);
    assertThat(values(text(banner + "real skew-symmetric\n2 2 1\n2 1 4\n")))
        .containsExactly(0, -4, 4, 0);
    assertThat(values(text(banner + "pattern symmetric\n2 2 2\n2 2\n2 1\n")))
        .containsExactly(0, 1, 1, 1);
    String array = "%%MatrixMarket matrix array real ";
    assertThat(values(text(array + "symmetric\n2 2\n1\n2\n3\n"))).containsExactly(1, 2, 2, 3);
    assertThat(values(text(array + "skew-symmetric\n2 2\n5\n"))).containsExactly(0, -5, 5, 0);
  }

  @Test
  void aRowOrAnEmptyMatrixIsSkippedWithTheReason() throws IOException {
    Path row = text(GENERAL + "1 3 1\n1 2 5\n");
    assertThat(new WeightWatcher(row).analyze().skipped().get(0).reason())
        .startsWith("1 eigenvalue, fewer than minEvals");
    Path empty = text(GENERAL + "0 0 0\n");
    assertThat(new WeightWatcher(empty).analyze().skipped().get(0).reason()).contains("empty");
  }

  @Test
  void specialNumbersAreReadAsTheyAre() throws IOException {
    assertThat(values(text(GENERAL + "2 2 3\n1 1 nan\n1 2 -Inf\n2 2 infinity\n")))
        .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 2 2;1 1 5;|line 4: the file ends where a row should be",
        "2 2 1;1 1 5;2 2 5;|line 4: the file goes on after its 1 entries",
        "2 2 1;3 1 5;|line 3: row 3 is not within 1 and 2",
        "2 2 1;1 0 5;|line 3: column 0 is not within 1 and 2",
        "2 2 1;1 1 5x;|line 3: '5x' is no number",
        "2 2 1;1 1 0x1p3;|line 3: '0x1p3' is no number",
        "2 2 1;1 1 5d;|line 3: '5d' is no number",
        "2 2 1;-1 1 5;|line 3: a row is no whole number",
        "2 2 1;1 1;|line 4: the file ends where a number should be",
        "2 x 1;|line 2: the number of columns is no whole number",
        "2 2 9999999;1 1 1;|need more than the",
        "2000000000 2 1;1 1 1;|leave out the empty ones",
        "99999999999 2 1;1 1 1;|larger than any matrix",
        "9999999999999999999 2 1;|more than 18 digits"
      })
  void damageIsToldWithItsLine(String lines, String problem) throws IOException {
    Path file = text(GENERAL + lines.replace(";", "\n"));
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> values(file))
        .withMessageContaining("m.mtx")
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 1 0\n",
        "%%MatrixMarket matrix coordinate complex hermitian\n1 1 1\n1 1 1 0\n",
        "%%MatrixMarket matrix array pattern general\n1 1\n1\n",
        "%%MatrixMarket vector coordinate real general\n1 1 1\n1 1 1\n",
        "%%MatrixMarket matrix coordinate real\n1 1 1\n1 1 1\n",
        "%%MatrixMarket matrix coordinate real symmetric\n1 2 1\n1 1 1\n"
      })
  void otherBannersAreRefused(String text) throws IOException {
    Path file = text(text);
    assertThatExceptionOfType(WeightFileException.class).isThrownBy(() -> values(file));
  }

  @Test
  void aGzippedTextThatUnpacksToFarMoreIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write((GENERAL + "%").getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[40_000_000]);
    }
    Path file = Files.write(folder.resolve("m.mtx.gz"), bytes.toByteArray());
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> values(file))
        .withMessageContaining("unpacks to more than");
  }

  @Test
  void aGzippedTextThatIsCutShortIsToldAsSuch() throws IOException {
    byte[] whole = Files.readAllBytes(TestFiles.resource("sparse/general.mtx.gz"));
    Path file = Files.write(folder.resolve("m.mtx.gz"), Arrays.copyOf(whole, whole.length - 12));
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> values(file))
        .withMessageContaining("cannot be unpacked");
  }
}
