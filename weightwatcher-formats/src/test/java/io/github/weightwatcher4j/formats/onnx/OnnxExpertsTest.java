package io.github.weightwatcher4j.formats.onnx;

import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.UINT8;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures of experts, whose matrices are stacked. */
class OnnxExpertsTest {

  @TempDir Path folder;

  private static float scale(int i) {
    return 0.017f * (1 + i % 5);
  }

  private static int code(int i) {
    return (53 * i + i / 7) % 256;
  }

  @Test
  void everyExpertIsAMatrix() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .floats("up", new long[] {3, 6, 4}, i -> i)
            .floats("down", new long[] {3, 4, 6}, i -> -i)
            .floats("gate", new long[] {3, 6, 4}, i -> 2 * i)
            .node("MoE x router up - down - gate -> y", attribute("k", 2))
            .matrices(folder);
    assertThat(layers)
        .extracting(Layer::toString)
        .containsExactly(
            "0 up.0 (dense) [6 x 4]",
            "0 up.1 (dense) [6 x 4]",
            "0 up.2 (dense) [6 x 4]",
            "0 down.0 (dense) [4 x 6]",
            "0 down.1 (dense) [4 x 6]",
            "0 down.2 (dense) [4 x 6]",
            "0 gate.0 (dense) [6 x 4]",
            "0 gate.1 (dense) [6 x 4]",
            "0 gate.2 (dense) [6 x 4]");
    assertThat(Reading.values(layers.get(4))[1]).isEqualTo(-25);
  }

  /** Experts of [10 x 8] and [8 x 10] in codes of some bits. */
  private static OnnxGraph quantized(int bits, byte[]... attributes) {
    int perByte = 8 / bits;
    return new OnnxGraph()
        .bytes("fc1", UINT8, new long[] {2, 10, 8 / perByte}, OnnxExpertsTest::code)
        .floats("s1", new long[] {2, 10}, OnnxExpertsTest::scale)
        .bytes("fc2", UINT8, new long[] {2, 8, 10 / perByte}, OnnxExpertsTest::code)
        .floats("s2", new long[] {2, 8}, OnnxExpertsTest::scale)
        .node("QMoE x router fc1 s1 - fc2 s2 -> y", attributes);
  }

  @ParameterizedTest
  @CsvSource({"4, 8", "8, 128"})
  void codesOfExpertsHaveAScaleARow(int bits, int middle) throws IOException {
    List<Layer> layers = quantized(bits, attribute("expert_weight_bits", bits)).matrices(folder);
    assertThat(layers).hasSize(4).first().hasToString("0 fc1.0 (dense) [10 x 8]");
    double[] second = Reading.values(layers.get(1));
    for (int i = 0; i < 80; i++) {
      int at = 80 + i;
      int code = (code(at * bits / 8) >> (at * bits % 8)) & ((1 << bits) - 1);
      assertThat(second[i]).isEqualTo((float) (code - middle) * scale(at / 8));
    }
  }

  @Test
  void codesOfExpertsMayHaveAScaleABlock() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .bytes("fc1", UINT8, new long[] {2, 6, 32}, OnnxExpertsTest::code)
            .floats("s1", new long[] {2, 6, 4}, OnnxExpertsTest::scale)
            .bytes("z1", UINT8, new long[] {2, 6, 2}, OnnxExpertsTest::code)
            .node(
                "QMoE x router fc1 s1 - - - - - - - z1 -> y",
                attribute("expert_weight_bits", 4),
                attribute("block_size", 16))
            .matrices(folder);
    double[] second = Reading.values(layers.get(1));
    for (int i = 0; i < 6 * 64; i++) {
      int at = 6 * 64 + i;
      int block = at / 16;
      int code = (code(at / 2) >> (at % 2 * 4)) & 15;
      int zero = (code(block / 2) >> (block % 2 * 4)) & 15;
      assertThat(second[i]).isEqualTo((float) (code - zero) * scale(block));
    }
  }

  @Test
  void zeroPointsOfRowsShareBytes() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .bytes("fc1", UINT8, new long[] {1, 6, 4}, i -> 0xAA)
            .floats("s1", new long[] {1, 6}, i -> 1)
            .bytes("z1", UINT8, new long[] {1, 3}, i -> 0x21 + 0x22 * i)
            .node("QMoE x router fc1 s1 - - - - - - - z1 -> y")
            .matrices(folder);
    double[] values = Reading.values(layers.get(0));
    for (int row = 0; row < 6; row++) {
      assertThat(values[8 * row]).isEqualTo(10 - (row + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1 in another shape", "fp4"})
  void expertsInALayoutOfADeviceAreListed(String kind) throws IOException {
    OnnxGraph graph =
        switch (kind) {
          case "1" -> quantized(4, attribute("weights_prepacked", 1));
          case "fp4" -> quantized(4, attribute("quant_type", "fp4"));
          default ->
              new OnnxGraph()
                  .bytes("fc1", UINT8, new long[] {2, 8, 5}, OnnxExpertsTest::code)
                  .floats("s1", new long[] {2, 10}, OnnxExpertsTest::scale)
                  .node("QMoE x router fc1 s1 -> y");
        };
    assertThat(graph.reason(folder))
        .containsPattern("laid out for one device|they are of type fp4");
  }

  @Test
  void squareExpertsAreReadOnlyWhereTheirLayoutIsSaid() throws IOException {
    OnnxGraph square =
        new OnnxGraph()
            .bytes("fc1", UINT8, new long[] {1, 8, 4}, OnnxExpertsTest::code)
            .floats("s1", new long[] {1, 8}, OnnxExpertsTest::scale);
    assertThat(square.node("QMoE x router fc1 s1 -> y").reason(folder)).contains("one device");
    OnnxGraph said =
        new OnnxGraph()
            .bytes("fc1", UINT8, new long[] {1, 8, 4}, OnnxExpertsTest::code)
            .floats("s1", new long[] {1, 8}, OnnxExpertsTest::scale)
            .node("QMoE x router fc1 s1 -> y", attribute("weights_prepacked", 0));
    assertThat(said.values(folder)[0]).isEqualTo(-8 * scale(0));
  }
}
