package io.github.weightwatcher4j.formats.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip files written here number by number, as DL4J's versions have written them. */
class Dl4jFilesTest {

  private static final String DENSE = "\"nin\": 3, \"nout\": 2";

  @TempDir Path folder;

  private Path zip(String json, byte[] coefficients) throws IOException {
    return zip(folder.resolve("model.zip"), json, coefficients);
  }

  private static Path zip(Path file, String json, byte[] coefficients) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write(json.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("coefficients.bin"));
      zip.write(coefficients);
    }
    return file;
  }

  /** One dense layer of 3 x 2 in the style of 1.0.0-beta4 on. */
  private static String dense() {
    return layers(
        "{\"@class\": \"org.deeplearning4j.nn.conf.layers.DenseLayer\", %s}".formatted(DENSE));
  }

  private static String layers(String... layers) {
    StringBuilder json = new StringBuilder("{\"confs\": [");
    for (int i = 0; i < layers.length; i++) {
      json.append(i == 0 ? "" : ", ").append("{\"layer\": ").append(layers[i]).append('}');
    }
    return json.append("]}").toString();
  }

  /** The vector 0, 1, ... as its mode, its type and the strides that it claims to have. */
  private static byte[] vector(String mode, String type, int length, long... shape)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    boolean wide = mode.equals("LONG_SHAPE") || mode.equals("MIXED_DATA_TYPES");
    header(out, mode, wide, shape.length, wide ? "LONG" : "INT");
    for (long number : shape) {
      if (wide) {
        out.writeLong(number);
      } else {
        out.writeInt((int) number);
      }
    }
    header(out, mode, wide, length, type);
    for (int i = 0; i < length; i++) {
      switch (type) {
        case "DOUBLE" -> out.writeDouble(i);
        case "HALF" -> out.writeShort(half(i));
        case "BFLOAT16" -> out.writeShort(Float.floatToIntBits(i) >> 16);
        default -> out.writeFloat(i);
      }
    }
    return bytes.toByteArray();
  }

  private static void header(
      DataOutputStream out, String mode, boolean wide, int length, String type) throws IOException {
    out.writeUTF(mode);
    if (wide) {
      out.writeLong(length);
    } else {
      out.writeInt(length);
    }
    out.writeUTF(type);
  }

  /** A small whole number as a half. */
  private static int half(int number) {
    return number == 0
        ? 0
        : ((Math.getExponent((float) number) + 15) << 10)
            | ((Float.floatToIntBits(number) >> 13) & 0x3ff);
  }

  private static WeightFile open(Path file) {
    return (WeightFile) new WeightFileAdapter().open(file).orElseThrow();
  }

  private static double[] values(Layer layer) throws IOException {
    try (WeightTensor tensor = layer.weights().orElseThrow().open()) {
      return tensor.toArray();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEAP, DOUBLE",
    "DIRECT, FLOAT",
    "JAVACPP, FLOAT",
    "JAVACPP, HALF",
    "LONG_SHAPE, FLOAT",
    "MIXED_DATA_TYPES, DOUBLE",
    "MIXED_DATA_TYPES, HALF",
    "MIXED_DATA_TYPES, BFLOAT16"
  })
  void everyModeAndTypeIsRead(String mode, String type) throws IOException {
    Path file = zip(dense(), vector(mode, type, 8, 2, 1, 8, 8, 1, 0, 1, 'c'));

    Layer layer = open(file).layers().get(0);

    // The transpose of a matrix whose columns lie one behind the other.
    assertThat(layer).hasToString("0 layer0 (dense) [2 x 3]");
    assertThat(values(layer)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aVectorOfOneAxisIsReadFromAnyFileSystem() throws IOException {
    byte[] vector = vector("MIXED_DATA_TYPES", "FLOAT", 8, 1, 8, 1, 8192, 1, 'c');
    try (FileSystem outer =
        FileSystems.newFileSystem(folder.resolve("outer.zip"), Map.of("create", "true"))) {
      Path inner = zip(outer.getPath("inner.zip"), dense(), vector);

      assertThat(values(open(inner).layers().get(0))).containsExactly(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void layersInTheStyleOfOlderFilesAreRead() throws IOException {
    String json = layers("{\"dense\": {\"layerName\": \"first\", %s}}".formatted(DENSE));
    Path file = zip(json, vector("JAVACPP", "FLOAT", 8, 2, 1, 8, 1, 1, 0, 1, 'c'));

    assertThat(open(file).layers().get(0)).hasToString("0 first (dense) [2 x 3]");
    assertThat(open(file).tensors()).hasToString("[first.W [3 x 2], first.b [2]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 8 100 8192 1 99 | says that each stands 100 after the other",
        "1 8 1095233437695 8192 1 99 | says that each stands 1095233437695 after the other",
        "1 9 1 8192 1 99 | holds 8 numbers of 9",
        "1 7 1 8192 1 99 | have 8 parameters, but coefficients.bin has 7",
        "1 -8 1 8192 1 99 | that are no vector",
        "2 2 4 1 1 8192 1 99 | that are no vector",
        "3 8 1 8192 1 99 | has 6 numbers of a shape of 3 axes",
        "1 8 -1 8192 1 99 | stands -1 after the other"
      })
  void aShapeThatIsNotThatOfTheNumbersIsRefused(String shape, String message) throws IOException {
    long[] numbers = Arrays.stream(shape.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    Path file = zip(dense(), vector("MIXED_DATA_TYPES", "FLOAT", 8, numbers));

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> open(file).layers())
        .withMessageContaining(message.trim());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"confs\": 7}",
        "{\"confs\": [{\"layer\": 3}]}",
        "{\"confs\": [",
        "{\"vertices\": {\"a\": {\"@class\": \"x.Y\"}}, \"vertexInputs\": {\"a\": [\"a\"]}}",
        "{\"vertices\": {\"a\": {\"@class\": \"x.Y\"}}, \"vertexInputs\": {\"a\": [\"b\"]}}",
        "{\"vertices\": {\"a\": 1}, \"topologicalOrder\": [5], \"topologicalOrderStr\": [\"a\"]}",
      })
  void aConfigurationThatIsNoneIsRefused(String json) throws IOException {
    Path file = zip(json, vector("MIXED_DATA_TYPES", "FLOAT", 8, 1, 8, 1, 8192, 1, 'c'));

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> open(file).layers())
        .withMessageContaining("configuration.json is not that of a DL4J network");
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 3_000_000})
  void aConfigurationWithoutEndTakesNoMemory(int brackets) throws IOException {
    Path file =
        zip(
            "{\"confs\": " + "[".repeat(brackets),
            vector("JAVACPP", "FLOAT", 0, 1, 0, 1, 0, 1, 99));

    assertThatExceptionOfType(WeightFileException.class).isThrownBy(() -> open(file).layers());
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, 2", "4294967296, 4294967296", "-3, 2", "3.5, 2", "400, 2"})
  void aLayerThatSaysToHaveMoreThanThereIsIsRefusedOrListed(String in, String out)
      throws IOException {
    String json = dense().replace(DENSE, "\"nin\": " + in + ", \"nout\": " + out);
    Path file = zip(json, vector("MIXED_DATA_TYPES", "FLOAT", 8, 1, 8, 1, 8192, 1, 'c'));

    try {
      assertThat(open(file).layers()).hasSize(1).allMatch(layer -> layer.weights().isEmpty());
    } catch (WeightFileException e) {
      assertThat(e).hasMessageContaining("but coefficients.bin has 8");
    }
  }
}
