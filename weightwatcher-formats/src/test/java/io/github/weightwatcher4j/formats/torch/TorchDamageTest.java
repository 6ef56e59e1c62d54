package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints made by hand: unusual ones, and ones that do not hold what they say. */
class TorchDamageTest {

  private static final long[] TWO_BY_THREE = {2, 3};
  private static final long[] ROWS = {3, 1};

  @TempDir Path folder;

  private static PickleBytes dictionary() {
    return new PickleBytes().op("}(").matrix("a.weight", "0", 2, 3);
  }

  /** Reasons why tensors are not read; the first is sound. */
  private Map<String, String> reasons(PickleBytes pickle) throws IOException {
    byte[] bytes = pickle.op("u").end();
    TorchBytes file = new TorchBytes(bytes).counting("0", 6);
    Map<String, String> zip = reasons(open(file.zip(folder.resolve("zip.pt"))));
    Map<String, String> legacy = reasons(open(file.legacy(folder.resolve("legacy.pt"))));
    assertThat(zip.keySet()).isEqualTo(legacy.keySet());
    assertThat(zip.get("a.weight")).isEmpty();
    assertThat(legacy.get("a.weight")).isEmpty();
    zip.forEach(
        (name, reason) ->
            assertThat(legacy.get(name)).matches(l -> l.isEmpty() == reason.isEmpty()));
    return zip;
  }

  private static Map<String, String> reasons(WeightFile file) {
    assertThat(file.layers()).isNotEmpty();
    return file.tensors().stream().collect(Collectors.toMap(t -> t.name(), t -> t.reason()));
  }

  @Test
  void aTensorBeyondItsStorageIsLeftOutAndTheOthersAreRead() throws IOException {
    Map<String, String> reasons =
        reasons(
            dictionary()
                .text("offset")
                .tensor("0", 6, 1, TWO_BY_THREE, ROWS)
                .text("strides")
                .tensor("0", 6, 0, TWO_BY_THREE, new long[] {4, 1})
                .text("negative")
                .tensor("0", 6, 0, TWO_BY_THREE, new long[] {-3, 1})
                .text("huge")
                .tensor("0", 6, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0})
                .text("wide")
                .tensor("0", 6, 0, new long[] {1 << 30, 1 << 30}, new long[] {0, 0})
                .text("minus")
                .tensor("0", 6, 0, new long[] {-2, 3}, ROWS)
                .text("far")
                .tensor("0", 6, Long.MAX_VALUE, TWO_BY_THREE, ROWS)
                .text("axes")
                .tensor("0", 6, 0, TWO_BY_THREE, new long[] {1}));

    assertThat(reasons).hasSize(9);
    reasons.forEach(
        (name, reason) -> assertThat(reason.isEmpty()).as(name).isEqualTo(name.equals("a.weight")));
    assertThat(reasons.get("wide")).contains("6 numbers");
  }

  @Test
  void aStorageShorterThanItsTensorIsTold() throws IOException {
    Map<String, String> reasons =
        reasons(
            dictionary()
                .text("short")
                .tensor("0", 7, 0, new long[] {7, 1}, new long[] {1, 1})
                .text("minus")
                .tensor("0", -7, 0, TWO_BY_THREE, ROWS)
                .text("endless")
                .tensor("0", Long.MAX_VALUE, 0, TWO_BY_THREE, ROWS));

    assertThat(reasons.get("short")).contains("7 numbers of 4 bytes", "24 bytes");
    assertThat(reasons.get("minus")).contains("-7 numbers");
    assertThat(reasons.get("endless")).contains(Long.MAX_VALUE + " numbers");
  }

  @Test
  void aStorageThatIsNotInTheFileIsTold() throws IOException {
    assertThat(reasons(dictionary().matrix("b.weight", "9", 1, 2)).get("b.weight")).contains("9");
  }

  @Test
  void newTypesAreReadFromUntypedStorages() throws IOException {
    PickleBytes pickle = new PickleBytes().op("}(").text("w.weight");
    pickle.global("torch._utils", "_rebuild_tensor_v3").op("(").storage("UntypedStorage", "0", 4);
    pickle.integer(0).tuple(2, 2).tuple(2, 1).raw(0x89).op("}");
    pickle.global("torch", "float8_e4m3fn").op("tRu");
    byte[] numbers = {0x38, 0x40, (byte) 0xb8, 0x30};

    WeightFile file =
        open(new TorchBytes(pickle.end()).storage("0", numbers).zip(folder.resolve("a.pt")));

    assertThat(values(file.tensors().get(0))).containsExactly(1, 2, -1, 0.5);
  }

  @Test
  void numbersOfABigEndianMachineAreTurned() throws IOException {
    TorchBytes bytes = new TorchBytes(dictionary().op("u").end());
    bytes.counting("0", 6, ByteOrder.BIG_ENDIAN).member("byteorder", "big");

    WeightFile file = open(bytes.zip(folder.resolve("a.pt")));

    assertThat(values(file.tensors().get(0))).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void anArchiveThatWasPackedAgainIsRead() throws IOException {
    TorchBytes bytes = new TorchBytes(dictionary().op("u").end()).counting("0", 6).deflated();

    WeightFile file = open(bytes.zip(folder.resolve("a.pt")));

    assertThat(values(file.tensors().get(0))).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aModelInSeveralFilesIsReadByItsIndexOrItsFolder() throws IOException {
    byte[] first = new PickleBytes().op("}(").matrix("a.weight", "0", 2, 3).op("u").end();
    byte[] second = new PickleBytes().op("}(").matrix("b.weight", "0", 3, 2).op("u").end();
    new TorchBytes(first).counting("0", 6).zip(folder.resolve("pytorch_model-1.bin"));
    new TorchBytes(second).counting("0", 6).zip(folder.resolve("pytorch_model-2.bin"));
    String map = "{\"b.weight\":\"pytorch_model-2.bin\",\"a.weight\":\"pytorch_model-1.bin\"}";
    Path index = folder.resolve("pytorch_model.bin.index.json");
    Files.writeString(index, "{\"metadata\":{},\"weight_map\":" + map + "}");

    for (Path path : new Path[] {index, folder}) {
      WeightFile file = open(path);
      assertThat(file.layers()).map(l -> l.info().name()).containsExactly("b", "a");
      assertThat(values(file.layers().get(0))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    Files.delete(folder.resolve("pytorch_model-2.bin"));
    assertThatThrownBy(open(index)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("pytorch_model-2.bin");
  }

  @Test
  void aFolderWithSeveralModelsAsksForOne() throws IOException {
    byte[] bytes = new TorchBytes(dictionary().op("u").end()).counting("0", 6).zip();
    Files.write(folder.resolve("a.pt"), bytes);
    assertThat(open(folder).layers()).hasSize(1);

    Files.write(folder.resolve("b.pth"), bytes);
    assertThatThrownBy(open(folder)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContainingAll("a.pt", "b.pth");
  }

  @Test
  void otherThingsOfThatNameAreToldApart() throws IOException {
    Path text = Files.writeString(folder.resolve("a.pt"), "a note on what was here");
    assertThatThrownBy(open(text)::layers).hasMessageContaining("neither of the formats");

    Path pickle = Files.write(folder.resolve("b.pth"), dictionary().op("u").end());
    assertThat(open(pickle).layers().get(0).reason()).contains("in another file");

    byte[] renamed = new TorchBytes(dictionary().op("u").end()).counting("0", 6).zip();
    assertThat(open(Files.write(folder.resolve("model.data"), renamed)).layers()).hasSize(1);

    byte[] noModel = "no model".getBytes(StandardCharsets.UTF_8);
    Path other = Files.write(folder.resolve("c.data"), noModel);
    assertThat(new WeightFileAdapter().open(other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"views.pt", "views.legacy.pt", "checkpoint.pt", "checkpoint.legacy.pt"})
  void aTruncatedFileIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(TestFiles.resource("torch/" + name));
    for (int part = 1; part < 16; part++) {
      Path path = folder.resolve("cut.pt");
      Files.write(path, Arrays.copyOf(bytes, bytes.length * part / 16));
      assertThatThrownBy(open(path)::layers)
          .isInstanceOf(WeightFileException.class)
          .hasMessageContaining("download");
    }
  }
}
