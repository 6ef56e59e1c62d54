package io.github.weightwatcher4j.formats.tflite;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.FlatBytes.Table;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfliteFilesTest {

  private static final int CONV_2D = 3;
  private static final int DEPTHWISE_CONV_2D = 4;
  private static final int EMBEDDING_LOOKUP = 7;
  private static final int FULLY_CONNECTED = 9;
  private static final int MUL = 18;
  private static final int GATHER = 36;
  private static final int SEQUENCE_LSTM = 44;
  private static final int TRANSPOSE_CONV = 67;
  private static final int CONV_3D = 132;

  @TempDir Path folder;

  private WeightFile file(TfliteBytes bytes) throws IOException {
    return open(Files.write(folder.resolve("model.tflite"), bytes.bytes()));
  }

  private Layer only(TfliteBytes bytes) throws IOException {
    List<Layer> layers = file(bytes).layers();
    assertThat(layers).hasSize(1);
    return layers.get(0);
  }

  @Test
  void weightsOfADenseLayerAreReadInPlace() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    int weights = bytes.counting("net/dense/MatMul;net/dense/Relu", 3, 4);
    Layer layer = only(bytes.operation(FULLY_CONNECTED, 9, bytes.computed(1, 4), weights));

    assertThat(layer.info().name()).isEqualTo("net/dense/MatMul");
    assertThat(layer.info().type()).isEqualTo(LayerType.DENSE);
    assertThat(values(layer)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  /** Single precision, one rounding: 0.1f is not a tenth. */
  @Test
  void oneScaleAndZeroPointHoldForTheWholeTensor() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    int weights =
        bytes.quantized("w", TfliteBytes.UINT8, 0, new float[] {0.1f}, new long[] {3}, 2, 4);
    Layer layer = only(bytes.operation(FULLY_CONNECTED, 9, bytes.computed(1, 4), weights));

    double[] expected = new double[8];
    Arrays.setAll(expected, i -> (i - 3) * 0.1f);
    assertThat(values(layer)).containsExactly(expected);
    assertThat(layer.weights().orElseThrow().precision()).isEqualTo(Precision.FLOAT32);
  }

  /** Filter o of three, {@code [out, k, k, in]}, has scale o + 1. */
  @Test
  void aScaleAFilterIsThatOfItsNumbers() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    float[] scales = {1, 2, 3};
    int weights = bytes.quantized("w", TfliteBytes.INT8, 0, scales, new long[3], 3, 2, 1, 2);
    Layer layer = only(bytes.operation(CONV_2D, 9, bytes.computed(1, 4, 4, 2), weights));

    assertThat(layer.weights().orElseThrow().shape().dims()).containsExactly(3L, 2L, 2L, 1L);
    assertThat(values(layer)).containsExactly(0, 2, 1, 3, 8, 12, 10, 14, 24, 30, 27, 33);
  }

  /** {@code [1, k, k, channels]}: number i is of channel i mod 3. */
  @Test
  void aDepthwiseKernelHasARowForEachChannel() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    float[] scales = {1, 10, 100};
    int weights = bytes.quantized("w", TfliteBytes.INT8, 3, scales, new long[] {0}, 1, 2, 1, 3);
    Layer layer = only(bytes.operation(DEPTHWISE_CONV_2D, 9, bytes.computed(1, 4, 4, 3), weights));

    assertThat(layer.info().type()).isEqualTo(LayerType.DEPTHWISE_CONV);
    assertThat(values(layer)).containsExactly(0, 3, 10, 40, 200, 500);
  }

  @Test
  void integersOfFourBitsLieTwoInAByteTheFirstBelow() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    bytes.constant("w", TfliteBytes.INT4, new byte[] {0x21, (byte) 0xf8, 0x07}, 1, 5);
    int weights = bytes.change(4, Table.of(2, new float[] {0.5f}));
    Layer layer = only(bytes.operation(FULLY_CONNECTED, 9, bytes.computed(1, 5), weights));

    assertThat(values(layer)).containsExactly(0.5, 1, -4, -0.5, 3.5);
  }

  @Test
  void halvesBehindADequantizationAreTheWeights() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    byte[] halves = {0, 0x3c, 0, (byte) 0xc0, 0, 0x38, 0, 0x40};
    int stored = bytes.constant("w", TfliteBytes.FLOAT16, halves, 2, 2);
    int single = bytes.computed(2, 2);
    bytes.operation(6, single, stored);
    Layer layer = only(bytes.operation(FULLY_CONNECTED, 9, bytes.computed(1, 2), single));

    assertThat(layer.info().name()).isEqualTo("w");
    assertThat(values(layer)).containsExactly(1, -2, 0.5, 2);
  }

  @Test
  void everyOperationTellsWhatItsWeightsAre() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    int any = bytes.computed(1);
    bytes
        .operation(TRANSPOSE_CONV, 9, any, bytes.counting("up", 3, 2, 2, 5), any)
        .operation(EMBEDDING_LOOKUP, 9, any, bytes.counting("words", 6, 4))
        .operation(GATHER, 9, bytes.counting("positions", 7, 4), any)
        .operation(CONV_3D, 9, any, bytes.counting("volume", 2, 2, 2, 3, 5));

    List<Layer> layers = file(bytes).layers();
    assertThat(layers)
        .map(layer -> layer.info().type())
        .containsExactly(
            LayerType.DECONV, LayerType.EMBEDDING, LayerType.EMBEDDING, LayerType.CONV3D);
    assertThat(layers.get(0).weights().orElseThrow().shape().dims())
        .containsExactly(3L, 5L, 2L, 2L);
  }

  @Test
  void anLstmHasAMatrixForEachGate() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    int[] inputs = new int[24];
    Arrays.fill(inputs, -1);
    inputs[0] = bytes.computed(1, 5);
    for (int i = 1; i <= 8; i++) {
      inputs[i] = bytes.counting("w" + i, 3, i <= 4 ? 5 : 3);
    }
    bytes.operation(SEQUENCE_LSTM, 9, inputs);

    assertThat(file(bytes).layers())
        .map(layer -> layer.info().name())
        .containsExactlyInAnyOrder(
            "w1.input.input",
            "w2.input.forget",
            "w3.input.cell",
            "w4.input.output",
            "w5.recurrent.input",
            "w6.recurrent.forget",
            "w7.recurrent.cell",
            "w8.recurrent.output");
  }

  @Test
  void whatIsNotKnownToBeMultipliedByIsListed() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    int any = bytes.computed(1);
    float[] two = {1, 2};
    int unfit = bytes.quantized("unfit", TfliteBytes.INT8, 0, two, new long[2], 3, 4);
    int bare = bytes.constant("bare", TfliteBytes.INT8, new byte[12], 3, 4);
    bytes.counting("sparse", 3, 4);
    int sparse = bytes.change(6, Table.of());
    bytes.constant("blocks", TfliteBytes.INT4, new byte[6], 3, 4);
    int blocks = bytes.change(4, Table.of(4, (byte) 2, 5, Table.of(2, 32)));
    int few = bytes.constant("few", TfliteBytes.FLOAT32, new byte[20], 3, 4);
    int added = bytes.counting("added", 3, 4);
    for (int weights : new int[] {unfit, bare, sparse, blocks, few}) {
      bytes.operation(FULLY_CONNECTED, 9, any, weights);
    }
    List<Layer> layers = file(bytes.operation(MUL, 9, any, added)).layers();

    assertThat(layers).allMatch(layer -> layer.weights().isEmpty()).hasSize(6);
    assertThat(layers.get(0).reason()).contains("do not fit");
    assertThat(layers.get(1).reason()).contains("without a scale");
    assertThat(layers.get(2).reason()).contains("sparsely");
    assertThat(layers.get(3).reason()).contains("in blocks");
    assertThat(layers.get(4).reason()).contains("20 bytes");
    assertThat(layers.get(5).reason()).contains("no operation multiplies by it");
  }

  @Test
  void numbersBehindTheFlatBufferAreReadToo() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    int weights = bytes.counting("w", 1, 2);
    bytes.operation(FULLY_CONNECTED, 9, bytes.computed(1, 2), weights).placed(2000, 8);
    byte[] large = Arrays.copyOf(bytes.bytes(), 2008);
    large[2003] = 0x40; // 2, little-endian
    large[2007] = (byte) 0xc0;
    Path path = Files.write(folder.resolve("large.tflite"), large);

    assertThat(values(open(path).layers().get(0))).containsExactly(2, -2);
    Files.write(path, Arrays.copyOf(large, 2007));
    assertThatThrownBy(open(path)::layers).hasMessageContaining("8 bytes at 2000");
  }

  @Test
  void weightsThatTwoOperationsShareAreOneLayer() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    int any = bytes.computed(1);
    int weights = bytes.quantized("w", TfliteBytes.INT8, 0, new float[] {2}, new long[1], 3, 4);
    bytes.operation(FULLY_CONNECTED, 9, any, weights).operation(FULLY_CONNECTED, 9, any, weights);

    List<Layer> layers = file(bytes).layers();
    assertThat(layers.get(0).weights()).isPresent();
    assertThat(layers.get(1).reason()).isEqualTo("shares its weights with w");
  }

  @Test
  void aModelIsKnownByItsContentAndInItsFolder() throws IOException {
    TfliteBytes bytes = new TfliteBytes();
    bytes.operation(FULLY_CONNECTED, 9, bytes.computed(1), bytes.counting("w", 3, 4));
    Path renamed = Files.write(folder.resolve("weights.dat"), bytes.bytes());
    assertThat(open(renamed).layers()).hasSize(1);
    file(bytes);
    assertThat(open(folder).layers()).hasSize(1);
  }

  @Test
  void whatPointsOutOfTheFileIsRefused() throws IOException {
    byte[] other = "{\"a\": 1, \"b\": 2}".getBytes(StandardCharsets.UTF_8);
    Path path = Files.write(folder.resolve("a.tflite"), other);
    assertThatThrownBy(open(path)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("TFL3");
    TfliteBytes bytes = new TfliteBytes();
    bytes.operation(FULLY_CONNECTED, 9, bytes.computed(1), bytes.counting("w", 30, 40));
    byte[] whole = bytes.bytes();
    Files.write(path, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(open(path)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("a.tflite");
  }
}
