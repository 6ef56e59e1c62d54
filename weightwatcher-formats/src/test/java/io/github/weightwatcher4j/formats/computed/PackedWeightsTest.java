package io.github.weightwatcher4j.formats.computed;

import static io.github.weightwatcher4j.formats.computed.PackedModel.columns;
import static io.github.weightwatcher4j.formats.computed.PackedModel.random;
import static io.github.weightwatcher4j.formats.computed.PackedModel.rows;
import static io.github.weightwatcher4j.formats.computed.PackedModel.scales;
import static io.github.weightwatcher4j.formats.computed.PackedModel.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of integers, packed here as each layout says, and what they stand for by plain loops. */
class PackedWeightsTest {

  private static final String GPTQ = "{\"quantization_config\":{\"quant_method\":\"gptq\",";
  private static final String AWQ =
      "{\"quantization_config\":{\"quant_method\":\"awq\",\"bits\":4,";

  @TempDir Path folder;

  private PackedModel model() {
    return new PackedModel(folder);
  }

  @ParameterizedTest
  @CsvSource({"2, 40", "3, 40", "4, 40", "8, 40", "3, -1", "4, 96"})
  void zerosOfTheFirstGptqAreStoredLessOne(int bits, int size) throws IOException {
    int in = 96;
    int out = 32;
    int height = size == -1 ? in : size;
    int groups = (in + height - 1) / height; // of 40, 40 and 16
    int[] q = random(bits, in * out, 0, 1 << bits);
    int[] less = random(bits + 1, groups * out, 0, (1 << bits) - 1);
    float[] s = scales(bits, groups * out);
    PackedModel model =
        model()
            .config(GPTQ + "\"bits\":%d,\"group_size\":%d}}".formatted(bits, size))
            .ints("h.0.fc.qweight", "I32", List.of(in * bits / 32, out), columns(bits, out, q))
            .ints(
                "h.0.fc.qzeros", "I32", List.of(groups, out * bits / 32), rows(bits, 32, out, less))
            .brain("h.0.fc.scales", List.of(groups, out), s);

    float[] expected = new float[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        int at = i / height * out + o;
        expected[o * in + i] = s[at] * (q[i * out + o] - (less[at] + 1));
      }
    }
    assertThat(model.numbers("h.0.fc")).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8})
  void inputsOfGptqHaveTheGroupsOfTheirIndexAndTheSecondFormatItsZeros(int bits)
      throws IOException {
    int in = 64;
    int out = 64;
    int groups = 5;
    int[] q = random(bits, in * out, 0, 1 << bits);
    int[] z = random(bits + 1, groups * out, 0, 1 << bits);
    int[] index = random(bits + 2, in, 0, groups);
    float[] s = scales(bits, groups * out);
    PackedModel model =
        model()
            .config(
                GPTQ
                    + "\"bits\":%d,\"desc_act\":true,\"checkpoint_format\":\"gptq_v2\"}}"
                        .formatted(bits))
            .ints("up.qweight", "I32", List.of(in * bits / 32, out), columns(bits, out, q))
            .ints("up.qzeros", "I32", List.of(groups, out * bits / 32), rows(bits, 32, out, z))
            .floats("up.scales", List.of(groups, out), s)
            .ints("up.g_idx", "I32", List.of(in), index);

    float[] expected = new float[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        int at = index[i] * out + o;
        expected[o * in + i] = s[at] * (q[i * out + o] - z[at]);
      }
    }
    assertThat(model.numbers("up")).containsExactly(expected);
  }

  /** Eight codes a word, at the places of the columns 0 2 4 6 1 3 5 7. */
  private static int[] interleaved(int[] codes) {
    int[] order = {0, 2, 4, 6, 1, 3, 5, 7};
    int[] moved = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      moved[i] = codes[i / 8 * 8 + order[i % 8]];
    }
    return stream(4, 32, moved);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 24, -1})
  void columnsOfAwqAlternateInTheirWords(int size) throws IOException {
    int in = 24;
    int out = 40;
    int height = size == -1 ? in : size;
    int groups = (in + height - 1) / height;
    int[] q = random(1, in * out, 0, 16);
    int[] z = random(2, groups * out, 0, 16);
    float[] s = scales(3, groups * out);
    PackedModel model =
        model()
            .config(AWQ + "\"group_size\":%d,\"version\":\"GEMM\"}}".formatted(size))
            .ints("q.qweight", "I32", List.of(in, out / 8), interleaved(q))
            .ints("q.qzeros", "I32", List.of(groups, out / 8), interleaved(z))
            .brain("q.scales", List.of(groups, out), s);

    float[] expected = new float[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        int at = i / height * out + o;
        expected[o * in + i] = s[at] * (q[i * out + o] - z[at]);
      }
    }
    assertThat(model.numbers("q")).containsExactly(expected);
  }

  @Test
  void paddedGroupsOfAwqForVectorsAreLeftOut() throws IOException {
    int in = 40;
    int out = 3;
    int size = 16; // three groups, the last of 8, of 16 with padding
    int[] q = random(4, out * in, 0, 16);
    int[] z = random(5, out * 16, 0, 16);
    float[] s = scales(6, out * 16);
    PackedModel model =
        model()
            .config(AWQ + "\"group_size\":%d,\"version\":\"gemv\"}}".formatted(size))
            .ints("v.qweight", "I32", List.of(out, in / 8), rows(4, 32, in, q))
            .ints("v.qzeros", "I32", List.of(out, 2), rows(4, 32, 16, z))
            .floats("v.scales", List.of(out, 16), s);

    float[] expected = new float[out * in];
    for (int i = 0; i < expected.length; i++) {
      int at = i / in * 16 + i % in / size;
      expected[i] = s[at] * (q[i] - z[at]);
    }
    assertThat(model.numbers("v")).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 8})
  void codesOfMlxCrossWordsAndOneLayerMayDifferFromAll(int bits) throws IOException {
    int in = 96;
    int rows = 3 * 5; // three experts
    int[] q = random(bits, rows * in, 0, 1 << bits);
    float[] s = scales(bits, rows * 3);
    float[] b = scales(bits + 1, rows * 3);
    String all = "\"group_size\":64,\"bits\":7";
    PackedModel model =
        model()
            .config(
                "{\"quantization\":{%s,\"m.experts.w1\":{\"group_size\":32,\"bits\":%d},\"o\":false}}"
                    .formatted(all, bits))
            .ints(
                "m.experts.w1.weight", "U32", List.of(3, 5, in * bits / 32), rows(bits, 32, in, q))
            .brain("m.experts.w1.scales", List.of(3, 5, 3), s)
            .brain("m.experts.w1.biases", List.of(3, 5, 3), b)
            .floats("o.weight", List.of(2, 2), 1, 2, 3, 4);

    float[] expected = new float[rows * in];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = q[i] * s[i / 32] + b[i / 32];
    }
    assertThat(model.numbers("m.experts.w1")).containsExactly(expected);
    assertThat(model.numbers("o")).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, true", "4, false", "4, true", "8, true"})
  void compressedTensorsAreStoredPlusHalfTheirRange(int bits, boolean zeros) throws IOException {
    int out = 11;
    int in = 42;
    int size = 12; // the last group has 6
    int half = 1 << (bits - 1);
    int[] q = random(bits, out * in, 0, 1 << bits);
    int[] z = random(bits + 1, out * 4, 0, 1 << bits);
    float[] s = scales(bits, out * 4);
    PackedModel model =
        model()
            .config(
                "{\"quantization_config\":{\"config_groups\":{\"g\":{\"weights\":{\"num_bits\":%d,\"group_size\":%d}}}}}"
                    .formatted(bits, size))
            .ints(
                "d.weight_packed",
                "I32",
                List.of(out, (in * bits + 31) / 32),
                rows(bits, 32, in, q))
            .ints("d.weight_shape", "I64", List.of(2), out, in)
            .brain("d.weight_scale", List.of(out, 4), s);
    if (zeros) {
      model.ints(
          "d.weight_zero_point", "I32", List.of((out * bits + 31) / 32, 4), columns(bits, 4, z));
    }

    float[] expected = new float[out * in];
    for (int i = 0; i < expected.length; i++) {
      int at = i / in * 4 + i % in / size;
      expected[i] = ((q[i] - half) - (zeros ? z[at] - half : 0)) * s[at];
    }
    assertThat(model.numbers("d")).containsExactly(expected);
  }

  @Test
  void inputsOfCompressedTensorsHaveTheGroupsOfTheirIndex() throws IOException {
    int[] q = random(1, 6 * 20, 0, 16);
    int[] index = random(2, 20, 0, 3);
    float[] s = scales(3, 6 * 3);
    PackedModel model =
        model()
            .config("{\"quantization_config\":{\"quant_method\":\"compressed-tensors\"}}")
            .ints("d.weight_packed", "I32", List.of(6, 3), rows(4, 32, 20, q))
            .ints("d.weight_shape", "I64", List.of(2), 6, 20)
            .ints("d.weight_g_idx", "I32", List.of(20), index)
            .floats("d.weight_scale", List.of(6, 3), s);

    float[] expected = new float[6 * 20];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (q[i] - 8) * s[i / 20 * 3 + index[i % 20]];
    }
    assertThat(model.numbers("d")).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 0", "3, 1", "4, 0", "4, 1", "8, 1"})
  void partsOfHqqLieInTheSameWords(int bits, int axis) throws IOException {
    int size = 12;
    int groups = 35; // 420 weights, 14 x 30
    int rows = axis == 1 ? groups : size;
    int columns = axis == 1 ? size : groups;
    int parts = bits == 3 ? 10 : 8 / bits;
    int packed = (rows + parts - 1) / parts;
    int[] q = random(bits, 420, 0, 1 << bits);
    int[] words = new int[packed * columns];
    for (int i = 0; i < 420; i++) {
      int part = i / columns / packed;
      words[i / columns % packed * columns + i % columns] |=
          q[i] << (bits == 3 ? 27 - 3 * part : 8 - bits * (part + 1));
    }
    float[] s = scales(1, groups);
    float[] z = scales(2, groups);
    List<Integer> grid = axis == 1 ? List.of(groups, 1) : List.of(1, groups);
    PackedModel model =
        model()
            .ints("p.W_q", bits == 3 ? "I32" : "U8", List.of(packed, columns), words)
            .brain("p.scale", grid, s)
            .brain("p.zero", grid, z)
            .ints("p.nbits", "I32", List.of(), bits)
            .ints("p.axis", "I32", List.of(), axis)
            .ints("p.shape", "I64", List.of(2), 14, 30);

    float[] expected = new float[420];
    for (int i = 0; i < 420; i++) {
      int at = axis == 1 ? i / columns : i % columns;
      expected[i] = (q[i] - z[at]) * s[at];
    }
    assertThat(model.numbers("p")).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"2, true", "4, true", "2, false", "4, false"})
  void shiftsOfQuantoAreFloatsOrCodes(int bits, boolean whole) throws IOException {
    int size = 9;
    int groups = 24; // of 12 x 18 weights
    int packed = groups * bits / 8;
    int[] q = random(bits, 216, 0, 1 << bits);
    int[] words = new int[packed * size];
    for (int i = 0; i < 216; i++) {
      words[i % words.length] |= q[i] << (bits * (i / words.length));
    }
    float[] s = scales(1, groups);
    float[] floats = scales(2, groups);
    int[] shifts = random(3, groups, 0, 1 << bits);
    PackedModel model =
        model()
            .ints("k.weight._data._data", "U8", List.of(packed, size), words)
            .floats("k.weight._scale", List.of(groups, 1), s)
            .floats("k.bias", List.of(12), new float[12]);
    if (whole) {
      model.ints("k.weight._shift", "I8", List.of(groups, 1), shifts);
    } else {
      model.floats("k.weight._shift", List.of(groups, 1), floats);
    }

    float[] expected = new float[216];
    for (int i = 0; i < 216; i++) {
      int at = i / size;
      expected[i] = whole ? s[at] * (q[i] - shifts[at]) : s[at] * q[i] - floats[at];
    }
    assertThat(model.numbers("k")).containsExactly(expected);
  }
}
