package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.change.Smoothing;
import io.github.weightwatcher4j.option.AnalysisOptions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Changed weights written into SameDiff graphs. */
class ChangedGraphTest {

  private static final AnalysisOptions ANY_SIZE = AnalysisOptions.builder().minEvals(1).build();

  private static final INDArray INPUT = Nd4j.rand(DataType.FLOAT, 5, 12);

  /** Two matrices, square and not symmetric. */
  private static SameDiff perceptron() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 12);
    SDVariable hidden = graph.nn.tanh(x.mmul(variable(graph, "w0", 'c', 12, 12)));
    hidden.mmul("out", variable(graph, "w1", 'f', 12, 12)).add(variable(graph, "b", 'c', 12));
    return graph;
  }

  private static SDVariable variable(SameDiff graph, String name, char order, long... shape) {
    return graph.var(name, Nd4j.rand(DataType.FLOAT, shape).dup(order));
  }

  private static INDArray output(SameDiff graph) {
    return graph.outputSingle(Map.of("x", INPUT), "out");
  }

  private static ChangedModel keep(SameDiff graph, double fraction) {
    return new WeightWatcher(graph).change(Smoothing.keep(Components.fraction(fraction)), ANY_SIZE);
  }

  @Test
  void aGraphPredictsWithItsChangedWeights() {
    SameDiff graph = perceptron();
    INDArray predictions = output(graph);
    Map<String, double[]> weights = Listed.weights(graph);
    ChangedModel changed = keep(graph, 0.5);

    SameDiff same = ChangedNetwork.copyOf(graph, keep(graph, 1));
    SameDiff half = ChangedNetwork.copyOf(graph, changed);

    assertThat(output(same)).isEqualTo(predictions);
    assertThat(output(half).equalsWithEps(predictions, 1e-3)).isFalse();
    assertThat(Arrays.stream(Listed.elements(output(half)))).allMatch(Double::isFinite);
    assertThat(output(graph)).isEqualTo(predictions);
    Listed.areEqual(Listed.weights(graph), weights);
    ChangedNetwork.writeInto(graph, changed);
    assertThat(output(graph)).isEqualTo(output(half));
  }

  @Test
  void theCopyCanBeTrainedOn() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 12);
    SDVariable y = graph.placeHolder("y", DataType.FLOAT, -1, 12);
    graph.loss.meanSquaredError("loss", y, x.mmul("out", variable(graph, "w", 'c', 12, 12)), null);
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        new TrainingConfig.Builder()
            .updater(new Adam(0.01))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("y")
            .build());
    graph.fit(new DataSet(INPUT, INPUT));

    SameDiff copy = ChangedNetwork.copyOf(graph, keep(graph, 1));
    copy.fit(new DataSet(INPUT, INPUT));
    graph.fit(new DataSet(INPUT, INPUT));

    assertThat(copy.getTrainingConfig().getIterationCount())
        .isEqualTo(graph.getTrainingConfig().getIterationCount());
    assertThat(output(copy)).isEqualTo(output(graph));
  }

  @ParameterizedTest
  @ValueSource(chars = {'c', 'f'})
  void everyKindOfVariableIsWrittenWhereItStands(char order) {
    SameDiff graph = SameDiff.create();
    SDVariable image = graph.placeHolder("image", DataType.FLOAT, 1, 3, 8, 8);
    for (WeightsFormat format : WeightsFormat.values()) {
      long[] shape =
          switch (format) {
            case YXIO -> new long[] {3, 2, 3, 5};
            case OIYX -> new long[] {5, 3, 3, 2};
            case OYXI -> new long[] {5, 3, 2, 3};
          };
      graph.cnn.conv2d(image, variable(graph, "conv" + format, order, shape), kernel(format));
    }
    graph.cnn.depthWiseConv2d(
        image, variable(graph, "depthwise", order, 3, 2, 3, 4), kernel(WeightsFormat.YXIO));
    SDVariable series = graph.placeHolder("series", DataType.FLOAT, 1, 6, 5);
    graph.nn.multiHeadDotProductAttention(
        series,
        series,
        series,
        variable(graph, "q", order, 2, 3, 6),
        variable(graph, "k", order, 2, 3, 6),
        variable(graph, "v", order, 2, 4, 6),
        variable(graph, "o", order, 8, 7),
        null,
        true);

    ChangedModel changed =
        new WeightWatcher(graph).change(Smoothing.keep(Components.count(1)), ANY_SIZE);
    SameDiff copy = ChangedNetwork.copyOf(graph, changed);

    assertThat(changed.changed()).hasSize(8);
    Listed.areEqual(Listed.weights(copy), Listed.weights(changed));
    ChangedNetwork.writeInto(graph, changed);
    Listed.areEqual(Listed.weights(graph), Listed.weights(changed));
  }

  private static Conv2DConfig kernel(WeightsFormat format) {
    return Conv2DConfig.builder().kH(3).kW(2).weightsFormat(format).build();
  }
}
