/**
 * Weight files as models to analyse: {@code new WeightWatcher(path)} works for every file that a
 * {@link io.github.weightwatcher4j.formats.WeightFormat} on the class path knows.
 *
 * <p>A format reads the description of a file (names, types, shapes, places), never its weights. It
 * gives {@link io.github.weightwatcher4j.formats.NamedTensor}s: each a {@link
 * io.github.weightwatcher4j.formats.TensorView}, offset, shape and strides, on a {@link
 * io.github.weightwatcher4j.formats.Storage}, a row of numbers in a file. Gates, fused projections
 * and transposed matrices are further views on the same storage. What the tensors are to the model
 * is told by the file itself, or by their names: see package {@code statedict}.
 */
@NullMarked
package io.github.weightwatcher4j.formats;

import org.jspecify.annotations.NullMarked;
