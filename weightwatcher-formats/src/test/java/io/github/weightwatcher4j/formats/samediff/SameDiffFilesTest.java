package io.github.weightwatcher4j.formats.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.FlatBytes.Table;
import io.github.weightwatcher4j.formats.samples.Mutations;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That ND4J's own files are read as their graphs are is tested in weightwatcher-dl4j. */
class SameDiffFilesTest {

  @TempDir Path folder;

  private WeightFile file(GraphBytes graph) throws IOException {
    return file(graph.bytes());
  }

  private WeightFile file(byte[] bytes) throws IOException {
    return Reading.open(Files.write(folder.resolve("graph.bin"), bytes));
  }

  private static List<String> names(WeightFile file) {
    return file.layers().stream().map(layer -> layer.info().name()).toList();
  }

  @Test
  void variablesAreListedByTheOperationsThatReadThem() throws IOException {
    WeightFile file =
        file(
            new GraphBytes()
                .variable("unused", GraphBytes.array(2, 2))
                .variable("dense", GraphBytes.array(3, 4))
                .variable("kernel", GraphBytes.array(5, 3, 2, 4))
                .variable("input", 3, GraphBytes.array(2, 3))
                .operation("conv2d", List.of(3, 2), 3, 2, 1, 1, 0, 0, 1, 1, 0, 0, 2)
                .operation("matmul", List.of(3, 1)));

    assertThat(file.format().name()).isEqualTo("SameDiff");
    assertThat(names(file)).containsExactly("kernel", "dense", "unused");
    assertThat(file.layers())
        .extracting(layer -> layer.info().type())
        .containsExactly(LayerType.CONV2D, LayerType.DENSE, LayerType.DENSE);
    assertThat(Reading.values(file.layers().get(1)))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    // [out, k, k, in] as [k, k, out, in]: the first row are inputs 1 to 4 of every output.
    Layer kernel = file.layers().get(0);
    assertThat(kernel.weights().orElseThrow().shape()).hasToString("[3 x 2 x 5 x 4]");
    assertThat(Reading.values(kernel)).startsWith(1, 2, 3, 4, 25, 26, 27, 28, 49, 50, 51, 52);
  }

  @Test
  void byteOrderAndStridesAreThoseThatTheFileSays() throws IOException {
    byte[] little = {
      0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, (byte) 0x80, 0x40
    };
    long[] shape = {2, 2};
    WeightFile file =
        file(
            new GraphBytes()
                .variable(
                    "a",
                    GraphBytes.array(2, 2)
                        .with(0, GraphBytes.description(shape, new long[] {1, 2}, 'f'))
                        .with(1, little)
                        .with(3, (byte) 0)));

    assertThat(Reading.values(file.tensors().get(0))).containsExactly(1, 3, 2, 4);
  }

  static Stream<Arguments> lies() {
    long[] shape = {3, 4};
    return Stream.of(
        arguments("its strides [1400, 1]", described(shape, 1400, 1)),
        arguments("its strides [-4, 1]", described(shape, -4, 1)),
        arguments("its strides [4, 0]", described(shape, 4, 0)),
        arguments("its strides [1, 1]", described(shape, 1, 1)),
        arguments("its strides [4, 2]", described(shape, 4, 2)),
        arguments("its strides [4611686018427387904, 1]", described(shape, 1L << 62, 1)),
        arguments("is not that of 48 bytes", described(new long[] {3, 5}, 5, 1)),
        arguments("is not that of 48 bytes", described(new long[] {0, 4}, 4, 1)),
        arguments("shape too large", described(new long[] {1L << 40, 1L << 40}, 1L << 40, 1)),
        arguments("no negative axis", described(new long[] {-3, -4}, 4, 1)),
        arguments("it has no axes", of(0, new long[0])),
        arguments("says that it has 200 axes", of(0, new long[] {200, 1, 2, 3})),
        arguments("says that it has 3 axes", of(0, new long[] {3, 1, 2, 3, 1, 1, 8192, 1, 'c'})),
        arguments("it has no axes", of(0, new long[] {-1, 8192, 1, 'c'})),
        arguments("neither c nor f", of(0, GraphBytes.description(shape, new long[] {4, 1}, 'x'))),
        arguments("is not that of 47 bytes", of(1, new byte[47])),
        arguments("is not that of 44 bytes", of(1, new byte[44])),
        arguments("is not that of 48 bytes of DOUBLE", of(2, (byte) 6)),
        arguments("of type 77, not known", of(2, (byte) 77)),
        arguments("of type 0, not known", of(2, (byte) 0)),
        arguments("neither of the two", of(3, (byte) 9)));
  }

  private static Table of(int field, Object value) {
    return GraphBytes.array(3, 4).with(field, value);
  }

  private static Table described(long[] shape, long... strides) {
    return of(0, GraphBytes.description(shape, strides, 'c'));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieOfOneVariableCostsThatVariable(String reason, Table array) throws IOException {
    WeightFile file =
        file(
            new GraphBytes()
                .variable("liar", array)
                .variable("sound", GraphBytes.array(3, 4))
                .operation("matmul", List.of(0, 1)));

    assertThat(names(file)).containsExactly("liar", "sound");
    assertThat(file.layers().get(0).weights()).isEmpty();
    assertThat(file.layers().get(0).reason()).contains(reason);
    assertThat(Reading.values(file.layers().get(1))).hasSize(12).startsWith(1, 2);
  }

  @Test
  void whatPointsOutOfTheFileIsRefusedWithTheVariable() throws IOException {
    byte[] bytes = new GraphBytes().variable("first", GraphBytes.array(30, 40)).bytes();

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> file(Arrays.copyOf(bytes, bytes.length / 2)).layers())
        .withMessageContaining("graph.bin, tensor 'first'")
        .withMessageContaining("refers to 4800 bytes");
  }

  @Test
  void tablesThatAreNoneCostTheFile() throws IOException {
    Table recursive = new GraphBytes().graph();
    WeightFile file =
        file(new GraphBytes().variable("a", GraphBytes.array(2, 2)).variable("graph", recursive));

    assertThat(names(file)).containsExactly("a", "graph");
    assertThat(file.layers().get(1).weights()).isEmpty();
  }

  @Test
  void oneTableInThePlaceOfManyIsOneVariable() throws IOException {
    byte[] bytes =
        new GraphBytes()
            .variable("a", GraphBytes.array(3, 4))
            .variable("a", GraphBytes.array(5, 6))
            .bytes();

    WeightFile file = file(bytes);

    assertThat(names(file)).containsExactly("a");
    assertThat(file.layers().get(0).weights().orElseThrow().shape()).hasToString("[5 x 6]");
  }

  @Test
  void moreOfAnythingThanTheFileHasRoomForIsRefused() throws IOException {
    byte[] bytes = new GraphBytes().variable("only", GraphBytes.array(3, 4)).bytes();
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int refused = 0;
    for (int at = 0; at < bytes.length - 4; at += 4) {
      int length = file.getInt(at);
      // Lengths of rows: of variables, of the bytes and of the description of the array.
      if (length == 1 || length == 48 || length == 8) {
        file.putInt(at, Integer.MAX_VALUE);
        Path damaged = Files.write(folder.resolve("graph.fb"), bytes);
        try {
          assertThat(names(Reading.open(damaged))).isSubsetOf("only");
        } catch (WeightFileException e) {
          refused++;
        }
        file.putInt(at, length);
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aVariableWithoutAnArrayIsListedAndSingleNumbersAreNot() throws IOException {
    Table bare = Table.of(0, Table.of(0, 9, 1, 0), 1, "bare", 6, (byte) 0);
    WeightFile file =
        file(
            new GraphBytes()
                .instead(bare)
                .variable("step", GraphBytes.array(1, 1))
                .variable("vector", GraphBytes.array(6))
                .variable("frozen", 1, GraphBytes.array(3, 4)));

    assertThat(file.layers())
        .extracting(Layer::reason)
        .containsExactly(
            "has no array yet",
            "a constant, not trained; SameDiff.convertToVariable makes it a variable to analyse",
            "a vector, no matrix: [6]");
  }

  @Test
  void randomBytesAreNoGraph() throws IOException {
    Random random = new Random(7);
    Path file = folder.resolve("random");
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[2000];
      random.nextBytes(bytes);
      // Small numbers, as in the head of a FlatBuffers file.
      for (int at = 0; at < 200; at++) {
        bytes[at] = at % 4 == 0 ? (byte) random.nextInt(64) : 0;
      }
      Files.write(file, bytes);
      assertThat(new WeightFileAdapter().open(file)).isEmpty();
    }
  }

  @Test
  void damagedGraphsAreReadAsFarAsTheyAreSoundOrRefusedInWords() throws IOException {
    GraphBytes graph = new GraphBytes();
    IntStream.range(0, 12).forEach(i -> graph.variable("v" + i, GraphBytes.array(2 + i, 3, 2)));
    graph.operation("conv1d", List.of(0, 1), new long[11]);
    graph.operation("gather", List.of(2));
    graph.operation("multi_head_dot_product_attention", List.of(3, 4, 5));
    graph.operation("matmul", Collections.nCopies(20, 6));

    int refused = Mutations.survive(graph.bytes(), folder.resolve("graph.fb"), 2000, 5);

    assertThat(refused).as("many references are wrong in a damaged file").isGreaterThan(200);
  }
}
