package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

/** The product of two matrices in memory, by dgemm. */
public final class MatrixProduct {

  private MatrixProduct() {}

  /**
   * A B, row-major as both factors are.
   *
   * @param a {@code rows} x {@code inner}
   * @param b {@code inner} x {@code columns}
   * @throws IllegalArgumentException where an array is not of its size
   */
  public static double[] of(double[] a, double[] b, int rows, int inner, int columns) {
    return product(CblasNoTrans, a, b, rows, inner, columns);
  }

  /**
   * A^T B, row-major as both factors are.
   *
   * @param a {@code inner} x {@code rows}
   * @param b {@code inner} x {@code columns}
   * @throws IllegalArgumentException where an array is not of its size
   */
  public static double[] transposed(double[] a, double[] b, int rows, int inner, int columns) {
    return product(CblasTrans, a, b, rows, inner, columns);
  }

  private static double[] product(
      int form, double[] a, double[] b, int rows, int inner, int columns) {
    if (a.length != (long) rows * inner || b.length != (long) inner * columns) {
      throw new IllegalArgumentException(
          "a product of %d x %d and %d x %d needs as many values, but there are %d and %d"
              .formatted(rows, inner, inner, columns, a.length, b.length));
    }
    double[] product = new double[Math.multiplyExact(rows, columns)];
    if (product.length == 0 || inner == 0) {
      return product;
    }
    Blas.load();
    cblas_dgemm(
        CblasRowMajor,
        form,
        CblasNoTrans,
        rows,
        columns,
        inner,
        1,
        a,
        form == CblasTrans ? rows : inner,
        b,
        columns,
        0,
        product,
        columns);
    return product;
  }
}
