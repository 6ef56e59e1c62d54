package io.github.weightwatcher4j.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.CodedOutputStream;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Mutations;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile models are refused in words, or give what is sound in them. */
class DamagedOnnxTest {

  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;

  @TempDir Path folder;

  /** Writes one message. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Body body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      body.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] tensor(String name, long[] dims, byte[] raw) {
    return message(
        out -> {
          for (long dim : dims) {
            out.writeInt64(1, dim);
          }
          out.writeInt32(2, 1);
          out.writeString(8, name);
          out.writeByteArray(9, raw);
        });
  }

  private static byte[] external(String location, String offset) {
    return message(
        out -> {
          out.writeInt64(1, 2);
          out.writeInt64(1, 3);
          out.writeInt32(2, 1);
          out.writeString(8, "w");
          out.writeByteArray(13, entry("location", location));
          out.writeByteArray(13, entry("offset", offset));
          out.writeInt32(14, 1);
        });
  }

  private static byte[] entry(String key, String value) {
    return message(
        out -> {
          out.writeString(1, key);
          out.writeString(2, value);
        });
  }

  private static byte[] node(String op, String input, String output) {
    return message(
        out -> {
          out.writeString(1, "x");
          out.writeString(1, input);
          out.writeString(2, output);
          out.writeString(4, op);
        });
  }

  private Path model(Body graph) throws IOException {
    byte[] bytes =
        message(
            out -> {
              out.writeInt64(1, 8);
              out.writeByteArray(GRAPH, message(graph));
            });
    return Files.write(folder.resolve("model.onnx"), bytes);
  }

  private Path model(byte[] initializer) throws IOException {
    return model(
        out -> {
          out.writeByteArray(NODE, node("MatMul", "w", "y"));
          out.writeByteArray(INITIALIZER, initializer);
        });
  }

  private static String reason(Path model) {
    List<Layer> layers = Reading.open(model).layers();
    assertThat(layers).hasSize(1);
    return layers.get(0).reason();
  }

  private static void refused(Path model, String... words) {
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.everything(Reading.open(model)))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"layers.onnx", "quantized.onnx", "placed.onnx", "external.onnx"})
  void aDamagedModelIsRefusedInWordsOrReadAsFarAsItIsSound(String name) throws IOException {
    Files.copy(TestFiles.resource("onnx/external.data"), folder.resolve("external.data"));
    byte[] sample = Files.readAllBytes(TestFiles.resource("onnx/" + name));
    assertThat(Mutations.survive(sample, folder.resolve(name), 2000, 4)).isPositive();
  }

  @Test
  void aTensorOfAnotherSizeThanItsShapeDoesNotLoseTheOthers() throws IOException {
    Path model =
        model(
            out -> {
              out.writeByteArray(NODE, node("MatMul", "w", "y"));
              out.writeByteArray(NODE, node("MatMul", "v", "z"));
              out.writeByteArray(INITIALIZER, tensor("w", new long[] {2, 3}, new byte[20]));
              out.writeByteArray(INITIALIZER, tensor("v", new long[] {2, 3}, new byte[24]));
            });
    List<Layer> layers = Reading.open(model).layers();
    assertThat(layers.get(0).reason()).contains("6 of 4 bytes each do not lie in 20 bytes");
    assertThat(layers.get(1).weights()).isPresent();
  }

  @Test
  void impossibleShapesAreRefused() throws IOException {
    refused(model(tensor("w", new long[] {-2, 3}, new byte[24])), "no negative axis", "byte");
    refused(model(tensor("w", new long[] {1L << 40, 1L << 40}, new byte[24])), "too large");
    refused(model(tensor("w", new long[65], new byte[24])), "more than 64 axes");
    assertThat(reason(model(tensor("w", new long[] {1L << 30, 1L << 31}, new byte[24]))))
        .contains("damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../w.data", "a/../../w.data", "", "a\0b"})
  void externalDataOutsideTheModelsFolderIsRefused(String location) throws IOException {
    refused(model(external(location, "0")), "tensor 'w'");
  }

  @Test
  void externalDataThatIsTooShortIsTold() throws IOException {
    Files.write(folder.resolve("w.data"), new byte[30]);
    assertThat(reason(model(external("w.data", "8")))).contains("w.data, which has 30");
    assertThat(reason(model(external("w.data", "9223372036854775807")))).contains("do not fit");
    refused(model(external("w.data", "-8")), "external data");
  }

  private static byte[] nested(byte[] inner) {
    byte[] graph = message(out -> out.writeByteArray(NODE, inner));
    byte[] attribute =
        message(
            out -> {
              out.writeString(1, "body");
              out.writeByteArray(6, graph);
            });
    return message(
        out -> {
          out.writeString(4, "Loop");
          out.writeByteArray(5, attribute);
        });
  }

  @Test
  void messagesNestedWithoutEndAreRefused() throws IOException {
    byte[] node = node("MatMul", "w", "y");
    for (int depth = 0; depth < 60; depth++) {
      node = nested(node);
    }
    byte[] deepest = node;
    refused(model(out -> out.writeByteArray(NODE, deepest)), "nested more than 100 deep");
  }

  @Test
  void functionsThatCallThemselvesAreRefused() throws IOException {
    byte[] call = node("f", "w", "y");
    byte[] function =
        message(
            out -> {
              out.writeString(1, "f");
              out.writeByteArray(7, call);
              out.writeByteArray(7, call);
            });
    byte[] bytes =
        message(
            out -> {
              out.writeInt64(1, 8);
              out.writeByteArray(GRAPH, message(graph -> graph.writeByteArray(NODE, call)));
              out.writeByteArray(25, function);
            });
    refused(Files.write(folder.resolve("model.onnx"), bytes), "without end");
  }

  @Test
  void tensorsJoinedToThemselvesAgainAndAgainAreLeftAlone() throws IOException {
    Path model =
        model(
            out -> {
              out.writeByteArray(INITIALIZER, tensor("t0", new long[] {2, 3}, new byte[24]));
              for (int i = 0; i < 50; i++) {
                String input = "t" + i;
                String output = "t" + (i + 1);
                out.writeByteArray(
                    NODE,
                    message(
                        join -> {
                          join.writeString(1, input);
                          join.writeString(1, input);
                          join.writeString(2, output);
                          join.writeString(4, "Concat");
                        }));
              }
              out.writeByteArray(NODE, node("MatMul", "t50", "y"));
            });
    assertThat(reason(model)).contains("Concat uses it");
  }

  @Test
  void aFileBeyondTwoGibibytesIsRefusedWithAWayOut() throws IOException {
    Path file = folder.resolve("large.onnx");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(new byte[] {8, 8}));
      channel.write(ByteBuffer.allocate(1), 1L << 31);
    }
    refused(file, "2 GiB", "external data");
  }
}
