package io.github.weightwatcher4j.formats.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.weightwatcher4j.formats.Elsewhere;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format is read from a file system that is not this machine's, to the same numbers. */
class OtherFileSystemsTest {

  @TempDir Path here;

  static Stream<Subject> subjects() {
    return Subjects.ALL.stream().filter(subject -> !subject.format().equals("tar"));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aFormatGivesTheSameFromMemory(Subject subject) throws IOException {
    int number = 0;
    for (Sample sample : subject.samples().all()) {
      try (FileSystem elsewhere = Jimfs.newFileSystem(Configuration.unix())) {
        Path one = here.resolve("model" + number++);
        Path other = elsewhere.getPath("/files/model");
        sample.write(one, sample.files());
        sample.write(other, sample.files());

        List<String> told = told(other.resolve(sample.opened()), other);

        assertThat(told).isEqualTo(told(one.resolve(sample.opened()), one)).isNotEmpty();
        assertThat(String.join("\n", told)).doesNotContain("UnsupportedOperation");
      }
    }
  }

  /** All tensors and layers, each with a sum of its numbers or the reason why there is none. */
  private static List<String> told(Path path, Path folder) throws IOException {
    WeightFile file = (WeightFile) new WeightFileAdapter().open(path).orElseThrow();
    List<String> lines = new ArrayList<>();
    for (NamedTensor tensor : file.tensors()) {
      String sum =
          tensor.view().isPresent()
              ? sum(tensor.view().get().open(tensor.name()))
              : tensor.reason();
      lines.add(tensor + " " + sum);
    }
    for (Layer layer : file.layers()) {
      String sum =
          layer.weights().isPresent()
              ? sum(layer.weights().get().opener().open())
              : layer.toString();
      lines.add(layer.info() + " " + sum + " " + layer.note());
    }
    return lines.stream().map(line -> line.replace(folder.toString(), "FOLDER")).toList();
  }

  private static String sum(WeightTensor opened) throws IOException {
    try (WeightTensor tensor = opened) {
      int columns = (int) tensor.shape().rowLength();
      DoubleBuffer row = DoubleBuffer.allocate(columns);
      double sum = 0;
      for (long i = 0; i < (columns == 0 ? 0 : tensor.shape().rows()); i++) {
        row.clear();
        tensor.read(i, 1, 0, columns, row);
        for (int j = 0; j < columns; j++) {
          sum += row.get(j) * (1 + (i + j) % 7);
        }
      }
      return tensor.shape() + " " + sum;
    } catch (WeightFileException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void anArchiveThatMustBeUnpackedToADiskIsRefused() throws IOException {
    Sample tar =
        Subjects.ALL.stream()
            .filter(subject -> subject.format().equals("tar"))
            .findFirst()
            .orElseThrow()
            .samples()
            .all()
            .get(0);
    try (FileSystem elsewhere = Jimfs.newFileSystem(Configuration.unix())) {
      Path folder = elsewhere.getPath("/files/model");
      tar.write(folder, tar.files());
      Path file = folder.resolve(tar.opened());

      assertThatExceptionOfType(WeightFileException.class)
          .isThrownBy(() -> told(file, folder))
          .withMessageContaining("has to be unpacked to a disk")
          .withMessageContaining("copy it to a disk here");
    }
  }

  @Test
  void whatIsTooLargeForTheMemoryIsRefusedWithTheSizes() throws IOException {
    try (FileSystem elsewhere = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.createFile(elsewhere.getPath("/large.h5"));

      assertThatExceptionOfType(WeightFileException.class)
          .isThrownBy(
              () -> Elsewhere.bytes(file, 0, 1L << 40, "the parts of an HDF5 file lie all over it"))
          .withMessageStartingWith("/large.h5: the parts of an HDF5 file lie all over it")
          .withMessageContaining("1099511627776 bytes of memory")
          .withMessageContaining("-Xmx");
    }
  }
}
