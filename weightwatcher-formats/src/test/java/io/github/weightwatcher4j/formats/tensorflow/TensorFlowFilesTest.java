package io.github.weightwatcher4j.formats.tensorflow;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.tensorflow.BundleEntry.Slice;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFlowFilesTest {

  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  @TempDir Path folder;

  private static Map<String, Layer> matrices(WeightFile file) {
    return file.layers().stream()
        .filter(layer -> layer.weights().isPresent())
        .collect(Collectors.toMap(l -> l.info().name(), l -> l));
  }

  private static Layer layer(WeightFile file, String name) {
    return Objects.requireNonNull(matrices(file).get(name), name);
  }

  private static NamedTensor tensor(WeightFile file, String name) {
    return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private WeightFile bert(BundleBytes bytes) throws IOException {
    return open(
        bytes
            .counting("bert/encoder/layer_0/attention/self/query/bias", 1, 5)
            .counting("bert/encoder/layer_0/attention/self/query/kernel", 1, 4, 5)
            .counting("bert/encoder/layer_0/attention/self/query/kernel/adam_m", 1, 4, 5)
            .counting("bert/encoder/layer_0/attention/self/query/kernel/adam_v", 1, 4, 5)
            .counting("bert/embeddings/word_embeddings", 1, 7, 5)
            .variable("global_step", 9, 0, new byte[8])
            .write(folder.resolve("bert_model.ckpt")));
  }

  @Test
  void variablesOfGraphsAreLayersUnderTheirNames() throws IOException {
    WeightFile file = bert(new BundleBytes());

    assertThat(matrices(file).keySet())
        .containsExactlyInAnyOrder(
            "bert/encoder/layer_0/attention/self/query", "bert/embeddings/word_embeddings");
    Layer query = layer(file, "bert/encoder/layer_0/attention/self/query");
    assertThat(query.info().type()).isEqualTo(LayerType.ATTENTION);
    assertThat(values(query)).startsWith(1, 2, 3).hasSize(20);
    assertThat(file.layers()).noneMatch(layer -> layer.info().name().equals("global_step"));
    assertThat(file.tensors()).hasSize(6);
  }

  @Test
  void aPackedIndexIsReadAsAPlainOne() throws IOException {
    assertThat(matrices(bert(new BundleBytes().packed()))).hasSize(2);
  }

  @Test
  void numbersInBigEndianOrderAreRead() throws IOException {
    WeightFile file = bert(new BundleBytes().bigEndian());

    assertThat(values(layer(file, "bert/embeddings/word_embeddings"))).startsWith(1, 2, 3);
  }

  @Test
  void everyFileOfACheckpointLeadsToIt() throws IOException {
    new BundleBytes(2)
        .counting("a/kernel", 1, 3, 4)
        .variable("b/kernel", 14, 1, new byte[] {(byte) 0x80, 0x3f, 0, 0x40}, 1, 2)
        .write(folder.resolve("m"));

    for (String name : new String[] {"m.index", "m.data-00000-of-00002", "m.data-00001-of-00002"}) {
      WeightFile file = open(folder.resolve(name));
      assertThat(file.format().name()).isEqualTo("TensorFlow checkpoint");
      assertThat(values(tensor(file, "b/kernel"))).containsExactly(1, 2);
    }
    Files.delete(folder.resolve("m.data-00001-of-00002"));
    assertThatThrownBy(open(folder)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("m.data-00001-of-00002");
  }

  @Test
  void objectsTellTheNamesAndWhatAnOptimizerKeeps() throws IOException {
    String kernel = "layer_with_weights-0/kernel" + VALUE;
    String moment = "layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer/m" + VALUE;
    String odd = "slots/3" + VALUE;
    String unnamed = "layer_with_weights-1/kernel" + VALUE;
    WeightFile file =
        open(
            new BundleBytes()
                .counting(kernel, 1, 3, 4)
                .counting(moment, 1, 3, 4)
                .counting(odd, 1, 3, 4)
                .counting(unnamed, 1, 4, 5)
                .counting("optimizer/_variables/2" + VALUE, 1, 3, 4)
                .counting("tuner/_variables/1" + VALUE, 1, 3, 4)
                .variable("tuner/_iterations" + VALUE, 9, 0, new byte[8])
                .variable("save_counter" + VALUE, 9, 0, new byte[8])
                .objects(
                    BundleBytes.node("", "", 2),
                    BundleBytes.node("block/dense/kernel", kernel),
                    BundleBytes.node("Adam/m", odd))
                .write(folder.resolve("ckpt-7")));

    assertThat(matrices(file).keySet())
        .containsExactlyInAnyOrder("block/dense", "layer_with_weights-1");
    assertThat(file.layers()).hasSize(2);
    assertThat(file.tensors().stream().map(NamedTensor::name)).contains(kernel, odd).hasSize(8);
  }

  @Test
  void aNameThatSeveralVariablesHaveIsNotTaken() throws IOException {
    String first = "left/kernel" + VALUE;
    String second = "right/kernel" + VALUE;
    WeightFile file =
        open(
            new BundleBytes()
                .counting(first, 1, 3, 4)
                .counting(second, 9, 3, 4)
                .objects(
                    BundleBytes.node("dense/kernel", first),
                    BundleBytes.node("dense/kernel", second))
                .write(folder.resolve("two")));

    assertThat(matrices(file).keySet()).containsExactlyInAnyOrder("left", "right");
  }

  @Test
  void kernelsHaveTheirInputsBeforeTheirOutputsWhateverTheyAreCalled() throws IOException {
    WeightFile file =
        open(
            new BundleBytes()
                .counting("Variable_2", 1, 3, 2, 6, 5)
                .counting("conv1/weights", 1, 3, 3, 6, 5)
                .counting("conv1/weights/ExponentialMovingAverage", 1, 3, 3, 6, 5)
                .counting("sep/depthwise_weights", 1, 3, 3, 12, 1)
                .counting("time/w", 1, 3, 6, 5)
                .write(folder.resolve("slim")));

    for (String name :
        new String[] {
          "Variable_2", "conv1/weights", "ExponentialMovingAverage/conv1/weights", "time/w"
        }) {
      assertThat(layer(file, name).weights().orElseThrow().slicing()).isEqualTo(Slicing.LEADING);
    }
    assertThat(layer(file, "sep/depthwise_kernel").info().type())
        .isEqualTo(LayerType.DEPTHWISE_CONV);
  }

  @Test
  void partsOfAVariableAreJoined() throws IOException {
    Slice top = new Slice(List.of(0L, 0L), List.of(70L, -1L));
    Slice low = new Slice(List.of(70L, 0L), List.of(9000L, -1L));
    WeightFile file =
        open(
            new BundleBytes(2)
                .sliced("table/embedding", new int[] {9070, 2}, List.of(low, top))
                .part("table/embedding", top, 1, 1, 70, 2)
                .part("table/embedding", low, 0, 141, 9000, 2)
                .write(folder.resolve("parts")));

    double[] values = values(layer(file, "table/embedding"));
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(i + 1);
    }
  }

  @Test
  void partsThatDoNotMakeTheWholeCostTheirVariableOnly() throws IOException {
    Slice left = new Slice(List.of(0L, 0L), List.of(-1L, 2L));
    Slice right = new Slice(List.of(0L, 2L), List.of(-1L, 3L));
    Slice top = new Slice(List.of(0L, 0L), List.of(3L, -1L));
    WeightFile file =
        open(
            new BundleBytes()
                .sliced("columns", new int[] {3, 5}, List.of(left, right))
                .part("columns", left, 0, 1, 3, 2)
                .part("columns", right, 0, 1, 3, 3)
                .sliced("missing", new int[] {3, 5}, List.of(top))
                .sliced("short", new int[] {4, 5}, List.of(top))
                .part("short", top, 0, 1, 3, 5)
                .counting("whole/kernel", 1, 3, 4)
                .write(folder.resolve("parts")));

    assertThat(tensor(file, "columns").reason()).contains("not rows");
    assertThat(tensor(file, "missing").reason()).contains("missing");
    assertThat(tensor(file, "short").reason()).contains("3 rows");
    assertThat(matrices(file).keySet()).containsExactly("whole");
  }

  /** The codes are those that the ordered code is documented with. */
  @Test
  void keysOfPartsAreCodedInTheOrderOfTheirNumbers() {
    Slice slice =
        new Slice(
            List.of(0L, 63L, 64L, 8191L, 8192L, 1L << 40),
            List.of(-1L, -64L, -65L, -8192L, -8193L, Long.MIN_VALUE));
    String expected =
        "00 61ff00 00ff 0001 0106 80 7f bf 40 c040 3fbf dfff 2000 e02000 1fdfff"
            + " fd0000000000 003f8000000000000000";
    String key = SliceKey.of("a\u00ff\0", slice);
    StringBuilder hex = new StringBuilder();
    key.chars().forEach(c -> hex.append("%02x".formatted(c)));

    assertThat(hex.toString()).isEqualTo(expected.replace(" ", ""));
  }

  @Test
  void aSavedModelIsReadByItsFolderOrItsGraph() throws IOException {
    Files.write(folder.resolve("saved_model.pb"), new byte[] {8, 1, 18, 0});
    new BundleBytes().counting("d/kernel", 1, 3, 4).write(folder.resolve("variables/variables"));

    for (Path path :
        List.of(folder, folder.resolve("saved_model.pb"), folder.resolve("variables"))) {
      assertThat(matrices(open(path)).keySet()).containsExactly("d");
    }
  }

  @Test
  void ofSeveralCheckpointsTheLatestIsRead() throws IOException {
    new BundleBytes().counting("a/kernel", 1, 3, 4).write(folder.resolve("model.ckpt-1"));
    new BundleBytes().counting("b/kernel", 1, 3, 4).write(folder.resolve("model.ckpt-2"));
    assertThatThrownBy(open(folder)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("model.ckpt-1.index, model.ckpt-2.index");

    String state =
        "model_checkpoint_path: \"/home/her/model.ckpt-1\"\nall_model_checkpoint_paths: \"x\"";
    Files.write(folder.resolve("checkpoint"), state.getBytes(StandardCharsets.UTF_8));
    assertThat(matrices(open(folder)).keySet()).containsExactly("a");
  }

  @Test
  void whatIsNotReadIsListedWithItsReason() throws IOException {
    WeightFile file =
        open(
            new BundleBytes()
                .variable("text", 7, 0, new byte[9], 3)
                .variable("complex", 8, 0, new byte[8 * 6], 2, 3)
                .variable("range", 11, 0, new byte[6], 2, 3)
                .entry("far", BundleBytes.entry(1, new int[] {2, 3}, 0, 1L << 40, 24, List.of()))
                .entry("few", BundleBytes.entry(1, new int[] {2, 3}, 0, 0, 20, List.of()))
                .entry(
                    "huge",
                    BundleBytes.entry(1, new int[] {1 << 30, 1 << 30, 1 << 30}, 0, 0, 8, List.of()))
                .entry("where", BundleBytes.entry(1, new int[] {2}, 5, 0, 8, List.of()))
                .entry("odd", new byte[] {8, 1, 18, 100})
                .counting("good/kernel", 1, 2, 3)
                .write(folder.resolve("odd")));

    assertThat(tensor(file, "text").reason()).contains("texts");
    assertThat(tensor(file, "complex").reason()).contains("complex");
    assertThat(tensor(file, "range").reason()).contains("range");
    assertThat(tensor(file, "far").reason()).contains("reach beyond");
    assertThat(tensor(file, "few").reason()).contains("20 bytes");
    assertThat(tensor(file, "huge").reason()).contains("too large");
    assertThat(tensor(file, "where").reason()).contains("file 5 of 1");
    assertThat(tensor(file, "odd").reason()).contains("damaged");
    assertThat(matrices(file).keySet()).containsExactly("good");
  }

  @Test
  void aDamagedIndexIsRefused() throws IOException {
    byte[] index = new BundleBytes().counting("a/kernel", 1, 3, 4).index();
    Path path = new BundleBytes().counting("a/kernel", 1, 3, 4).write(folder.resolve("d"));
    byte[] changed = index.clone();
    changed[20] ^= 1;
    for (byte[] damaged : List.of(changed, Arrays.copyOf(index, index.length - 1), new byte[10])) {
      Files.write(path, damaged);
      assertThatThrownBy(open(path)::layers)
          .isInstanceOf(WeightFileException.class)
          .hasMessageContaining("d.index");
    }
  }

  @Test
  void aCheckpointOfTheFirstFormatIsNamed() throws IOException {
    byte[] table = new BundleBytes().entry("", new byte[] {10, 0}).index();
    Path path = Files.write(folder.resolve("model.ckpt"), table);
    assertThatThrownBy(open(path)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("first format");
  }

  /** Damage that the checksums do not tell, as whoever wrote it computed them afterwards. */
  @Test
  void entriesThatLieAreListedOrRefused() throws IOException {
    byte[] sound =
        BundleBytes.entry(
            1, new int[] {9, 2}, 0, 0, 72, List.of(new Slice(List.of(0L, 0L), List.of(9L, -1L))));
    Random random = new Random(62);
    int listed = 0;
    for (int i = 0; i < 500; i++) {
      byte[] entry = sound.clone();
      entry[random.nextInt(entry.length)] = (byte) random.nextInt(256);
      Path path =
          new BundleBytes()
              .packed()
              .counting("b/kernel", 1, 9, 3)
              .entry("a", entry)
              .write(folder.resolve("e"));
      WeightFile file = open(path);
      Reading.everything(file);
      listed += tensor(file, "a").view().isPresent() ? 0 : 1;
      assertThat(matrices(file)).containsKey("b");
    }
    assertThat(listed).isPositive();
  }
}
