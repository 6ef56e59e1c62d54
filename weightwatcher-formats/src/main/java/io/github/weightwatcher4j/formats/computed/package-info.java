/**
 * Weights as a layer computes with them, where a file keeps them in several tensors: packed codes
 * with their scales (GPTQ, AWQ, MLX, bitsandbytes and others), weights with a mask, directions with
 * their lengths.
 *
 * <p>Each way is a {@link io.github.weightwatcher4j.formats.computed.Scheme}. It describes {@link
 * io.github.weightwatcher4j.formats.computed.Rows} that are computed from other rows, down to those
 * that lie in the file; a {@link io.github.weightwatcher4j.formats.computed.RowStorage} is such
 * rows one after the other, so that a decoded tensor is read by blocks like any other. Arithmetic
 * is that of single precision, one rounding for each operation, as the formats define it.
 */
@NullMarked
package io.github.weightwatcher4j.formats.computed;

import org.jspecify.annotations.NullMarked;
