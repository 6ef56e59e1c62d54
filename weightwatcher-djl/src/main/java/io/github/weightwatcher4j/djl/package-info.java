/**
 * Models of Deep Java Library as models to analyse.
 *
 * <p>{@link io.github.weightwatcher4j.djl.DjlAdapter} is found by {@link java.util.ServiceLoader}:
 * with this module on the class path, {@code new WeightWatcher(model)} is enough, for an {@code
 * ai.djl.Model} and for an {@code ai.djl.nn.Block}. The engine is the user's choice.
 *
 * <p>Inside, the tree of blocks is walked ({@code BlockLayers}); {@code BlockMatrices} says which
 * matrices a parameter of a block holds, and weightwatcher-formats what the parameters of a
 * TorchScript model are, by their names. A parameter is a {@code ParameterStorage}, a row of
 * numbers that is read in pieces when it is asked for.
 */
@NullMarked
package io.github.weightwatcher4j.djl;

import org.jspecify.annotations.NullMarked;
