package io.github.weightwatcher4j.formats.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideScalesTest {

  private static final int Q2_0 = 42;

  @TempDir Path folder;

  private static byte[] singles(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** Blocks of 64 numbers each, all of them 2. */
  private static byte[] twos(int blocks) {
    ByteBuffer bytes = ByteBuffer.allocate(18 * blocks).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < blocks; i++) {
      bytes.putShort((short) 0x4000).putLong(0xaaaaaaaaaaaaaaaaL).putLong(0xaaaaaaaaaaaaaaaaL);
    }
    return bytes.array();
  }

  private List<Layer> layers(GgufBytes bytes) throws IOException {
    WeightFile file = Reading.open(bytes.write(folder.resolve("a.gguf")));
    return file.layers();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blk.3.ffn_up.scale", "blk.3.ffn_up.weight.scale"})
  void theScaleOfATensorMultipliesItAndIsNoLayer(String scale) throws IOException {
    List<Layer> layers =
        layers(
            new GgufBytes()
                .tensor("blk.3.ffn_up.weight", Q2_0, twos(6), 128, 3)
                .tensor(scale, 0, singles(0.75f), 1)
                .tensor(scale.replace("scale", "input_scale"), 0, singles(9), 1));

    assertThat(layers)
        .extracting(Layer::toString)
        .containsExactly("0 blk.3.ffn_up (dense) [3 x 128]");
    assertThat(Reading.values(layers.get(0))).hasSize(384).containsOnly(1.5);
  }

  @Test
  void everyExpertMayHaveAScaleOfItsOwn() throws IOException {
    Layer experts =
        layers(
                new GgufBytes()
                    .tensor("blk.0.ffn_gate_exps.weight", Q2_0, twos(6), 64, 2, 3)
                    .tensor("blk.0.ffn_gate_exps.scale", 0, singles(1, -2, 0.5f), 3))
            .get(0);

    double[] values = Reading.values(experts);
    assertThat(values).hasSize(384);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(new double[] {2, -4, 1}[i / 128]);
    }
  }

  @Test
  void plainNumbersAreMultipliedToo() throws IOException {
    Layer layer =
        layers(
                new GgufBytes()
                    .counting("blk.0.attn_q.weight", 3, 2)
                    .tensor("blk.0.attn_q.scale", 0, singles(2), 1))
            .get(0);

    assertThat(Reading.values(layer)).containsExactly(2, 4, 6, 8, 10, 12);
  }

  @Test
  void quantizedNumbersWhoseScaleDoesNotFitAreListed() throws IOException {
    List<Layer> layers =
        layers(
            new GgufBytes()
                .tensor("blk.0.ffn_up.weight", Q2_0, twos(4), 64, 4)
                .tensor("blk.0.ffn_up.scale", 0, singles(1, 2, 3), 3)
                .counting("output.weight", 3, 2));

    assertThat(layers).hasSize(2);
    assertThat(layers.get(0).reason()).contains("its scale blk.0.ffn_up.scale [3]");
    assertThat(layers.get(1).weights()).isPresent();
  }

  /** Some routers have a scale for every input, which belongs to what comes in. */
  @Test
  void aScaleOfARoutersInputsLeavesItsWeights() throws IOException {
    Layer router =
        layers(
                new GgufBytes()
                    .counting("blk.0.ffn_gate_inp.weight", 3, 2)
                    .counting("blk.0.ffn_gate_inp.scale", 3))
            .get(0);

    assertThat(Reading.values(router)).containsExactly(1, 2, 3, 4, 5, 6);
  }
}
