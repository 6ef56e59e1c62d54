package io.github.weightwatcher4j.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HDF5 files with attributes, types and filters that are not read, and Keras's names of every sort;
 * {@code write_odd.py} beside them says what is in them.
 */
class OddHdf5Test {

  private static WeightFile open(String name) {
    return Reading.open(TestFiles.resource("keras/" + name));
  }

  private static NamedTensor tensor(String file, String name) {
    return open(file).tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private static double[] numbers(int count, int k) {
    return IntStream.range(0, count).mapToDouble(i -> ((37 * i + k) % 101 - 50) / 64.0).toArray();
  }

  /** The numbers hold in a bfloat16; five of their bits are lost in a float8. */
  @ParameterizedTest
  @CsvSource({
    "dense/kernel, 63, 1",
    "many/kernel, 48, 2",
    "kinds/bfloat16.weight, 60, 3",
    "kinds/packed.weight, 200, 4",
    "kinds/compact.weight, 64, 8",
  })
  void anOddNeighbourCostsNothing(String name, int count, int k) throws IOException {
    assertThat(Reading.values(tensor("odd.keras", name))).isEqualTo(numbers(count, k));
    assertThat(Reading.values(tensor("odd-latest.keras", name))).isEqualTo(numbers(count, k));
  }

  @ParameterizedTest
  @ValueSource(strings = {"odd.keras", "odd-latest.keras"})
  void opaqueNumbersOf8BitsAreWhatTheirAttributeSays(String file) throws IOException {
    NamedTensor small = tensor(file, "kinds/e4m3.weight");
    assertThat(Reading.values(small)).containsExactly(1, -1, 0x1p-9, 448, -448, 0);
    NamedTensor wide = tensor(file, "kinds/e5m2.weight");
    assertThat(wide.view().orElseThrow().storage().precision()).isEqualTo(Precision.FLOAT8_E5M2);
    // -45/64 is -1.40625 / 2: two bits of fraction are kept, the others cut off.
    assertThat(Reading.values(wide)[0]).isEqualTo(-0.625);
  }

  @ParameterizedTest
  @ValueSource(strings = {"odd.keras", "odd-latest.keras"})
  void aChunkWhoseFilterTheWriterLeftOutIsReadAsItIs(String file) throws IOException {
    double[] values = Reading.values(tensor(file, "kinds/bytes.weight"));
    assertThat(values).hasSize(512);
    assertThat(values[0]).as("random bytes of seed 3").isNotZero();
    assertThat(IntStream.range(256, 512).mapToDouble(i -> values[i]).toArray()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "unsaid, no attribute dtype says what they are",
    "wide, no attribute dtype says what they are",
    "pairs, CompoundDataType",
    "enum, EnumDataType",
    "lists, VariableLength",
    "scaled, filter 6 (scaleoffset)",
    "unheard, not read",
    "external, they lie in another file",
    "virtual, Virtual storage",
  })
  void whatIsNotReadSaysWhy(String name, String reason) {
    for (String file : new String[] {"odd.keras", "odd-latest.keras"}) {
      NamedTensor tensor = tensor(file, "kinds/" + name + ".weight");
      assertThat(tensor.view()).isEmpty();
      assertThat(tensor.reason()).contains(reason);
    }
  }

  @Test
  void layersAreCalledAsTheUserCalledThem() {
    assertThat(open("names.keras").layers())
        .extracting(Layer::toString)
        .containsExactly(
            "0 Conv (conv2d) [3 x 3 x 2 x 4]",
            "1 Conv/BatchNorm (norm) normalization carries vectors, no matrix: gamma [4], beta [4]",
            "2 block/1/expand (dense) [5 x 6]",
            "3 слой (dense) [6 x 7]",
            "4 出力/層 (dense) [7 x 3]",
            "5 outer.inner.first (dense) [5 x 8]",
            "5 outer.inner.second (dense) [8 x 4]",
            "6 lost (other) kernel []: it is named, but not in the file",
            "7 gone (other) weights []: it is named, but not in the file");
  }

  @Test
  void layersOfModelsInModelsAreCalledAsTheirDescriptionSays() throws IOException {
    WeightFile file = open("nested.keras");
    assertThat(file.layers())
        .extracting(Layer::toString)
        .containsExactly(
            "0 top (dense) [4 x 5]",
            "1 outside.stem (conv2d) [3 x 3 x 2 x 4]",
            "1 outside.inside.first (dense) [6 x 7]",
            "1 outside.inside.Ausgang/größe (dense) [7 x 8]",
            "2 gate.table (dense) [3 x 6]",
            "2 gate.variable1 (dense) [5 x 6]",
            "2 gate.variable2 (dense) [6 x 4]",
            "3 each.every (dense) [8 x 3]",
            "4 end (dense) [5 x 3]");
    assertThat(Reading.values(file.layers().get(3))).isEqualTo(numbers(56, 6));
  }

  /** The header of {@code end} is overwritten; Keras's files have old headers, of version 1. */
  @Test
  void anObjectWhoseHeaderIsLostIsListed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lost.weights.h5");
    byte[] bytes;
    try (ZipFile archive = new ZipFile(TestFiles.resource("keras/nested.keras").toFile())) {
      bytes = archive.getInputStream(archive.getEntry("model.weights.h5")).readAllBytes();
    }
    try (Hdf5 sound = new Hdf5(Region.of(Files.write(file, bytes)))) {
      Hdf5Node end = sound.find(sound.root(), "layers/dense_1/vars").orElseThrow();
      bytes[Math.toIntExact(end.address())] = 77;
    }
    Files.write(file, bytes);
    assertThat(Reading.open(file).layers())
        .hasSize(9)
        .filteredOn(layer -> layer.info().name().equals("dense_1"))
        .singleElement()
        .satisfies(layer -> assertThat(layer.reason()).contains("vars []: its header is not read"));
  }

  @Test
  void momentsAndHalvesOfUpdatesAreNoLayers() {
    assertThat(open("beside.keras").layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(layer -> layer.info().name())
        .containsExactly("fc");
    assertThat(tensor("beside.keras", "lora/0/lora_kernel_a").reason()).contains("another file");
  }

  @Test
  void aMaskOfPruningIsNoLayer() {
    assertThat(open("pruned.keras").layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(Layer::toString)
        .containsExactly("0 prune_low_magnitude_fc.fc (dense) [9 x 8]");
  }

  @Test
  void aDescriptionThatIsNoJsonCostsNoWeights() {
    assertThat(open("garbled.keras").layers())
        .extracting(Layer::toString)
        .containsExactly("0 fc (dense) [4 x 5]");
  }
}
