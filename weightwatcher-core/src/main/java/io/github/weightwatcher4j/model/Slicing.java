package io.github.weightwatcher4j.model;

/** Which axes of a tensor count its matrices and which are a matrix's own two. */
public enum Slicing {
  /**
   * The first two axes are the matrix, all others count slices: {@code [rows, columns, k...]}, such
   * as a PyTorch or DL4J convolution {@code [out, in, kh, kw]}. A plain matrix has no other axis.
   */
  TRAILING,
  /**
   * The last two axes are the matrix, all others count slices: {@code [k..., rows, columns]}, such
   * as a Keras convolution {@code [kh, kw, in, out]} or a stack of experts.
   */
  LEADING
}
