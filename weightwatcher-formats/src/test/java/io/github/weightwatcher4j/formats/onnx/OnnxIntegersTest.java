package io.github.weightwatcher4j.formats.onnx;

import static io.github.weightwatcher4j.formats.onnx.Codes.code;
import static io.github.weightwatcher4j.formats.onnx.Codes.decoded;
import static io.github.weightwatcher4j.formats.onnx.Codes.scale;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.INT4;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.INT8;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.UINT8;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations that compute with integers, of which the weights are scaled or listed. */
class OnnxIntegersTest {

  @TempDir Path folder;

  private static long[] dims(long... dims) {
    return dims;
  }

  /** What dynamic quantization leaves behind a product, in the forms that writers have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mul xs ws -> sc; Mul yf sc -> y",
        "Mul ws xs -> sc; Mul sc yf -> y",
        "Mul yf xs -> t; Mul t ws -> y",
        "Mul yf ws -> t; Mul t xs -> y",
      })
  void theScaleOfAnIntegerProductIsFoundBehindIt(String scaling) throws IOException {
    double[] values = dynamic(scaling).values(folder);
    double[] expected =
        IntStream.range(0, 30)
            .mapToDouble(i -> decoded(code(i, 256), 100 + i % 5, scale(i % 5)))
            .toArray();
    assertThat(values).isEqualTo(expected);
  }

  private static OnnxGraph dynamic(String scaling) {
    OnnxGraph graph =
        new OnnxGraph()
            .bytes("w", UINT8, dims(6, 5), i -> code(i, 256))
            .bytes("wz", UINT8, dims(5), i -> 100 + i)
            .floats("ws", dims(5), Codes::scale)
            .floats("other", dims(1), i -> 3)
            .node("DynamicQuantizeLinear x -> xq xs xz")
            .node("MatMulInteger xq w xz wz -> yi")
            .node("Cast yi -> yf", attribute("to", 1));
    for (String node : scaling.split("; ", -1)) {
      graph.node(node);
    }
    return graph;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Relu yf -> y", "Mul yf ws -> y", "Mul yf xs -> y", "Mul yf unknown -> y"})
  void anIntegerProductWhoseScaleIsNotFoundIsListed(String scaling) throws IOException {
    assertThat(dynamic(scaling).reason(folder)).contains("[6 x 5]", "is not found behind it");
  }

  @Test
  void theScaleOfAnIntegerConvolutionIsAChannels() throws IOException {
    double[] values =
        new OnnxGraph()
            .bytes("w", INT8, dims(3, 2, 1, 3), i -> i - 9)
            .floats("ws", dims(1, 3, 1, 1), Codes::scale)
            .node("DynamicQuantizeLinear x -> xq xs xz")
            .node("ConvInteger xq w xz -> yi")
            .node("Cast yi -> yf", attribute("to", 1))
            .node("Mul xs ws -> sc")
            .node("Mul yf sc -> y")
            .values(folder);
    assertThat(values)
        .isEqualTo(
            IntStream.range(0, 18).mapToDouble(i -> decoded(i - 9, 0, scale(i / 6))).toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MatMulIntegerToFloat xq w xs ws xz wz -> y",
        "DynamicQuantizeMatMul x w ws wz -> y",
        "QLinearMatMul x xs xz w ws wz ys yz -> y",
        "QGemm x xs xz w ws wz - ys yz -> y",
      })
  void operationsThatAreToldTheirScaleUseIt(String node) throws IOException {
    double[] values =
        new OnnxGraph()
            .bytes("w", INT8, dims(4, 7), i -> code(i, 256) - 128)
            .floats("ws", dims(7), Codes::scale)
            .bytes("wz", INT8, dims(7), i -> -i)
            .node(node)
            .values(folder);
    assertThat(values)
        .isEqualTo(
            IntStream.range(0, 28)
                .mapToDouble(i -> decoded(code(i, 256) - 128, -(i % 7), scale(i % 7)))
                .toArray());
  }

  @Test
  void quantizedAttentionIsSplitAndScaledByColumn() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .bytes("qkv", UINT8, dims(5, 12), i -> code(i, 256))
            .floats("b", dims(12), i -> 0)
            .floats("ws", dims(12), Codes::scale)
            .bytes("wz", UINT8, dims(12), i -> 128)
            .node("QAttention x qkv b xs ws - xz wz -> y", attribute("num_heads", 2))
            .matrices(folder);
    assertThat(layers)
        .extracting(layer -> layer.info().name())
        .containsExactly("qkv.queries", "qkv.keys", "qkv.values");
    // Row 1, column 2 of the keys is column 6 of all.
    assertThat(Reading.values(layers.get(1))[6]).isEqualTo(decoded(code(18, 256), 128, scale(6)));
  }

  @Test
  void quantizedEmbeddingsOfBertAreScaled() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .bytes("words", UINT8, dims(9, 4), i -> i)
            .bytes("places", UINT8, dims(6, 4), i -> 2 * i)
            .bytes("gamma", UINT8, dims(4), i -> i)
            .bytes("beta", UINT8, dims(4), i -> i)
            .floats("s1", dims(), i -> 0.3)
            .floats("s2", dims(), i -> 0.7)
            .bytes("z", UINT8, dims(), i -> 5)
            .node(
                "QEmbedLayerNormalization ids - words places - gamma beta - s1 s2 - s1 s1 z z - z z"
                    + " -> y m")
            .matrices(folder);
    assertThat(layers).hasSize(2);
    assertThat(Reading.values(layers.get(0))[35]).isEqualTo(30 * 0.3f);
    assertThat(Reading.values(layers.get(1))[3]).isEqualTo(0.7f);
  }

  @ParameterizedTest
  @CsvSource({"4, 8", "2, 2", "8, 128"})
  void tablesPackedInBytesAreUnpackedAlongTheLastAxis(int bits, int middle) throws IOException {
    int perByte = 8 / bits;
    int width = 48;
    double[] values =
        new OnnxGraph()
            .bytes("table", UINT8, dims(5, width / perByte), i -> code(i, 256))
            .floats("s", dims(5, 3), Codes::scale)
            .node(
                "GatherBlockQuantized table ids s -> y",
                attribute("bits", bits),
                attribute("block_size", 16),
                attribute("quantize_axis", 1))
            .values(folder);
    double[] expected = new double[5 * width];
    for (int i = 0; i < expected.length; i++) {
      int code = (code(i / perByte, 256) >> (i % perByte * bits)) & ((1 << bits) - 1);
      expected[i] = decoded(code, middle, scale(i / width * 3 + i % width / 16));
    }
    assertThat(values).isEqualTo(expected);
  }

  @Test
  void tablesOfIntegersOfFourBitsHaveZeroInTheMiddleByThemselves() throws IOException {
    double[] values =
        new OnnxGraph()
            .nibbles("table", INT4, dims(3, 32), i -> code(i, 16) - 8)
            .floats("s", dims(3, 2), Codes::scale)
            .nibbles("z", INT4, dims(3, 2), i -> i - 3)
            .node("GatherBlockQuantized table ids s z -> y", attribute("block_size", 16))
            .values(folder);
    assertThat(values)
        .isEqualTo(
            IntStream.range(0, 96)
                .mapToDouble(i -> decoded(code(i, 16) - 8, i / 16 - 3, scale(i / 16)))
                .toArray());
  }

  @Test
  void rowsThatAreScaledOnceLookedUpAreATable() throws IOException {
    double[] values =
        new OnnxGraph()
            .bytes("table", INT8, dims(7, 3), i -> i)
            .floats("s", dims(), i -> 0.3)
            .bytes("z", INT8, dims(), i -> 4)
            .node("Gather table ids -> rows")
            .node("DequantizeLinear rows s z -> y")
            .values(folder);
    assertThat(values[20]).isEqualTo(16 * 0.3f);
  }

  @ParameterizedTest
  @CsvSource({"1, -1, -0.6961928, 1", "0, 0, 0.005208333333, -0.25"})
  void floatsOfFourBitsOfBitsandbytesLieUpperHalfFirst(
      int type, double first, double second, double last) throws IOException {
    double[] values =
        new OnnxGraph()
            .bytes("w", UINT8, dims(53), i -> i == 0 ? 0x01 : i == 52 ? 0xF0 : 0x77)
            .floats("absmax", dims(7), Codes::scale)
            .node(
                "MatMulBnb4 x w absmax -> y",
                attribute("K", 15),
                attribute("N", 7),
                attribute("block_size", 16),
                attribute("quant_type", type))
            .values(folder);
    assertThat(values).hasSize(105);
    assertThat(values[0]).isEqualTo((float) first * scale(0));
    assertThat(values[1]).isEqualTo((float) second * scale(0));
    assertThat(values[104]).isEqualTo((float) last * scale(6));
  }

  @Test
  void gatesOfAQuantizedLstmAreTurnedAndScaled() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .bytes("W", INT8, dims(2, 3, 8), i -> i)
            .bytes("R", INT8, dims(2, 2, 8), i -> -i)
            .floats("ws", dims(2, 8), Codes::scale)
            .floats("rs", dims(2), i -> 0.1 + i)
            .bytes("z", INT8, dims(2, 8), i -> 0)
            .bytes("z2", INT8, dims(2), i -> 0)
            .node(
                "DynamicQuantizeLSTM x W R - - - - - ws z rs z2 -> y",
                attribute("direction", "bidirectional"),
                attribute("hidden_size", 2))
            .matrices(folder);
    assertThat(layers).hasSize(16).first().hasToString("0 W.forward.input (lstm) [2 x 3]");
    // Backward, output gate (1), unit 1, input 2: direction 1, row 2, column 3 of W.
    assertThat(Reading.values(layers.get(5))[5]).isEqualTo(decoded(24 + 19, 0, scale(8 + 3)));
    assertThat(Reading.values(layers.get(12))[3]).isEqualTo(-(16 + 8 + 1) * 1.1f);
  }
}
