/**
 * What tensors are to a model, told by their names where the format tells no more: the conventions
 * of PyTorch's state dictionaries, and of Flax and Keras kernels where they end up in such files.
 */
@NullMarked
package io.github.weightwatcher4j.formats.statedict;

import org.jspecify.annotations.NullMarked;
