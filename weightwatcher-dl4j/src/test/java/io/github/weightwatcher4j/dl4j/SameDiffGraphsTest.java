package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.ATTENTION;
import static io.github.weightwatcher4j.model.LayerType.CONV1D;
import static io.github.weightwatcher4j.model.LayerType.CONV2D;
import static io.github.weightwatcher4j.model.LayerType.CONV3D;
import static io.github.weightwatcher4j.model.LayerType.DECONV;
import static io.github.weightwatcher4j.model.LayerType.DENSE;
import static io.github.weightwatcher4j.model.LayerType.DEPTHWISE_CONV;
import static io.github.weightwatcher4j.model.LayerType.EMBEDDING;
import static io.github.weightwatcher4j.model.LayerType.OTHER;
import static io.github.weightwatcher4j.model.Slicing.LEADING;
import static io.github.weightwatcher4j.model.Slicing.TRAILING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv1DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffGraphsTest {

  private final SameDiff graph = SameDiff.create();

  private SDVariable input(long... shape) {
    return graph.placeHolder("x", DataType.FLOAT, shape);
  }

  private SDVariable weights(String name, long... shape) {
    return graph.var(name, Nd4j.rand(DataType.FLOAT, shape));
  }

  private INDArray array(String name) {
    return graph.getVariable(name).getArr();
  }

  private static Conv2DConfig kernel(WeightsFormat format) {
    return Conv2DConfig.builder().kH(3).kW(2).weightsFormat(format).build();
  }

  @Test
  void variablesAreListedInTheOrderOfTheirUseAndNotByName() {
    SDVariable hidden =
        graph.nn.relu(input(-1, 4).mmul(weights("z", 4, 6)).add(weights("c", 6)), 0);
    hidden.mmul("out", weights("b", 6, 3));
    weights("a", 2, 3);

    Listed listed = Listed.of(graph);

    assertThat(listed.names()).containsExactly("z", "c", "b", "a");
    assertThat(listed.indices()).containsExactly(0, 1, 2, 3);
    listed
        .hasMatrix("z", DENSE, array("z"))
        .hasMatrix("b", DENSE, array("b"))
        .hasMatrix("a", DENSE, array("a"));
    assertThat(listed.reason("c")).isEqualTo("a vector, no matrix: [6]");
  }

  @Test
  void convolutionsHaveTheKernelFirstUnlessTheyAreToldOtherwise() {
    SDVariable x = input(1, 3, 8, 8);
    graph.cnn.conv2d(x, weights("yxio", 3, 2, 3, 5), kernel(WeightsFormat.YXIO));
    graph.cnn.conv2d(x, weights("oiyx", 5, 3, 3, 2), kernel(WeightsFormat.OIYX));
    graph.cnn.conv2d(x, weights("oyxi", 5, 3, 2, 3), kernel(WeightsFormat.OYXI));

    Listed.of(graph)
        .has("yxio", CONV2D, LEADING, array("yxio"))
        .has("oiyx", CONV2D, TRAILING, array("oiyx"))
        .has("oyxi", CONV2D, LEADING, array("oyxi").permute(1, 2, 0, 3));
  }

  @Test
  void otherConvolutionsAreRecognizedByTheirOperation() {
    SDVariable image = input(1, 3, 8, 8);
    graph.cnn.depthWiseConv2d(image, weights("depthwise", 3, 2, 3, 4), kernel(WeightsFormat.YXIO));
    graph.cnn.separableConv2d(
        image,
        weights("sepD", 3, 2, 3, 4),
        weights("sepP", 1, 1, 12, 5),
        kernel(WeightsFormat.YXIO));
    graph.cnn.deconv2d(
        image, weights("deconv", 3, 2, 5, 3), DeConv2DConfig.builder().kH(3).kW(2).build());
    SDVariable volume = graph.placeHolder("v", DataType.FLOAT, 1, 3, 6, 6, 6);
    graph.cnn.conv3d(
        volume, weights("conv3", 3, 2, 2, 3, 5), Conv3DConfig.builder().kD(3).kH(2).kW(2).build());
    SDVariable series = graph.placeHolder("s", DataType.FLOAT, 1, 3, 9);
    graph.cnn.conv1d(
        series,
        weights("conv1", 4, 3, 5),
        Conv1DConfig.builder().k(4).paddingMode(PaddingMode.VALID).build());

    Listed.of(graph)
        .hasMatrix("depthwise", DEPTHWISE_CONV, array("depthwise").dup('c').reshape('c', 6, 12))
        .hasMatrix("sepD", DEPTHWISE_CONV, array("sepD").dup('c').reshape('c', 6, 12))
        .has("sepP", CONV2D, LEADING, array("sepP"))
        .has("deconv", DECONV, LEADING, array("deconv"))
        .has("conv3", CONV3D, LEADING, array("conv3"))
        .has("conv1", CONV1D, LEADING, array("conv1"));
  }

  @Test
  void lookupTablesAndAttentionAreRecognizedByTheirOperation() {
    graph.gather(weights("table", 20, 6), graph.constant(Nd4j.createFromArray(1, 2)), 0);
    SDVariable x = input(1, 6, 5);
    graph.nn.multiHeadDotProductAttention(
        x,
        x,
        x,
        weights("q", 2, 4, 6),
        weights("k", 2, 4, 6),
        weights("v", 2, 4, 6),
        weights("o", 8, 7),
        null,
        true);

    Listed listed = Listed.of(graph);

    listed.hasMatrix("table", EMBEDDING, array("table")).hasMatrix("o", ATTENTION, array("o"));
    for (String name : new String[] {"q", "k", "v"}) {
      listed.hasMatrix(name, ATTENTION, array(name).dup('c').reshape('c', 8, 6));
    }
  }

  @Test
  void whatNoOperationExplainsGoesByItsShape() {
    graph.math.square(weights("stack", 2, 5, 6));
    graph.math.square(weights("kernel", 7, 8, 3, 2));

    Listed.of(graph)
        .has("stack", OTHER, LEADING, array("stack"))
        .has("kernel", OTHER, TRAILING, array("kernel"));
  }

  @Test
  void constantsOfTwoAxesAreListedWithAdvice() {
    input(-1, 4).mmul("out", graph.constant("frozen", Nd4j.rand(DataType.FLOAT, 4, 6)));
    graph.constant("scalar", 3.0);

    Listed listed = Listed.of(graph);

    assertThat(listed.names()).containsExactly("frozen");
    assertThat(listed.reason("frozen"))
        .isEqualTo(
            "a constant, not trained; SameDiff.convertToVariable makes it a variable to analyse");
    graph.convertToVariable(graph.getVariable("frozen"));
    Listed.of(graph).hasMatrix("frozen", DENSE, array("frozen"));
  }
}
