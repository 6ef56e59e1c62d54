package io.github.weightwatcher4j.formats.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote: see make.py beside them, which prints the numbers expected here. */
class NumpyFilesTest {

  @TempDir Path folder;

  private static Path file(String name) {
    return TestFiles.resource("numpy/" + name);
  }

  private static double[] values(WeightFile file, String name) throws IOException {
    for (NamedTensor tensor : file.tensors()) {
      if (tensor.name().equals(name)) {
        return Reading.values(tensor);
      }
    }
    throw new IllegalArgumentException(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void anArchiveHoldsTheNumbersThatNumpyPutIn(String name) throws IOException {
    WeightFile archive = Reading.open(file(name));

    assertThat(archive.format().name()).isEqualTo("NumPy");
    isAs(values(archive, "fc1.weight"), 240, -0.46593738, -623.8511879071011);
    isAs(values(archive, "fc1.bias"), 12, 1, 572);
    isAs(values(archive, "conv.weight"), 270, -1.89986132, -3867.189761095351);
    isAs(values(archive, "half.weight"), 44, -1.77929688, -187.88922119140625);
    isAs(values(archive, "fc2.weight"), 126, 0.61544889, -23.476741883903742);
    isAs(values(archive, "codes.weight"), 100, 101, -42206);
    assertThat(values(archive, "step")).containsExactly(3);
  }

  /** Length, second value, and the sum of i times value i, from 1: their order counts. */
  private static void isAs(double[] values, int length, double second, double weightedSum) {
    assertThat(values).hasSize(length);
    assertThat(values[1]).isCloseTo(second, within(1e-8)); // as NumPy prints it
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (i + 1) * values[i];
    }
    assertThat(sum).isCloseTo(weightedSum, within(1e-9 * Math.abs(weightedSum))); // summation order
  }

  @Test
  void layersAreToldByNamesAndShapes() {
    assertThat(Reading.open(file("stored.npz")).layers())
        .extracting(Layer::toString)
        .containsExactly(
            "0 fc1 (dense) [12 x 20]",
            "1 conv (conv2d) [6 x 5 x 3 x 3]",
            "2 half (dense) [11 x 4]",
            "3 fc2 (dense) [9 x 14]",
            "4 codes (other) weight [10 x 10]: integers without a scale that is known: codes or"
                + " indices, not weights",
            "5 step (other) carries vectors, no matrix: step []");
  }

  @Test
  void anArrayOfIntegersGivenByItselfIsTakenForWeights() throws IOException {
    Path bytes = TestFiles.core("golden/mats/int8_80x60.npy");

    assertThat(Reading.open(bytes).layers())
        .extracting(Layer::toString)
        .containsExactly("0 int8_80x60 (dense) [80 x 60]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version2.npy", "version3.npy"})
  void laterVersionsOfTheHeaderAreRead(String name) throws IOException {
    NamedTensor array = Reading.open(file(name)).tensors().get(0);

    assertThat(array.name() + ".npy").isEqualTo(name);
    assertThat(Reading.values(array)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @ParameterizedTest
  @CsvSource({
    "objects.npy, objects [1]: Python objects are not read",
    "structured.npy, 'structured [3]: type ''[(''a'', ''<f4''), (''b'', ''<i4'', (2,))]'' is not read:"
        + " save each field of the structure as an array'"
  })
  void objectsAndStructuresAreListedAndNotRead(String name, String reason) {
    assertThat(Reading.open(file(name)).layers()).extracting(Layer::reason).containsExactly(reason);
  }

  @Test
  void aFolderOfArraysIsOneModel() throws IOException {
    for (String name : List.of("b.10.weight", "b.2.weight", "a.weight")) {
      Files.copy(file("version2.npy"), folder.resolve(name + ".npy"));
    }
    Files.writeString(folder.resolve("README.md"), "not an array");

    assertThat(Reading.open(folder).layers())
        .extracting(layer -> layer.info().name())
        .containsExactly("a", "b.2", "b.10");
  }

  @Test
  void aFolderWithAnArrayThatIsNoneSaysWhich() throws IOException {
    Files.copy(file("version2.npy"), folder.resolve("a.npy"));
    Files.writeString(folder.resolve("b.npy"), "not an array");

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.open(folder).layers())
        .withMessageContaining("b.npy: is not an npy file; write it again, or remove it");
  }
}
