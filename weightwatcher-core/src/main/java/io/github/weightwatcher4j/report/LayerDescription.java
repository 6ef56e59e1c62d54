package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;

/**
 * What is known of a layer without reading its weights.
 *
 * @param layer index, name and type
 * @param tensor shape of the weights as they are stored
 * @param precision number format of the weights
 * @param matrices N, M and number of matrices; Q, eigenvalues and parameters follow
 * @param note how the file was understood, where another way was possible; else empty
 */
public record LayerDescription(
    LayerInfo layer, TensorShape tensor, Precision precision, MatrixShape matrices, String note) {}
