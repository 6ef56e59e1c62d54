package io.github.weightwatcher4j.formats.onnx;

import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.INT8;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.attribute;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that a graph computes from constants. */
class OnnxComputedTest {

  @TempDir Path folder;

  private static long[] dims(long... dims) {
    return dims;
  }

  private static float number(int i) {
    return ((37 * i) % 101 - 50) / 64f;
  }

  /** The numbers with these indices. */
  private static double[] numbers(int count, IntUnaryOperator index) {
    return IntStream.range(0, count).mapToDouble(i -> number(index.applyAsInt(i))).toArray();
  }

  /** {@code v * g / ||v||}, the norm over all axes but one, as exporters write it. */
  @ParameterizedTest
  @CsvSource({
    "0, ReduceL2 v -> n; Div v n -> u; Mul u g -> w",
    "0, ReduceL2 v -> n; Div g n -> f; Mul f v -> w",
    "2, ReduceL2 v -> n; Div v n -> u; Mul g u -> w",
    "0, Mul v v -> q; ReduceSum q -> s; Sqrt s -> n; Div v n -> u; Mul u g -> w",
    "1, Pow v two -> q; ReduceSum q -> s; Sqrt s -> n; Reciprocal n -> r; Mul v r -> u; Mul u g -> w",
    "1, ReduceSumSquare v -> s; Sqrt s -> n; Div v n -> u; Mul u g -> w",
  })
  void weightNormIsApplied(int kept, String nodes) throws IOException {
    int[] shape = {4, 3, 5};
    long[] axes = IntStream.range(0, 3).filter(axis -> axis != kept).asLongStream().toArray();
    long[] norms = {1, 1, 1};
    norms[kept] = shape[kept];
    OnnxGraph graph =
        new OnnxGraph()
            .floats("v", dims(4, 3, 5), OnnxComputedTest::number)
            .floats("two", dims(), i -> 2)
            .floats("g", norms, i -> 0.3 + i);
    for (String node : nodes.split("; ", -1)) {
      graph.node(node, attributes("axes", axes));
    }
    double[] values = graph.node("Conv x w -> y").values(folder);
    double[] squares = new double[shape[kept]];
    int[] places = new int[60];
    for (int i = 0; i < 60; i++) {
      places[i] = kept == 0 ? i / 15 : kept == 1 ? i / 5 % 3 : i % 5;
      squares[places[i]] += number(i) * (double) number(i);
    }
    for (int i = 0; i < 60; i++) {
      double expected = number(i) * (float) (0.3 + places[i]) / Math.sqrt(squares[places[i]]);
      // Up to six roundings to single precision.
      assertThat(values[i]).isCloseTo(expected, within(6 * Math.abs(expected) * 0x1p-24));
    }
  }

  @Test
  void anL2NormalizationIsApplied() throws IOException {
    double[] values =
        new OnnxGraph()
            .floats("v", dims(3, 2), i -> i + 1)
            .node("LpNormalization v -> w", attribute("axis", 0))
            .node("Gemm x w -> y")
            .values(folder);
    assertThat(values[5]).isEqualTo((float) (6 / (double) (float) Math.sqrt(4 + 16 + 36)));
  }

  @Test
  void integersThatTheGraphMakesFloatsAndScalesAreWeights() throws IOException {
    OnnxGraph graph =
        new OnnxGraph()
            .bytes("w", INT8, dims(4, 6), i -> i - 9)
            .bytes("z", INT8, dims(), i -> 2)
            .floats("s", dims(6), i -> 0.013 * (i + 1))
            .node("Cast w -> f", attribute("to", 1))
            .node("Cast z -> zf", attribute("to", 1))
            .node("Sub f zf -> c")
            .node("Mul c s -> d")
            .node("MatMul x d -> y");
    Layer layer = graph.matrices(folder).get(0);
    assertThat(layer).hasToString("0 w (dense) [4 x 6]");
    assertThat(layer.weights().orElseThrow().precision()).isEqualTo(Precision.FLOAT32);
    assertThat(graph.values(folder)[22]).isEqualTo((22 - 11) * (float) (0.013 * 5));
  }

  /** Weights of integers whose scale is applied to the product. */
  @Test
  void integersMadeFloatsTakeTheScaleOfTheProduct() throws IOException {
    OnnxGraph graph =
        new OnnxGraph()
            .bytes("w", INT8, dims(6, 4), i -> i - 9)
            .bytes("z", INT8, dims(), i -> 2)
            .floats("s", dims(6), i -> 0.013 * (i + 1))
            .node("Cast w -> f", attribute("to", 1))
            .node("Cast z -> zf", attribute("to", 1))
            .node("Sub f zf -> c")
            .node("Transpose c -> t")
            .node("MatMul x t -> p");
    assertThat(graph.reason(folder)).contains("[4 x 6]: integers without a scale");
    double[] values = graph.node("Mul p s -> y").values(folder);
    assertThat(values[1 * 6 + 4]).isEqualTo((4 * 4 + 1 - 11) * (float) (0.013 * 5));
    assertThat(graph.node("Relu p -> q").reason(folder)).contains("integers without a scale");
  }

  @Test
  void integersMadeFloatsThatNothingScalesAreListedWhateverTheOperation() throws IOException {
    for (String node : List.of("ConvTranspose x f -> y", "LSTM x f f -> y", "Einsum x f -> y")) {
      String reason =
          new OnnxGraph()
              .bytes("w", INT8, dims(1, 4, 3), i -> i)
              .node("Cast w -> f", attribute("to", 1))
              .node(node)
              .reason(folder);
      assertThat(reason).contains("integers without a scale");
    }
  }

  @ParameterizedTest
  @CsvSource({"10, FLOAT16, 0x1.554p-2", "16, BFLOAT16, 0x1.56p-2", "11, FLOAT64, 0x1.555556p-2"})
  void castsRound(int type, Precision precision, String expected) throws IOException {
    OnnxGraph graph =
        new OnnxGraph()
            .floats("w", dims(2, 2), i -> 1 / 3.0)
            .node("Cast w -> h", attribute("to", type))
            .node("MatMul x h -> y");
    Layer layer = graph.matrices(folder).get(0);
    assertThat(layer.weights().orElseThrow().precision()).isEqualTo(precision);
    assertThat(graph.values(folder)[3]).isEqualTo(Double.parseDouble(expected));
  }

  @Test
  void castsRoundSmallAndLargeNumbersAsTheTypeDoes() throws IOException {
    double[] numbers = {65519, 65520, 0x1p-25, 0x1.8p-24, -0x1.8p-24, 2049, 2051, 0x1p-14};
    double[] values =
        new OnnxGraph()
            .floats("w", dims(4, 2), i -> numbers[i])
            .node("Cast w -> h", attribute("to", 10))
            .node("MatMul x h -> y")
            .values(folder);
    assertThat(values)
        .containsExactly(
            65504, Double.POSITIVE_INFINITY, 0, 0x1p-23, -0x1p-23, 2048, 2052, 0x1p-14);
  }

  @Test
  void piecesAreJoinedAlongAnyAxis() throws IOException {
    double[] values =
        new OnnxGraph()
            .floats("a", dims(3, 2), OnnxComputedTest::number)
            .floats("b", dims(4, 3), OnnxComputedTest::number)
            .node("Transpose b -> t")
            .node("Concat a t -> w", attribute("axis", -1))
            .node("MatMul x w -> y")
            .values(folder);
    assertThat(values)
        .isEqualTo(numbers(18, i -> i % 6 < 2 ? i / 6 * 2 + i % 6 : (i % 6 - 2) * 3 + i / 6));
  }

  @Test
  void piecesAreCutOffAndPickedOut() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .floats("w", dims(3, 4, 6), OnnxComputedTest::number)
            .integers("one", 1)
            .tensor("first", OnnxGraph.INT64, dims(), new byte[8])
            .integers("sizes", 1, 3)
            .integers("rows", 2, 0, 1)
            .integers("starts", 1)
            .integers("ends", 100)
            .integers("axes", 1)
            .integers("steps", 2)
            .node("Gather w first -> a")
            .node("Split a sizes -> a1 a2")
            .node("MatMul x a2 -> y1")
            .node("Split w -> p q r", attribute("axis", 2))
            .node("Squeeze r -> r2")
            .node("MatMul x r2 -> y2")
            .node("Gather w rows -> b")
            .node("Slice b starts ends axes steps -> c")
            .node("Gather c one -> d")
            .node("Reshape d shape -> e")
            .integers("shape", 6, -1)
            .node("MatMul x e -> y3")
            .matrices(folder);
    assertThat(layers).hasSize(3);
    assertThat(Reading.values(layers.get(0))).isEqualTo(numbers(18, i -> 6 + i));
    assertThat(Reading.values(layers.get(1))).isEqualTo(numbers(24, i -> i / 2 * 6 + 4 + i % 2));
    // Of row 0 the places 1 and 3.
    assertThat(Reading.values(layers.get(2))).isEqualTo(numbers(12, i -> i < 6 ? 6 + i : 12 + i));
  }

  @Test
  void aTransposedTensorIsReshapedInTheOrderThatItIsSeenIn() throws IOException {
    double[] values =
        new OnnxGraph()
            .floats("w", dims(4, 6), OnnxComputedTest::number)
            .integers("shape", 3, 8)
            .node("Transpose w -> t")
            .node("Reshape t shape -> r")
            .node("MatMul x r -> y")
            .values(folder);
    assertThat(values).isEqualTo(numbers(24, i -> i % 4 * 6 + i / 4));
  }

  @Test
  void shapesMayBeTakenFromConstants() throws IOException {
    double[] values =
        new OnnxGraph()
            .floats("w", dims(12), OnnxComputedTest::number)
            .floats("like", dims(3, 4), i -> 0)
            .floats("s", dims(1, 4), i -> 1 << i)
            .node("Shape like -> shape")
            .node("Reshape w shape -> r")
            .node("Expand s shape -> e")
            .node("Mul r e -> m")
            .node("Constant -> half", attribute("value_float", out -> out.writeFloat(2, 0.5f)))
            .node("Mul half m -> n")
            .node("MatMul x n -> y")
            .values(folder);
    assertThat(values)
        .isEqualTo(
            IntStream.range(0, 12).mapToDouble(i -> number(i) * (1 << (i % 4)) / 2.0).toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sin w -> v", "Add w short -> v", "Where w w w -> v"})
  void whatIsNotFollowedIsTold(String node) throws IOException {
    String reason =
        new OnnxGraph()
            .floats("w", dims(4, 4), OnnxComputedTest::number)
            .floats("short", dims(3), i -> i)
            .node(node)
            .node("Transpose v -> t")
            .node("MatMul x t -> y")
            .reason(folder);
    assertThat(reason).contains("computed from constants by " + node.split(" ", 2)[0], "onnxsim");
  }

  @Test
  void lookedUpPositionsAreATableOfTheirOwn() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .floats("positions", dims(9, 4), OnnxComputedTest::number)
            .integers("ids", 0, 1, 2)
            .node("Gather positions ids -> p")
            .node("Add x p -> y")
            .in(folder)
            .layers();
    assertThat(layers).first().hasToString("0 positions (embedding) [9 x 4]");
  }

  @Test
  void tensorsFullOfOneNumberAreNoWeights() throws IOException {
    String reason =
        new OnnxGraph()
            .integers("shape", 1L << 20, 1L << 20)
            .node("ConstantOfShape shape -> w")
            .node("MatMul x w -> y")
            .reason(folder);
    assertThat(reason).contains("[1048576 x 1048576]", "one number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Add w w -> v", "Neg w -> v", "Concat w w -> v", "Mul w one -> v"})
  void tensorsFullOfOneNumberDoNotBecomeLargeOnes(String node) throws IOException {
    String reason =
        new OnnxGraph()
            .integers("shape", 1L << 20, 1L << 20)
            .floats("one", dims(1, 1 << 20), i -> 1)
            .node("ConstantOfShape shape -> w")
            .node(node)
            .node("MatMul x v -> y")
            .reason(folder);
    assertThat(reason).containsPattern("no operation of it has weights|would grow|a table");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Mul", "Concat"})
  void workThatDoublesWithEveryOperationIsLeftAlone(String op) throws IOException {
    OnnxGraph graph = new OnnxGraph().floats("w0", dims(3, 3), OnnxComputedTest::number);
    for (int i = 0; i < 60; i++) {
      graph.node("%s w%d w%d -> w%d".formatted(op, i, i, i + 1));
    }
    assertThat(graph.node("MatMul x w60 -> y").reason(folder)).contains("more than 100 tensors");
  }

  @Test
  void shapesDoNotGrowWithoutEnd() throws IOException {
    String reason =
        new OnnxGraph()
            .floats("a", dims(1 << 13, 1), i -> 1)
            .floats("b", dims(1, 1 << 13), i -> 1)
            .floats("w", dims(2, 2), i -> 1)
            .node("Mul a b -> c")
            .node("Mul c w -> d")
            .node("MatMul x d -> y")
            .reason(folder);
    assertThat(reason).contains("Mul");
  }
}
