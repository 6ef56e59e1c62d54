package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in parts, whose metadata tells where each part belongs. */
class DistributedCheckpointTest {

  private static final int[] NOWHERE = {};

  @TempDir Path folder;

  private static double[] counting(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }

  private static List<String> analysed(WeightFile file) {
    return file.layers().stream()
        .filter(layer -> layer.weights().isPresent())
        .map(layer -> layer.info().name())
        .toList();
  }

  private static Layer layer(WeightFile file, String name) {
    return file.layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theChunksOfATensorAreJoinedWhereverTheyAre() throws IOException {
    new DistributedBytes()
        .matrix("whole.weight", 6, 5, NOWHERE, NOWHERE)
        .matrix("rows.weight", 11, 7, new int[] {4, 8}, NOWHERE)
        .matrix("columns.weight", 5, 12, NOWHERE, new int[] {3, 6, 11})
        .matrix("grid.weight", 9, 8, new int[] {2, 7}, new int[] {5})
        .matrix("uneven.weight", 4, 3, new int[] {4}, NOWHERE)
        .write(folder);

    for (Path path : List.of(folder, folder.resolve(".metadata"))) {
      WeightFile file = open(path);
      assertThat(file.format().name()).isEqualTo("PyTorch distributed checkpoint");
      assertThat(file.tensors()).hasSize(5);
      for (Layer layer : file.layers()) {
        double[] values = values(layer);
        assertThat(values).as(layer.info().name()).isEqualTo(counting(values.length));
      }
      assertThat(values(layer(file, "grid"))).hasSize(72);
    }
  }

  /** See write.py beside it. */
  @Test
  void whatPythonPicklesIsRead() throws IOException {
    for (String name : List.of("__0_0.distcp", "__1_0.distcp")) {
      Files.copy(TestFiles.resource("distributed/" + name), folder.resolve(name));
    }
    Files.copy(TestFiles.resource("distributed/metadata.pkl"), folder.resolve(".metadata"));
    WeightFile file = open(folder);

    assertThat(analysed(file)).containsExactly("fc", "conv");
    assertThat(values(layer(file, "fc"))).isEqualTo(counting(42));
    assertThat(values(layer(file, "conv"))).isEqualTo(counting(60));
    assertThat(file.tensors()).filteredOn(t -> t.name().equals("fc.bias")).hasSize(1);
    assertThat(file.tensors())
        .filteredOn(t -> t.name().equals("train"))
        .allMatch(t -> t.reason().contains("optimizer"));
  }

  @Test
  void theDictionariesThatWereSavedTellTheModelFromTheOptimizer() throws IOException {
    new DistributedBytes()
        .matrix("model.fc1.weight", 6, 5, new int[] {3}, NOWHERE)
        .path("model.fc1.weight", "model", "fc1.weight")
        .matrix("o.state.fc1.weight.second", 6, 5, new int[] {3}, NOWHERE)
        .path("o.state.fc1.weight.second", "o", "state", "fc1.weight", "second")
        .other("o.param_groups")
        .path("o.param_groups", "o", "param_groups")
        .write(folder);
    assertThat(analysed(open(folder))).containsExactly("fc1");

    new DistributedBytes()
        .matrix("decoder.fc1.weight", 6, 5, new int[] {3}, NOWHERE)
        .matrix("optimizer.state.exp_avg.decoder.fc1.weight", 6, 5, new int[] {3}, NOWHERE)
        .write(folder);
    assertThat(analysed(open(folder))).containsExactly("decoder.fc1");
  }

  @Test
  void aPartThatIsNotThereCostsItsTensorAndNoOther() throws IOException {
    new DistributedBytes()
        .matrix("a.weight", 6, 5, NOWHERE, NOWHERE)
        .matrix("b.weight", 6, 5, new int[] {3}, NOWHERE)
        .write(folder);
    Files.delete(folder.resolve("__1_0.distcp"));

    WeightFile file = open(folder);
    assertThat(analysed(file)).containsExactly("a");
    assertThat(layer(file, "b").reason()).contains("'__1_0.distcp'", "not there");
  }

  @Test
  void aPathOutOfTheFolderIsNotFollowed() throws IOException {
    DistributedBytes bytes = new DistributedBytes().matrix("b.weight", 6, 5, NOWHERE, NOWHERE);
    bytes.matrix("a.weight", 6, 5, new int[] {3}, NOWHERE).write(folder);
    String text = new String(bytes.metadata(), StandardCharsets.ISO_8859_1);
    String out = text.replace("__1_0.distcp", "../../../abc");
    Files.writeString(folder.resolve(".metadata"), out, StandardCharsets.ISO_8859_1);

    assertThat(layer(open(folder), "a").reason()).contains("does not name a file in its folder");
  }

  @Test
  void partsAloneAreRefusedWithWhatToGive() throws IOException {
    new DistributedBytes().matrix("a.weight", 6, 5, NOWHERE, NOWHERE).write(folder);
    Path part = folder.resolve("__0_0.distcp");
    assertThatThrownBy(open(part)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContainingAll("parts of tensors", "give the folder");

    Files.delete(folder.resolve(".metadata"));
    for (Path path : List.of(part, folder)) {
      assertThatThrownBy(open(path)::layers)
          .isInstanceOf(WeightFileException.class)
          .hasMessageContainingAll("get '.metadata' too", "dcp_to_torch");
    }
  }

  private static PartedStorage.Part part(long[] offsets, long... shape) {
    TensorShape box = new TensorShape(Arrays.stream(shape).boxed().toList());
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(box.size()));
    return new PartedStorage.Part(
        Arrays.stream(offsets).boxed().toList(),
        TensorView.of(BytesStorage.of(bytes, ElementType.INT8), box));
  }

  @Test
  void partsThatDoNotMakeUpTheWholeAreToldApart() {
    long[] origin = {0, 0};
    TensorShape shape = TensorShape.of(4, 3);
    List<List<PartedStorage.Part>> wrong =
        List.of(
            List.of(part(origin, 2, 3)),
            List.of(part(origin, 2, 3), part(new long[] {1, 0}, 2, 3)),
            List.of(part(origin, 2, 3), part(new long[] {3, 0}, 2, 3)),
            List.of(part(new long[] {-1, 0}, 4, 3)),
            List.of(part(new long[] {0}, 12)));
    List<String> reasons = new ArrayList<>();
    for (List<PartedStorage.Part> parts : wrong) {
      assertThatThrownBy(() -> PartedStorage.view(shape, parts))
          .isInstanceOfSatisfying(UnreadableTensorException.class, e -> reasons.add(e.reason()));
    }
    assertThat(reasons.get(0)).contains("6 numbers in all", "12");
    assertThat(reasons.get(1)).contains("overlap");
    assertThat(reasons.subList(2, 5)).allMatch(reason -> reason.contains("not within"));
  }

  @Test
  void runsAreReadAcrossPartsFromAnywhere() throws Exception {
    List<PartedStorage.Part> parts = new ArrayList<>();
    double[] expected = new double[3 * 4 * 5];
    for (long i = 0; i < 3; i++) {
      for (long j = 0; j < 4; j += 2) {
        byte[] bytes = new byte[10];
        for (int k = 0; k < 10; k++) {
          bytes[k] = (byte) (i * 20 + j * 5 + k);
        }
        TensorView view =
            TensorView.of(
                BytesStorage.of(ByteBuffer.wrap(bytes), ElementType.INT8), TensorShape.of(1, 2, 5));
        parts.add(new PartedStorage.Part(List.of(i, j, 0L), view));
      }
    }
    Arrays.setAll(expected, i -> i);
    TensorView view = PartedStorage.view(TensorShape.of(3, 4, 5), parts);
    try (StorageReader reader = view.storage().open("test")) {
      for (int first = 0; first < 60; first++) {
        for (int count = 0; count <= 60 - first; count += 7) {
          double[] target = new double[count + 2];
          reader.read(first, count, target, 1);
          assertThat(Arrays.copyOfRange(target, 1, count + 1))
              .isEqualTo(Arrays.copyOfRange(expected, first, first + count));
        }
      }
    }
  }
}
