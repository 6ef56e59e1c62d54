package io.github.weightwatcher4j.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
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

  @TempDir Path folder;

  private Path model(OnnxBytes.Body graph) throws IOException {
    return Files.write(folder.resolve("model.onnx"), OnnxBytes.model(graph));
  }

  private Path model(byte[] initializer) throws IOException {
    return model(
        out -> {
          out.writeByteArray(OnnxBytes.NODE, OnnxBytes.node("MatMul", "w", "y"));
          out.writeByteArray(OnnxBytes.INITIALIZER, initializer);
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

  @Test
  void aTensorOfAnotherSizeThanItsShapeDoesNotLoseTheOthers() throws IOException {
    Path model =
        model(
            out -> {
              out.writeByteArray(OnnxBytes.NODE, OnnxBytes.node("MatMul", "w", "y"));
              out.writeByteArray(OnnxBytes.NODE, OnnxBytes.node("MatMul", "v", "z"));
              out.writeByteArray(
                  OnnxBytes.INITIALIZER, OnnxBytes.tensor("w", new long[] {2, 3}, new byte[20]));
              out.writeByteArray(
                  OnnxBytes.INITIALIZER, OnnxBytes.tensor("v", new long[] {2, 3}, new byte[24]));
            });
    List<Layer> layers = Reading.open(model).layers();
    assertThat(layers.get(0).reason()).contains("6 of 4 bytes each do not lie in 20 bytes");
    assertThat(layers.get(1).weights()).isPresent();
  }

  @Test
  void impossibleShapesAreRefused() throws IOException {
    refused(
        model(OnnxBytes.tensor("w", new long[] {-2, 3}, new byte[24])), "no negative axis", "byte");
    refused(
        model(OnnxBytes.tensor("w", new long[] {1L << 40, 1L << 40}, new byte[24])), "too large");
    refused(model(OnnxBytes.tensor("w", new long[65], new byte[24])), "more than 64 axes");
    assertThat(reason(model(OnnxBytes.tensor("w", new long[] {1L << 30, 1L << 31}, new byte[24]))))
        .contains("damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../w.data", "a/../../w.data", "", "a\0b"})
  void externalDataOutsideTheModelsFolderIsRefused(String location) throws IOException {
    refused(model(OnnxBytes.external(location, "0")), "tensor 'w'");
  }

  @Test
  void externalDataThatIsTooShortIsTold() throws IOException {
    Files.write(folder.resolve("w.data"), new byte[30]);
    assertThat(reason(model(OnnxBytes.external("w.data", "8")))).contains("w.data, which has 30");
    assertThat(reason(model(OnnxBytes.external("w.data", "9223372036854775807"))))
        .contains("do not fit");
    refused(model(OnnxBytes.external("w.data", "-8")), "external data");
  }

  @Test
  void messagesNestedWithoutEndAreRefused() throws IOException {
    byte[] node = OnnxBytes.node("MatMul", "w", "y");
    for (int depth = 0; depth < 60; depth++) {
      node = OnnxBytes.nested(node);
    }
    byte[] deepest = node;
    refused(model(out -> out.writeByteArray(OnnxBytes.NODE, deepest)), "nested more than 100 deep");
  }

  @Test
  void functionsThatCallThemselvesAreRefused() throws IOException {
    byte[] call = OnnxBytes.node("f", "w", "y");
    byte[] function =
        OnnxBytes.message(
            out -> {
              out.writeString(1, "f");
              out.writeByteArray(7, call);
              out.writeByteArray(7, call);
            });
    byte[] bytes =
        OnnxBytes.message(
            out -> {
              out.writeInt64(1, 8);
              out.writeByteArray(
                  OnnxBytes.GRAPH,
                  OnnxBytes.message(graph -> graph.writeByteArray(OnnxBytes.NODE, call)));
              out.writeByteArray(25, function);
            });
    refused(Files.write(folder.resolve("model.onnx"), bytes), "endlessly");
  }

  @Test
  void tensorsJoinedToThemselvesAgainAndAgainAreLeftAlone() throws IOException {
    Path model =
        model(
            out -> {
              out.writeByteArray(
                  OnnxBytes.INITIALIZER, OnnxBytes.tensor("t0", new long[] {2, 3}, new byte[24]));
              for (int i = 0; i < 50; i++) {
                String input = "t" + i;
                String output = "t" + (i + 1);
                out.writeByteArray(
                    OnnxBytes.NODE,
                    OnnxBytes.message(
                        join -> {
                          join.writeString(1, input);
                          join.writeString(1, input);
                          join.writeString(2, output);
                          join.writeString(4, "Concat");
                        }));
              }
              out.writeByteArray(OnnxBytes.NODE, OnnxBytes.node("MatMul", "t50", "y"));
            });
    assertThat(reason(model))
        .contains("computed from constants by Concat", "more than 100 tensors");
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
