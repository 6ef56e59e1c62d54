package io.github.weightwatcher4j.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models that the onnx package wrote; {@code write_samples.py} beside them says what is in them.
 */
class OnnxFormatTest {

  private static final List<String> LAYERS =
      List.of(
          "0 embedding (embedding) [9 x 4]",
          "1 fc1 (dense) [6 x 4]",
          "2 fc2 (dense) [6 x 8]",
          "3 layers.0.self_attn.q_proj (attention) [8 x 8]",
          "4 fc3 (dense) [8 x 7]",
          "5 conv (conv2d) [6 x 7 x 3 x 3]",
          "6 dw (depthwise_conv) [6 x 9]",
          "7 up (deconv) [6 x 4 x 2 x 2]",
          "8 lstm.W.forward.input (lstm) [5 x 4]",
          "8 lstm.W.forward.output (lstm) [5 x 4]",
          "8 lstm.W.forward.forget (lstm) [5 x 4]",
          "8 lstm.W.forward.cell (lstm) [5 x 4]",
          "8 lstm.W.backward.input (lstm) [5 x 4]",
          "8 lstm.W.backward.output (lstm) [5 x 4]",
          "8 lstm.W.backward.forget (lstm) [5 x 4]",
          "8 lstm.W.backward.cell (lstm) [5 x 4]",
          "8 lstm.R.forward.input (lstm) [5 x 5]",
          "8 lstm.R.forward.output (lstm) [5 x 5]",
          "8 lstm.R.forward.forget (lstm) [5 x 5]",
          "8 lstm.R.forward.cell (lstm) [5 x 5]",
          "8 lstm.R.backward.input (lstm) [5 x 5]",
          "8 lstm.R.backward.output (lstm) [5 x 5]",
          "8 lstm.R.backward.forget (lstm) [5 x 5]",
          "8 lstm.R.backward.cell (lstm) [5 x 5]",
          "9 gru.W.update (gru) [5 x 10]",
          "9 gru.W.reset (gru) [5 x 10]",
          "9 gru.W.new (gru) [5 x 10]",
          "9 gru.R.update (gru) [5 x 5]",
          "9 gru.R.reset (gru) [5 x 5]",
          "9 gru.R.new (gru) [5 x 5]",
          "10 rnn.W.backward (rnn) [5 x 5]",
          "10 rnn.R.backward (rnn) [5 x 5]",
          "11 Attention_0_qkv_weight.queries (attention) [5 x 4]",
          "11 Attention_0_qkv_weight.keys (attention) [5 x 4]",
          "11 Attention_0_qkv_weight.values (attention) [5 x 4]",
          "12 norm (norm) normalization carries vectors, no matrix",
          "13 embedding#13 (dense) shares its weights with embedding",
          "14 head.bias (other) [9], Add uses it: a vector, no matrix",
          "15 position (other) [3 x 9], Add uses it: a table, no matrix",
          "16 unused (other) [2], no operation uses it: a vector, no matrix",
          "17 shapes and indices (other) 1 tensors of integers, no weights: 'shape'");

  /** Numbers of the samples are exact in every precision used, bfloat16 too. */
  private static double number(int i, int k) {
    return ((37 * i + k) % 101 - 50) / 64.0;
  }

  private static double[] numbers(int from, int to, int k) {
    return IntStream.range(from, to).mapToDouble(i -> number(i, k)).toArray();
  }

  private static WeightFile open(String name) {
    return Reading.open(TestFiles.resource("onnx/" + name));
  }

  private static Layer layer(WeightFile file, String name) {
    return file.layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + file.layers()));
  }

  private static double[] values(String file, String layer) throws IOException {
    return Reading.values(layer(open(file), layer));
  }

  @Test
  void operationsTellTheKindOfALayer() {
    assertThat(open("layers.onnx").layers())
        .extracting(Layer::toString)
        .containsExactlyElementsOf(LAYERS);
  }

  @Test
  void weightsAreThoseThatWereWritten() throws IOException {
    assertThat(values("layers.onnx", "fc1")).isEqualTo(numbers(0, 24, 2));
    assertThat(values("layers.onnx", "conv")).isEqualTo(numbers(0, 378, 7));
    assertThat(values("layers.onnx", "dw")).isEqualTo(numbers(0, 54, 8));
    assertThat(values("layers.onnx", "layers.0.self_attn.q_proj")).isEqualTo(numbers(0, 64, 5));
    // Direction 1, gate 2 of [2, 4 * 5, 4]: numbers from (20 + 2 * 5) * 4 on.
    assertThat(values("layers.onnx", "lstm.W.backward.forget")).isEqualTo(numbers(120, 140, 10));
    assertThat(values("layers.onnx", "gru.R.reset")).isEqualTo(numbers(25, 50, 14));
  }

  @Test
  void transposedAndFusedWeightsAreViews() throws IOException {
    double[] transposed =
        IntStream.range(0, 56).mapToDouble(i -> number(i % 7 * 8 + i / 7, 6)).toArray();
    assertThat(values("layers.onnx", "fc3")).isEqualTo(transposed);
    double[] keys =
        IntStream.range(0, 20).mapToDouble(i -> number(i / 4 * 12 + 4 + i % 4, 17)).toArray();
    assertThat(values("layers.onnx", "Attention_0_qkv_weight.keys")).isEqualTo(keys);
  }

  @Test
  void precisionAndAxesAreTold() {
    WeightFile file = open("layers.onnx");
    Layer half = layer(file, "layers.0.self_attn.q_proj");
    assertThat(half.weights().orElseThrow().precision()).isEqualTo(Precision.FLOAT16);
    assertThat(layer(file, "fc3").weights().orElseThrow().precision()).isEqualTo(Precision.FLOAT64);
    assertThat(layer(file, "conv").weights().orElseThrow().slicing()).isEqualTo(Slicing.TRAILING);
    assertThat(file.tensors()).hasSize(23).first().hasToString("embedding.weight [9 x 4]");
  }

  @Test
  void quantizedWeightsAreWhatTheyStandFor() throws IOException {
    double[] scales = {0.5, 0.25, 2};
    double[] zeros = {1, 0, -3};
    double[] qdq = new double[48];
    double[] convolution = new double[48];
    double[] blocks = new double[40];
    double[] whole = new double[30];
    for (int i = 0; i < 48; i++) {
      int channel = i / 16;
      qdq[i] = ((37 * i + 1) % 101 - 50 - zeros[channel]) * scales[channel];
      convolution[i] = ((37 * i + 4) % 101 - 50 - zeros[channel]) * scales[channel];
    }
    for (int i = 0; i < 40; i++) {
      blocks[i] = ((37 * i + 3) % 101 - 50) * number(i / 4, 9);
    }
    Arrays.setAll(whole, i -> ((37 * i + 2) % 101 - 7) * 0.125);
    assertThat(values("quantized.onnx", "qdq")).isEqualTo(qdq);
    assertThat(values("quantized.onnx", "qconv")).isEqualTo(convolution);
    assertThat(values("quantized.onnx", "blocks")).isEqualTo(blocks);
    assertThat(values("quantized.onnx", "whole")).isEqualTo(whole);
    assertThat(values("quantized.onnx", "qmat")[4]).isEqualTo(((37 * 4 + 5) % 101 - 7) * 0.125);
    assertThat(values("quantized.onnx", "nibbles")[5]).isEqualTo((37 * 5 % 16 - 8) * 0.125);
  }

  @Test
  void integersOfWhichTheGraphShowsNoScaleAreListed() {
    for (String name : List.of("dyn", "cint")) {
      Layer layer = layer(open("quantized.onnx"), name);
      assertThat(layer.weights()).isEmpty();
      assertThat(layer.reason()).contains("what scales the product");
    }
  }

  @Test
  void weightsPackedInBlocksOfFourBitsAreUnpacked() throws IOException {
    double[] values = values("quantized.onnx", "nbits");
    // [6, 10] in 3 blocks of 4, the last half empty; 2 bytes a block, zero points 2 bytes a row.
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 10; column++) {
        int block = row * 3 + column / 4;
        int pair = (block * 2 + column % 4 / 2) * 29 % 256;
        int integer = column % 2 == 0 ? pair & 15 : pair >> 4;
        int zeroPair = (row * 2 + column / 8) * 53 % 256;
        int zero = column / 4 % 2 == 0 ? zeroPair & 15 : zeroPair >> 4;
        assertThat(values[row * 10 + column]).isEqualTo((integer - zero) * number(block, 11));
      }
    }
  }

  @Test
  void weightsAreFoundInLoopsFunctionsAndTypedFields() throws IOException {
    assertThat(open("placed.onnx").layers())
        .extracting(Layer::toString)
        .containsExactly(
            "0 loop.fc (dense) [4 x 5]",
            "1 outer (dense) [5 x 4]",
            "2 turned (dense) [4 x 5]",
            "3 typed (dense) [5 x 5]",
            "4 half (dense) [5 x 5]",
            "5 double (dense) [5 x 5]",
            "6 brain (dense) [5 x 5]");
    assertThat(values("placed.onnx", "loop.fc")).isEqualTo(numbers(0, 20, 1));
    assertThat(values("placed.onnx", "turned")[1]).isEqualTo(number(4, 2));
    assertThat(values("placed.onnx", "typed")).isEqualTo(numbers(0, 25, 3));
    assertThat(values("placed.onnx", "half")).isEqualTo(numbers(0, 25, 4));
    assertThat(values("placed.onnx", "double")).isEqualTo(numbers(0, 25, 5));
    assertThat(values("placed.onnx", "brain")).isEqualTo(numbers(0, 25, 6));
  }

  @Test
  void externalDataIsReadFromTheModelsFolder(@TempDir Path folder) throws IOException {
    assertThat(values("external.onnx", "a")).isEqualTo(numbers(0, 30, 1));
    assertThat(values("external.onnx", "c")).isEqualTo(numbers(0, 35, 2));

    Path model = folder.resolve("model.onnx");
    Files.copy(TestFiles.resource("onnx/external.onnx"), model);
    List<Layer> layers = Reading.open(folder).layers();
    assertThat(layers).hasSize(2).allMatch(layer -> layer.weights().isEmpty());
    assertThat(layers.get(0).reason()).contains("external.data is not there");
  }

  @Test
  void theNameDoesNotMatter(@TempDir Path folder) throws IOException {
    for (String name :
        List.of("layers.onnx", "quantized.onnx", "placed.onnx", "basic_pitch_nmp.onnx")) {
      Path renamed = folder.resolve(name + ".txt");
      Files.copy(TestFiles.resource("onnx/" + name), renamed);
      assertThat(Reading.open(renamed).format().name()).isEqualTo("ONNX");
    }
  }

  @Test
  void aModelWithScalarInitializersGivesItsConvolutions() throws IOException {
    WeightFile file = open("basic_pitch_nmp.onnx");
    List<Layer> matrices =
        file.layers().stream().filter(layer -> layer.weights().isPresent()).toList();
    assertThat(matrices)
        .extracting(Layer::toString)
        .containsExactly(
            "0 model_1/cq_t2010v2_1/conv1d_1 (conv2d) [36 x 1 x 1 x 256]",
            "1 model_1/cq_t2010v2_1/conv1d (conv2d) [36 x 1 x 1 x 256]",
            "2 model_1/cq_t2010v2_1/conv1d_2 (conv2d) [1 x 1 x 1 x 256]",
            "26 model_1/re_lu_3/Relu (conv2d) [32 x 8 x 5 x 5]",
            "27 model_1/re_lu_1/Relu (conv2d) [8 x 8 x 3 x 39]",
            "28 model_1/contours-reduced (conv2d) [1 x 8 x 5 x 5]",
            "29 model_1/re_lu_2/Relu (conv2d) [32 x 1 x 7 x 7]",
            "30 model_1/conv2d_3 (conv2d) [1 x 32 x 7 x 3]",
            "31 model_1/conv2d_5 (conv2d) [1 x 33 x 3 x 3]");
    Reading.everything(file);
    // As numpy sums const_fold_opt__707; in another order, hence not to the last digit.
    double sum = Arrays.stream(Reading.values(layer(file, "model_1/re_lu_3/Relu"))).sum();
    assertThat(sum).isCloseTo(5.7734988225965935, within(1e-12));
  }
}
