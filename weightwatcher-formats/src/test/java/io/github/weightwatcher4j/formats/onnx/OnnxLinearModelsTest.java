package io.github.weightwatcher4j.formats.onnx;

import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.attribute;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.attributes;
import static io.github.weightwatcher4j.formats.onnx.OnnxGraph.floats;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of scikit-learn, whose numbers are attributes of their operations. */
class OnnxLinearModelsTest {

  private static final float[] SIX = {1.5f, -2, 3, 0.25f, 5, -6};

  @TempDir Path folder;

  private static byte[] packed(String name, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    return attribute(name, out -> out.writeByteArray(7, raw.array()));
  }

  private static byte[] labels(String... names) {
    return attribute(
        "classlabels_strings",
        out -> {
          for (String name : names) {
            out.writeString(9, name);
          }
        });
  }

  @Test
  void coefficientsOfAClassifierAreARowForEachClass() throws IOException {
    WeightFile file =
        new OnnxGraph()
            .node(
                "LinearClassifier x -> label scores",
                floats("coefficients", SIX),
                attributes("classlabels_ints", 0, 1, 2))
            .in(folder);
    assertThat(file.layers())
        .extracting(Layer::toString)
        .containsExactly("0 LinearClassifier_0 (dense) [3 x 2]");
    assertThat(Reading.values(file.layers().get(0))).containsExactly(1.5, -2, 3, 0.25, 5, -6);
    assertThat(file.tensors()).hasSize(1);
  }

  @Test
  void interceptsAndTextsCountClassesToo() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .node(
                "LinearClassifier x -> a b",
                packed("coefficients", SIX),
                packed("intercepts", 1, 2),
                labels("only"))
            .node("LinearClassifier x -> c d", packed("coefficients", SIX), labels("a", "b", "c"))
            .node("LinearRegressor x -> e", floats("coefficients", SIX), attribute("targets", 2))
            .node("SVMRegressor x -> f", floats("coefficients", SIX))
            .in(folder)
            .layers();
    assertThat(layers)
        .extracting(layer -> layer.weights().orElseThrow().shape().toString())
        .containsExactly("[2 x 3]", "[3 x 2]", "[2 x 3]", "[1 x 6]");
    for (Layer layer : layers) {
      assertThat(Reading.values(layer)).containsExactly(1.5, -2, 3, 0.25, 5, -6);
    }
  }

  @Test
  void longCoefficientsAreReadInPieces() throws IOException {
    float[] many = new float[30_011 * 2];
    for (int i = 0; i < many.length; i++) {
      many[i] = i / 8f;
    }
    double[] values =
        new OnnxGraph()
            .node("LinearRegressor x -> y", floats("coefficients", many), attribute("targets", 2))
            .values(folder);
    assertThat(values).hasSize(many.length).endsWith((many.length - 1) / 8.0);
    assertThat(values[4096]).isEqualTo(512);
  }

  @Test
  void whatIsNoLinearMapIsTold() throws IOException {
    List<Layer> layers =
        new OnnxGraph()
            .node("Scaler x -> a", floats("scale", 1, 2), floats("offset", 0, 0))
            .node(
                "SVMClassifier a -> b c",
                floats("coefficients", SIX),
                floats("support_vectors", SIX),
                attributes("vectors_per_class", 2, 1),
                attribute("kernel_type", "RBF"))
            .node("TreeEnsembleClassifier a -> d e", floats("nodes_values", SIX))
            .node(
                "LinearClassifier a -> f g",
                floats("coefficients", SIX),
                attributes("classlabels_ints", 0, 1, 2, 3))
            .node("LinearRegressor a -> h")
            .in(folder)
            .layers();
    assertThat(layers).allMatch(layer -> layer.weights().isEmpty());
    assertThat(layers)
        .extracting(Layer::reason)
        .containsExactly(
            "Scaler: numbers for each feature, no matrix",
            "SVMClassifier: a RBF kernel over 3 support vectors, no matrix of weights",
            "TreeEnsembleClassifier: decision trees, no matrix",
            "LinearClassifier: 6 coefficients are not for 4 targets",
            "LinearRegressor: it has no coefficients");
  }

  @Test
  void aGraphWithoutWeightsSaysWhatItDoes() throws IOException {
    assertThat(new OnnxGraph().node("Relu x -> y").node("Relu y -> z").reason(folder))
        .isEqualTo("no operation of it has weights: 2 Relu");
    assertThat(new OnnxGraph().reason(folder)).isEqualTo("it has no operations");
  }

  @Test
  void aSparseTensorCostsItselfOnly() throws IOException {
    byte[] sparse =
        OnnxBytes.message(
            out -> {
              out.writeByteArray(1, OnnxBytes.tensor("w", new long[] {1}, new byte[4]));
              out.writeInt64(3, 5);
              out.writeInt64(3, 6);
            });
    byte[] model =
        OnnxBytes.model(
            out -> {
              out.writeByteArray(15, sparse);
              out.writeByteArray(OnnxBytes.NODE, OnnxBytes.node("MatMul", "w", "y"));
            });
    Path file = Files.write(folder.resolve("sparse.onnx"), model);
    assertThat(Reading.open(file).layers().get(0).reason()).contains("[5 x 6]", "stored sparsely");
  }
}
