package io.github.weightwatcher4j.formats.flax;

import static io.github.weightwatcher4j.formats.flax.FlaxBytes.array;
import static io.github.weightwatcher4j.formats.flax.FlaxBytes.counting;
import static io.github.weightwatcher4j.formats.flax.FlaxBytes.extension;
import static io.github.weightwatcher4j.formats.flax.FlaxBytes.map;
import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlaxFilesTest {

  @TempDir Path folder;

  private WeightFile file(Object value) throws IOException {
    return open(Files.write(folder.resolve("flax_model.msgpack"), FlaxBytes.bytes(value)));
  }

  private static Map<String, Layer> layers(WeightFile file) {
    return file.layers().stream().collect(Collectors.toMap(l -> l.info().name(), l -> l));
  }

  private static NamedTensor tensor(WeightFile file, String name) {
    return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, Object> model() throws IOException {
    return map(
        "encoder",
            map(
                "dense", map("bias", counting(0, 5), "kernel", counting(1, 3, 5)),
                "conv", map("kernel", counting(1, 3, 2, 4, 6)),
                "LayerNorm", map("scale", counting(1, 5), "bias", counting(0, 5))),
        "wte", map("embedding", counting(1, 7, 3)));
  }

  @Test
  void nestedDictionariesAreLayersUnderTheirPaths() throws IOException {
    WeightFile file = file(model());
    Map<String, Layer> layers = layers(file);

    assertThat(file.tensors().stream().map(NamedTensor::name))
        .containsExactly(
            "encoder/dense/bias",
            "encoder/dense/kernel",
            "encoder/conv/kernel",
            "encoder/LayerNorm/scale",
            "encoder/LayerNorm/bias",
            "wte/embedding");
    assertThat(layers.keySet())
        .contains("encoder/dense", "encoder/conv", "encoder/LayerNorm", "wte/embedding");
    assertThat(values(Objects.requireNonNull(layers.get("encoder/dense"))))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    assertThat(Objects.requireNonNull(layers.get("encoder/conv")).info().type())
        .isEqualTo(LayerType.CONV2D);
    assertThat(Objects.requireNonNull(layers.get("wte/embedding")).info().type())
        .isEqualTo(LayerType.EMBEDDING);
    assertThat(Objects.requireNonNull(layers.get("encoder/LayerNorm")).weights()).isEmpty();
  }

  @Test
  void aRenamedFileIsKnownByItsContent() throws IOException {
    Path path = Files.write(folder.resolve("weights"), FlaxBytes.bytes(model()));

    assertThat(open(path).format().name()).isEqualTo("Flax msgpack");
    byte[] other = FlaxBytes.bytes(map("a", map("b", 3)));
    assertThat(new WeightFileAdapter().open(Files.write(folder.resolve("other"), other))).isEmpty();
  }

  @Test
  void numbersOfEveryTypeAreRead() throws IOException {
    byte[] ones = {(byte) 0x80, 0x3f, 0, (byte) 0xc0}; // 1 and -2 in bfloat16
    WeightFile file =
        file(
            map(
                "b", map("kernel", array("bfloat16", ones, 1, 2)),
                "h", map("kernel", array("float16", new byte[] {0, 0x3c, 0, (byte) 0xc0}, 2, 1)),
                "f", map("kernel", array("float8_e4m3fn", new byte[] {0x38, 0x40}, 2, 1)),
                "c", map("kernel", array("complex64", new byte[16], 2, 1)),
                "s", extension(3, FlaxBytes.payload("float32", new byte[4])),
                "z", extension(2, new byte[3]),
                "q", extension(77, new byte[20000])));

    assertThat(values(tensor(file, "b/kernel"))).containsExactly(1, -2);
    assertThat(values(tensor(file, "h/kernel"))).containsExactly(1, -2);
    assertThat(values(tensor(file, "f/kernel"))).containsExactly(1, 2);
    assertThat(tensor(file, "c/kernel").reason()).contains("complex64");
    assertThat(values(tensor(file, "s"))).containsExactly(0);
    assertThat(tensor(file, "z").reason()).contains("complex");
    assertThat(tensor(file, "q").reason()).contains("type 77");
  }

  @Test
  void aLargeArrayIsReadFromItsPiecesInTheirOrder() throws IOException {
    Map<String, Object> chunks =
        map("1", counting(6, 5), "0", counting(1, 5), "2", counting(11, 2));
    Map<String, Object> chunked =
        map("__msgpack_chunked_array__", true, "shape", map("0", 3, "1", 4), "chunks", chunks);

    WeightFile file = file(map("fc", map("kernel", chunked, "bias", counting(1, 4))));

    assertThat(values(Objects.requireNonNull(layers(file).get("fc"))))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void piecesThatDoNotFitCostTheirArrayOnly() throws IOException {
    Map<String, Object> missing = map("0", counting(1, 5), "2", counting(6, 7));
    Map<String, Object> few = map("0", counting(1, 5), "1", counting(6, 6));
    WeightFile file =
        file(
            map(
                "a", map("kernel", chunked(missing)),
                "b", map("kernel", chunked(few)),
                "c", map("kernel", array("float32", new byte[44], 3, 4)),
                "d", map("kernel", counting(1, 3, 4))));

    assertThat(tensor(file, "a/kernel").reason()).contains("number 1 is missing");
    assertThat(tensor(file, "b/kernel").reason()).contains("11 numbers");
    assertThat(tensor(file, "c/kernel").reason()).contains("44 bytes");
    assertThat(layers(file).values().stream().filter(l -> l.weights().isPresent())).hasSize(1);
  }

  private static Map<String, Object> chunked(Object chunks) {
    return map("chunks", chunks, "shape", map("0", 3, "1", 4), "__msgpack_chunked_array__", true);
  }

  @Test
  void momentsOfAnOptimizerAreNoLayers() throws IOException {
    Map<String, Object> params = map("fc", map("kernel", counting(1, 4, 5)));
    Map<String, Object> adam = map("count", 3, "mu", params, "nu", params);
    Map<String, Object> old = map("0", map("param_states", params));

    for (Object state : new Object[] {map("opt_state", map("0", adam)), map("tx", adam), old}) {
      WeightFile file = file(map("step", 7, "params", params, "beside", state));

      assertThat(layers(file).keySet()).containsExactly("params/fc");
      assertThat(file.tensors().size()).isGreaterThan(1);
    }
  }

  @Test
  void aModelInSeveralFilesIsReadByItsIndex() throws IOException {
    Files.write(
        folder.resolve("flax_model-00001-of-00002.msgpack"),
        FlaxBytes.bytes(map("h", map("0", map("kernel", counting(1, 2, 3))))));
    Files.write(
        folder.resolve("flax_model-00002-of-00002.msgpack"),
        FlaxBytes.bytes(map("h", map("1", map("kernel", counting(1, 3, 2))))));
    String index =
        "{\"weight_map\":{\"h/0/kernel\":\"flax_model-00001-of-00002.msgpack\","
            + "\"h/1/kernel\":\"flax_model-00002-of-00002.msgpack\"}}";
    Files.write(
        folder.resolve("flax_model.msgpack.index.json"), index.getBytes(StandardCharsets.UTF_8));

    assertThat(layers(open(folder)).keySet()).containsExactlyInAnyOrder("h/0", "h/1");
  }

  @Test
  void theDescriptionDoesNotReadTheArrays() throws IOException {
    int size = 1 << 20;
    byte[] whole =
        FlaxBytes.bytes(map("a", map("kernel", array("uint8", new byte[size], 1024, 1024))));
    Path path = Files.write(folder.resolve("a.msgpack"), Arrays.copyOf(whole, whole.length - size));
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.setLength(whole.length);
    }

    assertThat(open(path).tensors().get(0).shape().size()).isEqualTo(size);
  }

  @Test
  void whatIsNotSoundIsRefusedWithItsPlace() throws IOException {
    byte[] whole = FlaxBytes.bytes(map("a", map("kernel", counting(1, 30, 40))));
    refused(Arrays.copyOf(whole, whole.length - 9), "incomplete");
    refused(Arrays.copyOf(whole, whole.length + 1), "1 bytes follow");
    refused(FlaxBytes.bytes(map("a", "text")), "contains no arrays");
    byte[] deep = new byte[3 * 500];
    for (int i = 0; i < 500; i++) {
      deep[3 * i] = (byte) 0x81;
      deep[3 * i + 1] = (byte) 0xa1;
      deep[3 * i + 2] = 'a';
    }
    refused(deep, "nested more than 100 deep");
    refused(new byte[] {(byte) 0xdf, 0x7f, -1, -1, -1, (byte) 0xa1, 'a', 1}, "msgpack");
  }

  private void refused(byte[] bytes, String words) throws IOException {
    Path path = Files.write(folder.resolve("bad.msgpack"), bytes);
    assertThatThrownBy(open(path)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("bad.msgpack")
        .hasMessageContaining(words);
  }
}
