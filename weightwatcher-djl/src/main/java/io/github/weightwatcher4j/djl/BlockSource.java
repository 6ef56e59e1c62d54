package io.github.weightwatcher4j.djl;

import ai.djl.Model;
import ai.djl.nn.Block;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A block and those inside it, read from the parameters' own arrays. */
record BlockSource(String name, Block block) implements ModelSource {

  /**
   * A model's block.
   *
   * @throws IllegalStateException if it has none yet
   */
  static BlockSource of(Model model) {
    @Nullable String given = model.getName();
    String name = given == null || given.isBlank() ? "DJL model" : given;
    @Nullable Block block = model.getBlock();
    if (block == null) {
      throw new IllegalStateException(
          "the model '%s' has no block yet: call setBlock(...) or load(...) first".formatted(name));
    }
    return new BlockSource(name, block);
  }

  @Override
  public List<Layer> layers() {
    return BlockLayers.of(block, UnaryOperator.identity());
  }

  @Override
  public String snapshotAdvice() {
    return "analyse between two steps of the trainer, in a TrainingListener say, or a copy, new"
        + " WeightWatcher(BlockSnapshot.of(model)), that was taken there";
  }
}
