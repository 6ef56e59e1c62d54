/**
 * New weights for a model: singular values taken away (smoothing), or only those that come from
 * single outsized weights (sharpening).
 *
 * <p>A {@code LayerChange} turns the matrices of one layer into others of the same sizes; what
 * comes of all layers is a {@code ChangedModel}, which can be analysed like the original and
 * written into a network by the module that knows its framework.
 */
@NullMarked
package io.github.weightwatcher4j.change;

import org.jspecify.annotations.NullMarked;
