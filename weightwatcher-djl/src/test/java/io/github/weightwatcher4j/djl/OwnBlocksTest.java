package io.github.weightwatcher4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Multiplication;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import io.github.weightwatcher4j.model.LayerType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks that DJL does not have, blocks without a matrix, and models that show nothing. */
@NeedsPyTorch
class OwnBlocksTest {

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Parameters of two and three axes, a vector with an axis to broadcast along, and a bias. */
  private static final class Own extends AbstractBlock {

    Own() {
      add("weight", Parameter.Type.WEIGHT, 20, 30);
      add("kernel", Parameter.Type.WEIGHT, 12, 9, 4);
      add("wordEmbedding", Parameter.Type.WEIGHT, 40, 8);
      add("scale", Parameter.Type.WEIGHT, 1, 30);
      add("offset", Parameter.Type.BIAS, 20, 30);
    }

    private void add(String name, Parameter.Type type, long... shape) {
      addParameter(
          Parameter.builder().setName(name).setType(type).optShape(new Shape(shape)).build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return inputs;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }

  /** As of an engine that runs a model and gives no access to it. */
  private static final class Closed extends AbstractSymbolBlock {

    @Override
    public ParameterList getDirectParameters() {
      throw new UnsupportedOperationException("not here");
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return inputs;
    }
  }

  @Test
  void theParametersOfABlockOfOnesOwnAreToldByNameAndAxes() {
    Tree tree = Tree.of(manager, new SequentialBlock().add(new Own()), new Shape(1, 30));

    assertThat(tree.names()).containsExactly("01Own", "01Own_kernel", "01Own_wordEmbedding");
    assertThat(tree.type("01Own")).isEqualTo(LayerType.DENSE);
    assertThat(tree.type("01Own_kernel")).isEqualTo(LayerType.CONV1D);
    assertThat(tree.layer("01Own_kernel").note())
        .isEqualTo("axes taken for [out, in, kernel...], which the block does not tell");
    assertThat(tree.type("01Own_wordEmbedding")).isEqualTo(LayerType.EMBEDDING);
    Arrays2d.assertSame(tree.block(), "01Own", Arrays2d.matrix(tree.parameter("01Own_weight")));
    Arrays2d.assertSame(
        tree.block(), "01Own_kernel", 0.5, Arrays2d.slices(tree.parameter("01Own_kernel")));
  }

  @Test
  void blocksWithoutAMatrixSayWhatTheyCarry() {
    Prelu prelu = new Prelu();
    prelu.setInitializer(Initializer.ONES, Parameter.Type.WEIGHT); // DJL's own wants two axes
    SequentialBlock block =
        new SequentialBlock()
            .add(BatchNorm.builder().build())
            .add(LayerNorm.builder().build())
            .add(prelu)
            .add(Multiplication.builder().setUnits(5).build());
    Tree tree = Tree.of(manager, block, new Shape(1, 6));

    assertThat(tree.layers()).noneMatch(layer -> layer.weights().isPresent() || layer.isUnread());
    assertThat(tree.type("01BatchNorm")).isEqualTo(LayerType.NORM);
    assertThat(tree.layer("01BatchNorm").reason())
        .isEqualTo(
            "normalization carries vectors, no matrix: gamma [6], beta [6], runningMean [6],"
                + " runningVar [6]");
    assertThat(tree.type("02LayerNorm")).isEqualTo(LayerType.NORM);
    assertThat(tree.layer("03Prelu").reason())
        .isEqualTo("prelu works element by element, no matrix: alpha []");
    assertThat(tree.layer("04Multiplication").reason())
        .startsWith("multiplication works element by element, no matrix: weight [5 x 1");
  }

  @Test
  void anEngineThatShowsNoParametersIsSaid() {
    Tree tree = Tree.of(new SequentialBlock().add(new Closed()));

    assertThat(tree.layers()).hasSize(1);
    assertThat(tree.layers().get(0).isUnread()).isTrue();
    assertThat(tree.layers().get(0).reason())
        .isEqualTo("the engine shows no parameters of a Closed; analyse the model's file instead");
  }
}
