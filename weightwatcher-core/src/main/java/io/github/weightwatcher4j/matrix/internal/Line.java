package io.github.weightwatcher4j.matrix.internal;

/**
 * A row or a column of a matrix, as the tensor has it, whichever way the matrix is turned.
 *
 * @param row whether it is a row of the tensor's slice; otherwise it is a column
 * @param index its number there, from 0, of all lines: those that were taken out count
 * @param squaredNorm sum of the squares of its entries, in the weights' unit squared; 0 for a dead
 *     line
 */
public record Line(boolean row, int index, double squaredNorm) {}
