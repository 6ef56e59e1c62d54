package io.github.weightwatcher4j.djl;

import ai.djl.Model;
import ai.djl.nn.Block;
import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.Optional;

/**
 * Understands models of Deep Java Library: {@link Model} and {@link Block}.
 *
 * <p>Layers are called by their path in the tree of blocks, as DJL calls parameters: {@code
 * 02Linear}, {@code 01transformer_0_01selfAttention_02queryProjection}. A block with several
 * matrices is listed once for each, under the name of the parameter without {@code _weight}, and
 * for a recurrent one the gate: {@code 01LSTM_l_0_h2h.forget}. The index counts the blocks that
 * have parameters of their own, or no blocks inside.
 *
 * <p>A model that an engine loaded whole, such as TorchScript's, has parameters and no blocks:
 * their names tell the layers, as those in a PyTorch file do.
 *
 * <p>Weights are read where the parameters keep them, when an analysis comes to them, in pieces of
 * 2 MB at most that are freed again: an analysis sees what training has made of them up to that
 * moment; {@link BlockSnapshot} keeps them as they are. A parameter that has no array yet is listed
 * as a layer that could not be read.
 */
public final class DjlAdapter implements ModelAdapter {

  /** For {@link java.util.ServiceLoader}. */
  public DjlAdapter() {}

  @Override
  public String understands() {
    return "models of Deep Java Library (ai.djl.Model, ai.djl.nn.Block)";
  }

  /**
   * The model as a source.
   *
   * @throws IllegalStateException if a {@code Model} has no block yet
   */
  @Override
  public Optional<ModelSource> open(Object model) {
    if (model instanceof Model whole) {
      return Optional.of(BlockSource.of(whole));
    }
    return model instanceof Block block
        ? Optional.of(new BlockSource(block.getClass().getSimpleName(), block))
        : Optional.empty();
  }
}
