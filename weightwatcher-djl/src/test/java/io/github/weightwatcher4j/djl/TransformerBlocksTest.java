package io.github.weightwatcher4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.transformer.BertBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NeedsPyTorch
class TransformerBlocksTest {

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void anEmbeddingIsALookupTable() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      words.add("word" + i);
    }
    Embedding<String> block =
        TrainableWordEmbedding.builder()
            .setVocabulary(new DefaultVocabulary(words))
            .setEmbeddingSize(9)
            .build();
    Tree tree = Tree.of(manager, block, new Shape(4));

    assertThat(tree.names()).containsExactly("TrainableWordEmbedding");
    assertThat(tree.type("TrainableWordEmbedding")).isEqualTo(LayerType.EMBEDDING);
    Arrays2d.assertSame(
        block, "TrainableWordEmbedding", Arrays2d.matrix(tree.parameter("embedding")));
  }

  @Test
  void theProjectionsOfAttentionAreNamedAsTheirBlocksAre() {
    Block block =
        ScaledDotProductAttentionBlock.builder().setEmbeddingSize(12).setHeadCount(3).build();
    Tree tree = Tree.of(manager, block, new Shape(1, 5, 12));

    List<Layer> projections =
        tree.layers().stream().filter(layer -> layer.weights().isPresent()).toList();
    assertThat(projections)
        .extracting(layer -> layer.info().name())
        .containsExactly(
            "01keyProjection", "02queryProjection", "03valueProjection", "04resultProjection");
    for (Layer projection : projections) {
      String name = projection.info().name();
      assertThat(projection.info().type()).isEqualTo(LayerType.ATTENTION);
      Arrays2d.assertSame(block, name, Arrays2d.matrix(tree.parameter(name + "_weight")));
    }
  }

  @Test
  void everyMatrixOfBertIsALayer() {
    Block block =
        BertBlock.builder()
            .optEmbeddingSize(24)
            .optAttentionHeadCount(3)
            .optHiddenSize(36)
            .setTokenDictionarySize(50)
            .optMaxSequenceLength(20)
            .optTransformerBlockCount(2)
            .build();
    manager.getEngine().setRandomSeed(7);
    Shape input = new Shape(1, 20);
    block.initialize(manager, DataType.FLOAT32, input, input, input, input);
    Tree tree = Tree.of(block);

    assertThat(tree.type("positionEmbedding")).isEqualTo(LayerType.EMBEDDING);
    assertThat(tree.type("01tokenEmbedding")).isEqualTo(LayerType.EMBEDDING);
    assertThat(tree.type("03embeddingNorm")).isEqualTo(LayerType.NORM);
    long matrices =
        block.getParameters().stream()
            .filter(parameter -> parameter.getValue().getShape().dimension() == 2)
            .count();
    assertThat(tree.layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .hasSize(Math.toIntExact(matrices));
    block
        .getParameters()
        .forEach(
            parameter -> {
              if (parameter.getValue().getShape().dimension() == 2) {
                String name = parameter.getKey().replaceFirst("_(weight|embedding)$", "");
                Arrays2d.assertSame(block, name, Arrays2d.matrix(parameter.getValue().getArray()));
              }
            });
  }
}
