package io.github.weightwatcher4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.report.Analysis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parameters of other number formats, and what reading leaves behind. */
@NeedsPyTorch
class ReadingTest {

  private static Block net() {
    return new SequentialBlock()
        .add(Conv2d.builder().setFilters(60).setKernelShape(new Shape(3, 3)).build())
        .add(LSTM.builder().setStateSize(50).setNumLayers(1).build())
        .add(Linear.builder().setUnits(300).build());
  }

  private static void initialize(Block net, NDManager manager) {
    net.getChildren()
        .get(0)
        .getValue()
        .initialize(manager, DataType.FLOAT32, new Shape(1, 55, 8, 8));
    net.getChildren().get(1).getValue().initialize(manager, DataType.FLOAT32, new Shape(1, 5, 60));
    net.getChildren().get(2).getValue().initialize(manager, DataType.FLOAT32, new Shape(1, 1200));
  }

  @Test
  void anAnalysisLeavesNoArraysBehind() {
    try (Model model = Model.newInstance("leaks")) {
      Block net = net();
      model.setBlock(net);
      initialize(net, model.getNDManager());
      int before = model.getNDManager().getManagedArrays().size();
      int root = roots(model);

      Analysis analysis = new WeightWatcher(model).analyze();

      // Of 360,000 numbers, the linear layer's take two pieces of 2 MB.
      assertThat(analysis.details().size()).isEqualTo(10);
      assertThat(model.getNDManager().getManagedArrays()).hasSize(before);
      assertThat(roots(model)).isEqualTo(root);
    }
  }

  private static int roots(Model model) {
    return model.getNDManager().getParentManager().getManagedArrays().size();
  }

  @Test
  void anAnalysisOnSeveralThreadsIsThatOnOne() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Block net = net();
      initialize(net, manager);
      Analysis one = new WeightWatcher(net).analyze(options -> options.threads(1));
      Analysis four = new WeightWatcher(net).analyze(options -> options.threads(4));

      assertThat(one.details().size()).isEqualTo(10);
      one.details()
          .forEach(
              row ->
                  assertThat(four.details().get(row.name()).spectrum()).isEqualTo(row.spectrum()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "FLOAT64"})
  void otherFloatsAreReadAsTheyAre(DataType type) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Block block = ofType(manager, type);

      NDArray weight = block.getParameters().get("weight").getArray();
      assertThat(weight.getDataType()).isEqualTo(type);
      assertThat(Tree.of(block).layer("Linear").weights().orElseThrow().precision())
          .isEqualTo(Precision.valueOf(type.name()));
      Arrays2d.assertSame(block, "Linear", Arrays2d.matrix(weight.toType(DataType.FLOAT32, true)));
    }
  }

  /** A linear layer of 20 x 30 multiples of 1/8, which every format holds exactly. */
  private static Block ofType(NDManager manager, DataType type) {
    Linear block = Linear.builder().setUnits(20).optBias(false).build();
    float[] values = new float[600];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101 - 50) / 8f;
    }
    NDArray array = manager.create(values, new Shape(20, 30)).toType(type, true);
    block.getParameters().get("weight").setArray(array);
    return block;
  }

  @Test
  void integersAreNoWeights() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Tree tree = Tree.of(ofType(manager, DataType.INT32));

      assertThat(tree.layer("Linear").reason())
          .isEqualTo("linear carries no matrix of weights: weight [20 x 30] of int32");
      assertThat(tree.layer("Linear").isUnread()).isFalse();
    }
  }

  @Test
  void aLayerThatIsNotInitializedIsSkippedAndSaid() {
    Block net = net();
    Tree tree = Tree.of(net);

    assertThat(tree.names()).containsExactly("01Conv2d", "02LSTM", "03Linear");
    assertThat(tree.layers()).allMatch(layer -> layer.isUnread());
    assertThat(tree.layer("03Linear").reason())
        .startsWith("weight: not initialized yet; call trainer.initialize(");
    assertThat(tree.layer("02LSTM").reason()).startsWith("l_0_i2h_WEIGHT, l_0_h2h_WEIGHT: not");
    Analysis analysis = new WeightWatcher(net).analyze();
    assertThat(analysis.details().size()).isZero();
    assertThat(analysis.skipped()).hasSize(3);
  }

  @Test
  void whatIsInitializedIsAnalysedBesideWhatIsNot() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Block net = net();
      Block last = net.getChildren().get(2).getValue();
      last.initialize(manager, DataType.FLOAT32, new Shape(1, 100));

      Analysis analysis = new WeightWatcher(net).analyze();

      assertThat(analysis.details()).extracting(row -> row.name()).containsExactly("03Linear");
    }
  }

  @Test
  void aClosedModelIsSaid() {
    Block net = Linear.builder().setUnits(20).build();
    try (NDManager manager = NDManager.newBaseManager()) {
      net.initialize(manager, DataType.FLOAT32, new Shape(1, 30));
    }

    assertThat(Tree.of(net).layer("Linear").reason())
        .isEqualTo("weight: its memory is released: the model or its NDManager is closed");
  }

  @Test
  void aModelWithoutABlockIsSaid() {
    try (Model model = Model.newInstance("empty")) {
      assertThatThrownBy(() -> new WeightWatcher(model))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the model 'empty' has no block yet: call setBlock(...) or load(...) first");
    }
  }

  @Test
  void aSharedParameterIsAnalysedOnce() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Linear shared = Linear.builder().setUnits(30).build();
      Block net = new SequentialBlock().add(shared).add(shared);
      Tree tree = Tree.of(manager, net, new Shape(1, 30));

      assertThat(tree.names()).isEqualTo(List.of("01Linear", "02Linear"));
      assertThat(tree.layer("02Linear").reason()).isEqualTo("shares its weights with 01Linear");
    }
  }
}
