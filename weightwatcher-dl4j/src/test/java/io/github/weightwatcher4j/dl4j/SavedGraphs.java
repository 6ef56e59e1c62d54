package io.github.weightwatcher4j.dl4j;

import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv1DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMActivations;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDataFormat;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDirectionMode;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMLayerConfig;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.weights.LSTMLayerWeights;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** A graph of every kind that is saved otherwise, or read otherwise, than the others. */
enum SavedGraphs {
  NOTHING(graph -> {}),
  DENSE(SavedGraphs::dense),
  UNUSED_BY_NAME(
      graph -> {
        for (String name : new String[] {"b", "a10", "a9", "Z", "a", "_", "aa/b:1", "ä"}) {
          weights(graph, name, 3, 4);
        }
      }),
  CONVOLUTIONS(SavedGraphs::convolutions),
  OTHER_CONVOLUTIONS(SavedGraphs::otherConvolutions),
  LOOKUP(
      graph -> {
        graph.gather(weights(graph, "table", 20, 6), ints(graph, "ids"), 0);
        graph.gather(weights(graph, "cube", 5, 6, 4), ints(graph, "others"), 0);
      }),
  ATTENTION(SavedGraphs::attention),
  RECURRENT(SavedGraphs::recurrent),
  SHAPES_ALONE(
      graph -> {
        graph.math.square(weights(graph, "stack", 2, 5, 6));
        graph.math.square(weights(graph, "kernel", 7, 8, 3, 2));
        graph.math.square(weights(graph, "vector", 7));
        graph.math.square(weights(graph, "column", 7, 1));
        graph.math.square(weights(graph, "single", 1, 1));
        graph.math.square(weights(graph, "four", 1, 7, 1, 8));
        graph.var("none", Nd4j.scalar(3.0f));
      }),
  TYPES(
      graph -> {
        for (DataType type : DataType.values()) {
          if (type.isFPType() || type.isIntType()) {
            graph.var("v" + type, Nd4j.rand(DataType.DOUBLE, 4, 5).mul(9).castTo(type));
            graph.constant("c" + type, Nd4j.rand(DataType.DOUBLE, 4, 5).mul(9).castTo(type));
          }
        }
        graph.constant(
            "flags", Nd4j.createFromArray(new boolean[][] {{true, false}, {false, true}}));
        graph.constant("texts", Nd4j.create(new String[] {"a", "bc", "d", "e"}));
      }),
  ORDERS(SavedGraphs::orders),
  CONSTANTS(
      graph -> {
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
        x.mmul("out", graph.constant("frozen", Nd4j.rand(DataType.FLOAT, 4, 6)));
        graph.constant("scalar", 3.0);
        graph.constant("vector", Nd4j.rand(DataType.FLOAT, 6));
        graph.constant("one", Nd4j.rand(DataType.FLOAT, 1, 1));
        graph.convertToConstant(weights(graph, "wasTrained", 4, 5));
        graph.convertToVariable(graph.constant("isTrained", Nd4j.rand(DataType.FLOAT, 4, 5)));
      }),
  EMPTY(
      graph -> {
        graph.constant("noRows", Nd4j.create(DataType.FLOAT, 0, 4));
        graph.constant("noColumns", Nd4j.create(DataType.DOUBLE, 3, 0));
        graph.constant("nothing", Nd4j.empty(DataType.FLOAT));
        weights(graph, "some", 3, 4);
      }),
  USED_TWICE(
      graph -> {
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 6);
        SDVariable tied = weights(graph, "tied", 6, 6);
        SDVariable hidden = x.mmul(weights(graph, "between", 6, 6)).mmul(tied);
        graph.gather(hidden.mmul(tied), ints(graph, "ids"), 0);
      }),
  LOOP(
      graph -> {
        SDVariable w = weights(graph, "w", 5, 5);
        SDVariable start = weights(graph, "start", 5, 5);
        graph.whileLoop(
            new SDVariable[] {start},
            (inner, variables) -> variables[0].sum().lt(100),
            (inner, variables) -> new SDVariable[] {variables[0].mmul(w)});
      }),
  TRAINED(
      graph -> {
        dense(graph);
        SDVariable y = graph.placeHolder("y", DataType.FLOAT, -1, 3);
        graph.loss.meanSquaredError("loss", y, graph.getVariable("out"), null);
        graph.setLossVariables("loss");
        graph.setTrainingConfig(
            TrainingConfig.builder()
                .updater(new Adam(0.01))
                .dataSetFeatureMapping("x")
                .dataSetLabelMapping("y")
                .build());
        graph.fit(new DataSet(Nd4j.rand(DataType.FLOAT, 8, 4), Nd4j.rand(DataType.FLOAT, 8, 3)));
      });

  @SuppressWarnings("ImmutableEnumChecker") // methods without state
  private final Consumer<SameDiff> builder;

  SavedGraphs(Consumer<SameDiff> builder) {
    this.builder = builder;
  }

  SameDiff graph() {
    SameDiff graph = SameDiff.create();
    builder.accept(graph);
    return graph;
  }

  private static SDVariable weights(SameDiff graph, String name, long... shape) {
    return graph.var(name, Nd4j.rand(DataType.FLOAT, shape));
  }

  private static SDVariable ints(SameDiff graph, String name) {
    return graph.constant(name, Nd4j.createFromArray(1, 2));
  }

  private static void dense(SameDiff graph) {
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
    SDVariable hidden =
        graph.nn.relu(x.mmul(weights(graph, "z", 4, 6)).add(weights(graph, "c", 6)), 0);
    hidden.mmul("out", weights(graph, "b", 6, 3));
    weights(graph, "a", 2, 3);
  }

  private static Conv2DConfig kernel(WeightsFormat format) {
    return Conv2DConfig.builder().kH(3).kW(2).weightsFormat(format).build();
  }

  private static void convolutions(SameDiff graph) {
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, 1, 3, 8, 8);
    graph.cnn.conv2d(x, weights(graph, "yxio", 3, 2, 3, 5), kernel(WeightsFormat.YXIO));
    graph.cnn.conv2d(x, weights(graph, "oiyx", 5, 3, 3, 2), kernel(WeightsFormat.OIYX));
    graph.cnn.conv2d(x, weights(graph, "oyxi", 5, 3, 2, 3), kernel(WeightsFormat.OYXI));
    SDVariable fortran = graph.var("fortran", Nd4j.rand(DataType.FLOAT, 5, 3, 2, 3).dup('f'));
    graph.cnn.conv2d(x, fortran, kernel(WeightsFormat.OYXI));
  }

  private static void otherConvolutions(SameDiff graph) {
    SDVariable image = graph.placeHolder("x", DataType.FLOAT, 1, 3, 8, 8);
    Conv2DConfig kernel = kernel(WeightsFormat.YXIO);
    graph.cnn.depthWiseConv2d(image, weights(graph, "depthwise", 3, 2, 3, 4), kernel);
    SDVariable fortran = graph.var("fortran", Nd4j.rand(DataType.FLOAT, 3, 2, 3, 4).dup('f'));
    graph.cnn.depthWiseConv2d(image, fortran, kernel);
    graph.cnn.separableConv2d(
        image, weights(graph, "sepD", 3, 2, 3, 4), weights(graph, "sepP", 1, 1, 12, 5), kernel);
    graph.cnn.deconv2d(
        image, weights(graph, "deconv", 3, 2, 5, 3), DeConv2DConfig.builder().kH(3).kW(2).build());
    SDVariable volume = graph.placeHolder("v", DataType.FLOAT, 1, 3, 6, 6, 6);
    graph.cnn.conv3d(
        volume,
        weights(graph, "conv3", 3, 2, 2, 3, 5),
        Conv3DConfig.builder().kD(3).kH(2).kW(2).build());
    graph.cnn.deconv3d(
        volume,
        weights(graph, "deconv3", 3, 2, 2, 5, 3),
        DeConv3DConfig.builder().kD(3).kH(2).kW(2).build());
    SDVariable series = graph.placeHolder("s", DataType.FLOAT, 1, 3, 9);
    graph.cnn.conv1d(
        series,
        weights(graph, "conv1", 4, 3, 5),
        Conv1DConfig.builder().k(4).paddingMode(PaddingMode.VALID).build());
  }

  private static void attention(SameDiff graph) {
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, 1, 6, 5);
    SDVariable keys = graph.var("k", Nd4j.rand(DataType.FLOAT, 2, 4, 6).dup('f'));
    graph.nn.multiHeadDotProductAttention(
        x,
        x,
        x,
        weights(graph, "q", 2, 4, 6),
        keys,
        weights(graph, "v", 2, 4, 6),
        weights(graph, "o", 8, 7),
        null,
        true);
  }

  private static void recurrent(SameDiff graph) {
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, 3, 2, 4);
    graph.rnn.gru(
        "gru",
        x,
        graph.constant("h", Nd4j.zeros(DataType.FLOAT, 2, 5)),
        weights(graph, "wx", 4, 15),
        weights(graph, "wh", 5, 15),
        weights(graph, "gruBias", 15));
    graph.rnn.lstmLayer(
        graph.placeHolder("t", DataType.FLOAT, 7, 2, 4),
        LSTMLayerWeights.builder()
            .weights(weights(graph, "lstmW", 4, 20))
            .rWeights(weights(graph, "lstmR", 5, 20))
            .bias(weights(graph, "lstmBias", 20))
            .build(),
        LSTMLayerConfig.builder()
            .lstmdataformat(LSTMDataFormat.TNS)
            .directionMode(LSTMDirectionMode.FWD)
            .gateAct(LSTMActivations.SIGMOID)
            .cellAct(LSTMActivations.TANH)
            .outAct(LSTMActivations.TANH)
            .retFullSequence(true)
            .build());
  }

  private static void orders(SameDiff graph) {
    INDArray large = Nd4j.rand(DataType.FLOAT, 9, 10);
    graph.var("fortran", Nd4j.rand(DataType.FLOAT, 4, 5).dup('f'));
    graph.var("fortranDouble", Nd4j.rand(DataType.DOUBLE, 40, 5).dup('f'));
    graph.var("transposed", Nd4j.rand(DataType.FLOAT, 4, 5).transpose());
    graph.var("square", Nd4j.rand(DataType.FLOAT, 5, 5).transpose());
    graph.var("rows", large.get(NDArrayIndex.interval(2, 6), NDArrayIndex.all()));
    graph.var("columns", large.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 6)));
    graph.var("someRows", large.get(NDArrayIndex.interval(0, 2, 8), NDArrayIndex.all()));
    graph.var("permuted", Nd4j.rand(DataType.FLOAT, 3, 4, 5).permute(2, 0, 1));
    graph.var("fortranCube", Nd4j.rand(DataType.FLOAT, 3, 4, 5).dup('f'));
    graph.var("broadcast", Nd4j.rand(DataType.FLOAT, 1, 5).broadcast(4, 5));
    graph.var("reshaped", large.reshape(15, 6));
    graph.var("product", Nd4j.rand(DataType.FLOAT, 4, 5).mmul(Nd4j.rand(DataType.FLOAT, 5, 6)));
  }
}
