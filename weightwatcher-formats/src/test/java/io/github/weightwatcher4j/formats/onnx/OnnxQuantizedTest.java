package io.github.weightwatcher4j.formats.onnx;

import static io.github.weightwatcher4j.formats.onnx.Codes.code;
import static io.github.weightwatcher4j.formats.onnx.Codes.decoded;
import static io.github.weightwatcher4j.formats.onnx.Codes.scale;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.INT8;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.UINT4;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.UINT8;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantized weights, which are what the operations compute with or are listed. */
class OnnxQuantizedTest {

  @TempDir Path folder;

  private static long[] dims(long... dims) {
    return dims;
  }

  /** Files and sums of ../shared/golden-quant, checked there against ONNX Runtime. */
  @ParameterizedTest
  @CsvSource({
    "matmulnbits-2bit-b32-zp, 96e736dddb03282802eb82f3c17530ba3d0362bc7ef4c8c1ddeed623132f44bc",
    "matmulnbits-4bit-b32-zp, 4dc7ce593f7efebd721a53dae8b1aef72fc5d63abd1c61f5909b7238b96f3cb7",
    "qdq-int4-block32-axis0, b5a0dd56aa7b805b582f0c1649fe80456d58303dd4ac659c6c0a1a2703dd0753",
    "dynamic-quantize, 80f3e813d344c16e87b3b96a881f2b5ceec604b99c54906a87f42633322cd0c7",
  })
  void weightsAreThoseOfOnnxRuntimeToTheBit(String name, String sha256)
      throws IOException, NoSuchAlgorithmException {
    Layer layer = Reading.open(TestFiles.resource("onnx/" + name + ".onnx")).layers().get(0);
    assertThat(layer.info().name()).isEqualTo("fc");
    assertThat(layer.weights().orElseThrow().precision()).isEqualTo(Precision.FLOAT32);
    double[] values = Reading.values(layer);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(value -> bytes.putFloat((float) value));
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    assertThat(HexFormat.of().formatHex(sum)).isEqualTo(sha256);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 8})
  void codesOfAnyBitsAreUnpackedFromTheLowEnd(int bits) throws IOException {
    int rows = 5;
    int columns = 37;
    int perRow = 3 * 16 * bits / 8;
    byte[] packed = new byte[rows * perRow];
    for (int i = 0; i < rows * 48; i++) {
      for (int bit = 0; bit < bits; bit++) {
        int at = i * bits + bit;
        packed[at / 8] |= (byte) (((code(i, 1 << bits) >> bit) & 1) << (at % 8));
      }
    }
    double[] values =
        new OnnxGraph()
            .tensor("q", UINT8, dims(rows, 3, 2L * bits), packed)
            .floats("s", dims(rows * 3L), Codes::scale)
            .node(
                "MatMulNBits x q s -> y",
                attribute("K", columns),
                attribute("N", rows),
                attribute("bits", bits),
                attribute("block_size", 16))
            .values(folder);
    double[] expected = new double[rows * columns];
    for (int i = 0; i < expected.length; i++) {
      int row = i / columns;
      int column = i % columns;
      int code = code(row * 48 + column, 1 << bits);
      expected[i] = decoded(code, 1 << (bits - 1), scale(row * 3 + column / 16));
    }
    assertThat(values).isEqualTo(expected);
  }

  private OnnxGraph blocksOfFourBits(String inputs) {
    return new OnnxGraph()
        .bytes("q", UINT8, dims(3, 2, 16), i -> 17 * i)
        .floats("s", dims(3, 2), Codes::scale)
        .floats("z", dims(3, 2), i -> 6.25 + i)
        .bytes("short", UINT8, dims(2), i -> i)
        .integers("order", new long[64])
        .node(
            "MatMulNBits x q " + inputs + " -> y",
            attribute("K", 60),
            attribute("N", 3),
            attribute("bits", 4),
            attribute("block_size", 32));
  }

  @Test
  void zeroPointsMayBeFractions() throws IOException {
    double[] values = blocksOfFourBits("s z").values(folder);
    float fifth = (float) (17 * 2 % 256 >> 4) - 6.25f;
    assertThat(values[5]).isEqualTo(fifth * scale(0));
    assertThat(values).hasSize(180);
  }

  @Test
  void packedWeightsThatDoNotFitAreListed() throws IOException {
    assertThat(blocksOfFourBits("s short").reason(folder)).contains("do not fill [2] bytes");
    assertThat(blocksOfFourBits("z3 -").reason(folder)).contains("scales are not in the file");
    assertThat(blocksOfFourBits("s z order").reason(folder)).contains("ordered in groups");
    assertThat(blocksOfFourBits("order -").reason(folder)).contains("cannot be seen as [3 x 2]");
  }

  @ParameterizedTest
  @CsvSource({"0, 22, 8", "1, 22, 8", "0, 21, 5", "1, 3, 5", "0, 3, 7"})
  void blocksLieAlongEitherAxisAndTheLastMayBeShort(int axis, int type, int block)
      throws IOException {
    long[] shape = {13, 19};
    long[] blocks = shape.clone();
    blocks[axis] = (shape[axis] + block - 1) / block;
    int low = type == UINT4 ? 0 : -8;
    OnnxGraph graph = new OnnxGraph();
    if (type == INT8) {
      graph.bytes("w", type, shape, i -> code(i, 16) + low);
      graph.bytes("z", type, blocks, i -> code(i, 5));
    } else {
      graph.nibbles("w", type, shape, i -> code(i, 16) + low);
      graph.nibbles("z", type, blocks, i -> code(i, 5));
    }
    double[] values =
        graph
            .floats("s", blocks, Codes::scale)
            .node(
                "DequantizeLinear w s z -> d",
                attribute("axis", axis - 2),
                attribute("block_size", block))
            .node("MatMul x d -> y")
            .values(folder);
    double[] expected =
        IntStream.range(0, 13 * 19)
            .mapToDouble(
                i -> {
                  int row = axis == 0 ? i / 19 / block : i / 19;
                  int column = axis == 1 ? i % 19 / block : i % 19;
                  int at = row * (int) blocks[1] + column;
                  return decoded(code(i, 16) + low, code(at, 5), scale(at));
                })
            .toArray();
    assertThat(values).isEqualTo(expected);
  }

  @Test
  void floatsOfEightBitsAreScaledToo() throws IOException {
    double[] values =
        new OnnxGraph()
            .bytes("w", 17, dims(2, 3), i -> 0x30 + 8 * i)
            .floats("s", dims(2), i -> 0.1 + i)
            .node("DequantizeLinear w s -> d", attribute("axis", 0))
            .node("Gemm x d -> y", attribute("transB", 1))
            .values(folder);
    assertThat(values)
        .isEqualTo(new double[] {0.5f * 0.1f, 0.1f, 2 * 0.1f, 4 * 1.1f, 8 * 1.1f, 16 * 1.1f});
  }

  @Test
  void floatsOfFourBitsAreScaledByScalesThatAreScaled() throws IOException {
    double[] values =
        new OnnxGraph()
            .nibbles("w", 23, dims(2, 32), i -> i)
            .bytes("s8", 17, dims(2, 2), i -> 0x38 + 8 * i)
            .floats("s", dims(), i -> 0.3)
            .node("DequantizeLinear s8 s -> scale")
            .node(
                "DequantizeLinear w scale -> d", attribute("axis", 1), attribute("block_size", 16))
            .node("MatMul x d -> y")
            .values(folder);
    // Code 7 is 6, code 15 -6; blocks have the scales 1, 2, 4 and 8 times 0.3.
    assertThat(values[7]).isEqualTo(6 * 0.3f);
    assertThat(values[16 + 15]).isEqualTo(-6 * (2 * 0.3f));
    assertThat(values[32 + 16 + 1]).isEqualTo(0.5f * (8 * 0.3f));
  }

  @Test
  void aScaleOrZeroPointThatIsComputedAsTheModelRunsIsTold() throws IOException {
    OnnxGraph graph =
        new OnnxGraph()
            .bytes("w", INT8, dims(4, 3), i -> i)
            .floats("s", dims(3), i -> 1)
            .node("DequantizeLinear w s z -> d")
            .node("MatMul x d -> y");
    assertThat(graph.reason(folder)).contains("zero points are no constants");
    graph.node("DequantizeLinear w t -> e").node("MatMul x e -> y2");
    assertThat(graph.in(folder).layers().get(1).reason()).contains("scale is no constant");
  }

  @Test
  void weightsThatAreRoundedToAGridAreThoseOnTheGrid() throws IOException {
    double[] values =
        new OnnxGraph()
            .floats("w", dims(2, 4), i -> 0.37 * i - 1)
            .floats("s", dims(4), i -> 0.25 + i)
            .bytes("z", INT8, dims(4), i -> i)
            .node("QuantizeLinear w s z -> q")
            .node("DequantizeLinear q s z -> d")
            .node("MatMul x d -> y")
            .values(folder);
    double[] expected =
        IntStream.range(0, 8)
            .mapToDouble(
                i -> {
                  float scale = 0.25f + i % 4;
                  return (float) Math.rint((float) (0.37 * i - 1) / scale) * scale + 0.0; // no -0
                })
            .toArray();
    assertThat(values).isEqualTo(expected);
  }
}
