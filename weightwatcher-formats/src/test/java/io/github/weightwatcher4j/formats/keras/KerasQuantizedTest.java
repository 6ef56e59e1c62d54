package io.github.weightwatcher4j.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Layers that Keras 3 quantized, and low-rank updates. {@code write_quantized.py} beside the
 * samples has the layouts, and computed what the layers multiply by, with numpy.
 */
class KerasQuantizedTest {

  /** A matrix that numpy computed: a line of {@code expected.txt}. */
  private record Expected(String file, String layer, String shape, String sha256) {

    static Expected of(String line) {
      String[] words = line.split(" ", -1);
      return new Expected(words[0], words[1], words[2], words[3]);
    }
  }

  private static Stream<Expected> expected() throws IOException {
    return Files.readAllLines(TestFiles.resource("keras/expected.txt")).stream().map(Expected::of);
  }

  private static final String ALONE = "coded.weights.h5";

  @TempDir static Path folder;

  /** The weights of the archive as a file of its own, which has no configuration. */
  @BeforeAll
  static void unpack() throws IOException {
    try (ZipFile archive = new ZipFile(TestFiles.resource("keras/coded.keras").toFile())) {
      Files.copy(
          archive.getInputStream(archive.getEntry("model.weights.h5")), folder.resolve(ALONE));
    }
  }

  private static Path path(String name) {
    return name.equals(ALONE) ? folder.resolve(ALONE) : TestFiles.resource("keras/" + name);
  }

  private static WeightFile open(String name) {
    return Reading.open(path(name));
  }

  private static Layer layer(WeightFile file, String name) {
    return file.layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + file.layers()));
  }

  private static String sha256(double[] values) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void aLayerIsWhatItMultipliesByToTheBit(Expected expected) throws Exception {
    Layer layer = layer(open(expected.file()), expected.layer());
    TensorShape shape = layer.weights().orElseThrow().shape();
    assertThat(shape.dim(0) + "x" + shape.dim(1)).isEqualTo(expected.shape());
    assertThat(sha256(Reading.values(layer))).isEqualTo(expected.sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"coded.weights.h5", "coded.keras", "updated.h5", "rounded.weights.h5"})
  void scalesAndZeroPointsAreNoLayers(String name) throws IOException {
    assertThat(open(name).layers())
        .extracting(layer -> layer.info().name())
        .hasSize(
            (int) expected().filter(line -> line.file().equals(name)).count()
                + (name.equals("updated.h5") ? 2 : 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unscaled: integers, no weights: no scale is known",
        "misfit: integers, no weights: a scale of shape [7] does not fit codes",
        "zeros: integers, no weights: scales [3 x 20] do not fit [21 x 20]",
        "indices: integers, no weights: there is no group 3.0 of 3",
        "calibrated: integers, no weights: codes of the mode gptq",
        "ternary: integers, no weights: codes of the mode ternary are not read",
        "short: integers, no weights: whether axis 0 has 16 or 15 places cannot",
        "cube: integers, no weights: a scale of shape [1 x 1 x 6 x 6] does",
        "batch: the equation abc,bcd->abd makes no matrix of it",
        "biased: integers, no weights: no scale is known",
        "table: integers, no weights: no scale is known",
      })
  void whatIsNotKnownOrDoesNotFitIsListedWithTheReason(String expected) {
    String name = expected.substring(0, expected.indexOf(':'));
    Layer layer = layer(open("refused.keras"), name);
    assertThat(layer.weights()).isEmpty();
    assertThat(layer.reason()).contains(expected.substring(name.length() + 2));
  }

  @Test
  void nothingElseOfARefusedFileIsALayer() {
    List<Layer> analysed =
        open("refused.keras").layers().stream().filter(each -> each.weights().isPresent()).toList();
    assertThat(analysed).extracting(Layer::toString).containsExactly("11 sound (dense) [9 x 7]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fc", "conv"})
  void aLowRankUpdateIsAddedWithItsFactor(String name) throws IOException {
    WeightFile numpy = open("updated.npz");
    NamedTensor tensor =
        numpy.tensors().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    double[] values = Reading.values(layer(open("updated.h5"), name));
    // Sums of two products of float32 numbers, in double here and there.
    assertThat(values).containsExactly(Reading.values(tensor), within(1e-15));
  }

  @Test
  void aLowRankUpdateWhoseFactorIsNotKnownIsListed() {
    List<Layer> layers = open("updated-alone.h5").layers();
    assertThat(layers).hasSize(1);
    assertThat(layers.get(0).weights()).isEmpty();
    assertThat(layers.get(0).reason()).contains("the factor alpha / rank is not known");
  }
}
