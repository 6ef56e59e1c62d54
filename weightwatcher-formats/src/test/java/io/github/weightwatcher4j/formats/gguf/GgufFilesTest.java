package io.github.weightwatcher4j.formats.gguf;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFilesTest {

  @TempDir Path folder;

  private WeightFile file(GgufBytes bytes) throws IOException {
    return open(bytes.write(folder.resolve("a.gguf")));
  }

  private AbstractThrowableAssert<?, ?> refused(GgufBytes bytes) throws IOException {
    WeightFile file = file(bytes);
    return assertThatThrownBy(file::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("a.gguf");
  }

  /** Random blocks that llama.cpp's own package wrote, and what that makes of them. */
  @Test
  void blocksAreTheNumbersThatLlamaCppMakesOfThem() throws IOException {
    WeightFile blocks = open(TestFiles.resource("gguf/blocks.gguf"));
    Map<String, NamedTensor> expected =
        open(TestFiles.resource("gguf/blocks.npz")).tensors().stream()
            .collect(Collectors.toMap(NamedTensor::name, tensor -> tensor));

    for (NamedTensor tensor : blocks.tensors()) {
      NamedTensor reference = expected.remove(tensor.name());
      if (reference != null) {
        assertThat(tensor.shape()).isEqualTo(reference.shape());
        assertThat(values(tensor)).as(tensor.name()).isEqualTo(values(reference));
      }
    }
    assertThat(expected).isEmpty();
  }

  @Test
  void anyPieceOfABlockCanBeRead() throws IOException {
    WeightFile blocks = open(TestFiles.resource("gguf/blocks.gguf"));
    for (NamedTensor tensor : blocks.tensors().subList(0, 10)) {
      double[] all = values(tensor);
      try (WeightTensor open = tensor.view().orElseThrow().open("test")) {
        for (int[] piece : new int[][] {{0, 1}, {31, 2}, {255, 257}, {100, 300}, {511, 1}}) {
          DoubleBuffer two = DoubleBuffer.allocate(2 * piece[1]);
          open.read(1, 2, piece[0], piece[1], two);
          int start = 512 + piece[0];
          assertThat(two.slice(0, piece[1]))
              .isEqualTo(DoubleBuffer.wrap(all, start, piece[1]).slice());
          assertThat(two.slice(piece[1], piece[1]))
              .isEqualTo(DoubleBuffer.wrap(all, start + 512, piece[1]).slice());
        }
      }
    }
  }

  @Test
  void theFastestAxisIsTheLastOfTheShape() throws IOException {
    WeightFile file = file(new GgufBytes().counting("output.weight", 3, 2));

    assertThat(file.tensors().get(0).shape().dims()).containsExactly(2L, 3L);
    assertThat(values(file.layers().get(0))).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void namesOfLlamaCppTellWhatALayerDoes() throws IOException {
    Map<String, LayerType> types =
        file(
                new GgufBytes()
                    .counting("token_embd.weight", 4, 6)
                    .counting("blk.0.attn_norm.weight", 4)
                    .counting("blk.0.attn_q.weight", 4, 4)
                    .counting("blk.0.attn_output.weight", 4, 4)
                    .counting("blk.0.ffn_gate.weight", 4, 8)
                    .counting("blk.0.ffn_up_exps.weight", 4, 8, 2)
                    .counting("blk.1.attn_qkv.weight", 4, 12)
                    .counting("output.weight", 4, 6))
            .layers()
            .stream()
            .collect(Collectors.toMap(l -> l.info().name(), l -> l.info().type()));

    assertThat(types)
        .containsEntry("token_embd", LayerType.EMBEDDING)
        .containsEntry("blk.0.attn_norm", LayerType.NORM)
        .containsEntry("blk.0.attn_q", LayerType.ATTENTION)
        .containsEntry("blk.0.attn_output", LayerType.ATTENTION)
        .containsEntry("blk.0.ffn_gate", LayerType.DENSE)
        .containsEntry("blk.0.ffn_up_exps", LayerType.OTHER)
        .containsEntry("blk.1.attn_qkv.queries", LayerType.ATTENTION)
        .containsEntry("output", LayerType.DENSE);
  }

  @Test
  void metadataOfEveryTypeIsPassedOver() throws IOException {
    byte[] texts =
        join(GgufBytes.int32(8), GgufBytes.int64(2), GgufBytes.text("a"), GgufBytes.text(""));
    byte[] nested =
        join(
            GgufBytes.int32(9),
            GgufBytes.int64(1),
            GgufBytes.int32(0),
            GgufBytes.int64(3),
            new byte[3]);
    GgufBytes bytes = new GgufBytes().version(2).alignment(64);
    int[] widths = {1, 1, 2, 2, 4, 4, 4, 1};
    for (int type = 0; type < widths.length; type++) {
      bytes.key("k" + type, type, new byte[widths[type]]);
    }
    bytes.key("text", 8, GgufBytes.text("llama")).key("texts", 9, texts).key("nested", 9, nested);
    bytes.key("u64", 10, new byte[8]).key("i64", 11, new byte[8]).key("f64", 12, new byte[8]);

    Layer layer = file(bytes.counting("a.weight", 3, 2)).layers().get(0);

    assertThat(values(layer)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void aModelInSeveralFilesIsReadWhole() throws IOException {
    Path first = folder.resolve("m-00001-of-00002.gguf");
    Path second = folder.resolve("m-00002-of-00002.gguf");
    new GgufBytes().counting("a.weight", 3, 2).write(first);
    new GgufBytes().counting("b.weight", 3, 2).write(second);

    for (Path path : new Path[] {first, second, folder}) {
      assertThat(open(path).layers()).map(l -> l.info().name()).containsExactly("a", "b");
    }
    Files.delete(first);
    assertThatThrownBy(open(second)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("m-00001-of-00002.gguf");
  }

  @Test
  void aHeaderThatLiesIsRefused() throws IOException {
    refused(new GgufBytes().version(1)).hasMessageContaining("version 1");
    refused(new GgufBytes().version(0x03000000)).hasMessageContaining("big-endian");
    refused(new GgufBytes()).hasMessageContaining("no tensors");
    refused(new GgufBytes().tensorCount(1L << 40)).hasMessageContaining("tensors");
    refused(new GgufBytes().tensorCount(-1)).hasMessageContaining("-1 tensors");
    refused(new GgufBytes().alignment(0).counting("a", 2, 2)).hasMessageContaining("aligned");
    refused(new GgufBytes().alignment(48).counting("a", 2, 2)).hasMessageContaining("aligned");
    refused(new GgufBytes().key("a", 77, new byte[8])).hasMessageContaining("unknown type 77");
    byte[] endless = join(GgufBytes.int32(0), GgufBytes.int64(1L << 62));
    refused(new GgufBytes().key("a", 9, endless)).hasMessageContaining("values in an array");
    refused(new GgufBytes().key("a", 8, GgufBytes.int64(-1))).hasMessageContaining("in a text");
  }

  @Test
  void aTensorThatLiesIsRefused() throws IOException {
    byte[] data = new byte[256];
    refused(new GgufBytes().described("w", 0, 0, 1L << 31, 1L << 31).data(data))
        .hasMessageContaining("beyond the end");
    refused(new GgufBytes().described("w", 0, 0, 1L << 40, 1L << 40).data(data))
        .hasMessageContaining("an invalid shape");
    refused(new GgufBytes().described("w", 0, 0, -2, 3).data(data))
        .hasMessageContaining("an invalid shape");
    refused(new GgufBytes().described("w", 0, 0, 1, 1, 1, 1, 1).data(data))
        .hasMessageContaining("5 axes");
    refused(new GgufBytes().described("w", 0, 7, 2, 2).data(data)).hasMessageContaining("aligned");
    refused(new GgufBytes().described("w", 0, Long.MAX_VALUE / 32 * 32, 2, 2).data(data))
        .hasMessageContaining("beyond the end");
    refused(new GgufBytes().described("w", 2, 0, 33, 2).data(data))
        .hasMessageContaining("multiple of 32");
    refused(new GgufBytes().described("w", 0, 0, 4, 4).described("v", 0, 32, 4, 4).data(data))
        .hasMessageContaining("overlaps another");
    refused(new GgufBytes().described("w", 0, 0, 2, 2).described("w", 0, 32, 2, 2).data(data))
        .hasMessageContaining("twice");
  }

  @Test
  void aTensorOfAnUnknownTypeDoesNotLoseTheOthers() throws IOException {
    WeightFile file =
        file(new GgufBytes().described("a.weight", 99, 0, 256, 2).counting("b.weight", 3, 2));

    assertThat(file.layers().get(0).reason()).contains("number 99");
    assertThat(values(file.layers().get(1))).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(TestFiles.resource("gguf/blocks.gguf"));
    for (int part = 1; part < 16; part++) {
      Path path = folder.resolve("cut.gguf");
      Files.write(path, Arrays.copyOf(bytes, bytes.length * part / 16));
      assertThatThrownBy(open(path)::layers)
          .isInstanceOf(WeightFileException.class)
          .hasMessageContaining("download it again");
    }
  }
}
