package io.github.weightwatcher4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv1dTranspose;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.LinearCollection;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import io.github.weightwatcher4j.model.LayerType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The eigenvalues of each kind of layer are those of the same weights as arrays. */
@NeedsPyTorch
class LayerKindsTest {

  /** The convolution norm, 1 / sqrt 2 on the weights. */
  private static final double CONVOLUTION = 0.5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void linearLayersAreCalledByTheirPathInTheTree() {
    SequentialBlock inner = new SequentialBlock().add(Linear.builder().setUnits(20).build());
    Block block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(40).build())
            .add(Activation.reluBlock())
            .add(inner);
    Tree tree = Tree.of(manager, block, new Shape(1, 30));

    assertThat(tree.names())
        .containsExactly("01Linear", "02LambdaBlock", "03SequentialBlock_01Linear");
    assertThat(tree.layers()).extracting(layer -> layer.info().index()).containsExactly(0, 1, 2);
    assertThat(tree.type("01Linear")).isEqualTo(LayerType.DENSE);
    assertThat(tree.layer("02LambdaBlock").reason()).isEqualTo("lambda block has no parameters");
    for (String name : List.of("01Linear", "03SequentialBlock_01Linear")) {
      Arrays2d.assertSame(block, name, Arrays2d.matrix(tree.parameter(name + "_weight")));
    }
  }

  @Test
  void aBlockByItselfIsCalledByItsClass() {
    Tree tree = Tree.of(manager, Linear.builder().setUnits(25).build(), new Shape(1, 30));

    assertThat(tree.names()).containsExactly("Linear");
    Arrays2d.assertSame(tree.block(), "Linear", Arrays2d.matrix(tree.parameter("weight")));
  }

  @Test
  void convolutionsAreStacksOfOutByIn() {
    check(
        Conv1d.builder().setFilters(12).setKernelShape(new Shape(3)).build(),
        new Shape(1, 9, 20),
        LayerType.CONV1D);
    check(
        Conv2d.builder().setFilters(12).setKernelShape(new Shape(3, 2)).build(),
        new Shape(1, 9, 8, 8),
        LayerType.CONV2D);
    check(
        Conv3d.builder().setFilters(7).setKernelShape(new Shape(2, 3, 2)).build(),
        new Shape(1, 9, 8, 8, 8),
        LayerType.CONV3D);
  }

  @Test
  void deconvolutionsAreStacksOfTheFirstTwoAxes() {
    check(
        Conv1dTranspose.builder().setFilters(12).setKernelShape(new Shape(3)).build(),
        new Shape(1, 9, 20),
        LayerType.DECONV);
    check(
        Conv2dTranspose.builder().setFilters(12).setKernelShape(new Shape(3, 2)).build(),
        new Shape(1, 9, 8, 8),
        LayerType.DECONV);
  }

  private void check(Block block, Shape input, LayerType type) {
    Tree tree = Tree.of(manager, block, input);
    String name = block.getClass().getSimpleName();

    assertThat(tree.names()).containsExactly(name);
    assertThat(tree.type(name)).isEqualTo(type);
    NDArray kernel = tree.parameter("weight");
    Arrays2d.assertSame(block, name, CONVOLUTION, Arrays2d.slices(kernel));
  }

  @Test
  void depthwiseFiltersAreTheRowsOfOneMatrix() {
    Block block =
        Conv2d.builder().setFilters(24).setKernelShape(new Shape(3, 3)).optGroups(12).build();
    Tree tree = Tree.of(manager, block, new Shape(1, 12, 8, 8));

    assertThat(tree.type("Conv2d")).isEqualTo(LayerType.DEPTHWISE_CONV);
    NDArray kernel = tree.parameter("weight");
    Arrays2d.assertSame(block, "Conv2d", Arrays2d.matrix(kernel.reshape(24, 9)));
  }

  @Test
  void groupsOfSeveralChannelsStayAStack() {
    Block block =
        Conv2d.builder().setFilters(24).setKernelShape(new Shape(3, 3)).optGroups(2).build();
    Tree tree = Tree.of(manager, block, new Shape(1, 12, 8, 8));

    assertThat(tree.type("Conv2d")).isEqualTo(LayerType.CONV2D);
    NDArray kernel = tree.parameter("weight");
    Arrays2d.assertSame(block, "Conv2d", CONVOLUTION, Arrays2d.slices(kernel));
  }

  @Test
  void aCollectionOfLinearLayersIsAStackOfInByOut() {
    Block block = LinearCollection.builder().setUnits(6).build();
    Tree tree = Tree.of(manager, block, new Shape(1, 3, 8));

    NDArray weight = tree.parameter("weight");
    assertThat(weight.getShape()).isEqualTo(new Shape(3, 8, 6));
    List<float[][]> slices =
        List.of(0, 1, 2).stream().map(i -> Arrays2d.matrix(weight.get(i))).toList();
    Arrays2d.assertSame(block, "LinearCollection", 1, slices);
  }

  @Test
  void theGatesOfAnLstmAreItsMatrices() {
    Block block =
        new SequentialBlock()
            .add(LSTM.builder().setStateSize(8).setNumLayers(2).optBidirectional(true).build());
    Tree tree = Tree.of(manager, block, new Shape(1, 5, 11));

    checkGates(
        tree,
        LayerType.LSTM,
        "01LSTM",
        List.of("l_0_i2h", "l_0_h2h", "r_0_i2h", "r_0_h2h", "l_1_i2h", "l_1_h2h", "r_1_i2h"),
        List.of("input", "forget", "cell", "output"));
    assertThat(tree.layers()).hasSize(32).allMatch(layer -> layer.info().index() == 0);
  }

  @Test
  void theGatesOfAGruAreItsMatrices() {
    Block block = new SequentialBlock().add(GRU.builder().setStateSize(8).setNumLayers(1).build());

    checkGates(
        Tree.of(manager, block, new Shape(1, 5, 11)),
        LayerType.GRU,
        "01GRU",
        List.of("l_0_i2h", "l_0_h2h"),
        List.of("reset", "update", "new"));
  }

  private static void checkGates(
      Tree tree, LayerType type, String path, List<String> parameters, List<String> gates) {
    for (String parameter : parameters) {
      NDArray weight = tree.parameter(path + "_" + parameter + "_WEIGHT");
      for (int gate = 0; gate < gates.size(); gate++) {
        String name = path + "_" + parameter + "." + gates.get(gate);
        assertThat(tree.type(name)).isEqualTo(type);
        Arrays2d.assertSame(tree.block(), name, Arrays2d.rows(weight, 8 * gate, 8 * (gate + 1)));
      }
    }
  }

  @Test
  void aPlainRecurrentLayerIsOneMatrixForInputAndOneForState() {
    Block block =
        RNN.builder().setStateSize(8).setNumLayers(1).setActivation(RNN.Activation.TANH).build();
    Tree tree = Tree.of(manager, block, new Shape(1, 5, 11));

    assertThat(tree.names()).containsExactly("l_0_i2h", "l_0_h2h");
    for (String name : tree.names()) {
      assertThat(tree.type(name)).isEqualTo(LayerType.RNN);
      Arrays2d.assertSame(block, name, Arrays2d.matrix(tree.parameter(name + "_WEIGHT")));
    }
  }
}
