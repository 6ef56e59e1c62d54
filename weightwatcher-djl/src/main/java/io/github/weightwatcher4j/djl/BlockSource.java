package io.github.weightwatcher4j.djl;

import ai.djl.nn.Block;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** A block and those inside it, read from the parameters' own arrays. */
record BlockSource(String name, Block block) implements ModelSource {

  @Override
  public List<Layer> layers() {
    return BlockLayers.of(block, UnaryOperator.identity());
  }

  @Override
  public String snapshotAdvice() {
    return "analyse between two steps of the trainer, in a TrainingListener say";
  }
}
