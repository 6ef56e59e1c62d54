package io.github.weightwatcher4j.matrix.internal;

/**
 * A row or a column of a matrix, as its tensor has it.
 *
 * @param row whether it is a row
 * @param index from 0
 * @param squaredNorm sum of its squared entries, without those in lines that were taken out before
 */
public record Line(boolean row, int index, double squaredNorm) {}
