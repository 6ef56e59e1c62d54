package io.github.weightwatcher4j.spectrum;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import io.github.weightwatcher4j.spectrum.internal.Blas;
import io.github.weightwatcher4j.spectrum.internal.NativeMemory;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Eigenvalues and orthonormal eigenvectors of X = W^T W for one N x M matrix W: the squared
 * singular values of W and its right singular vectors.
 *
 * <p>The vectors, M x M doubles, lie in native memory until {@link #close()}. Their signs are
 * arbitrary, and so is the basis within a group of equal eigenvalues. {@link #keep} and {@link
 * #remove} change W block by block, so that no more than one block of it need be in memory; they
 * need no singular vectors on the left, since {@code U_S D_S V_S^T = W V_S V_S^T}. Instances may be
 * read by many threads, but not closed while one of them does.
 */
public final class EigenSystem implements AutoCloseable {

  private final Spectrum spectrum;
  private final DoublePointer vectors;
  private final Runnable free;
  private final boolean transposed;
  private boolean closed;

  private EigenSystem(Spectrum spectrum, DoublePointer vectors, boolean transposed, Runnable free) {
    this.spectrum = spectrum;
    this.vectors = vectors;
    this.transposed = transposed;
    this.free = free;
  }

  /**
   * What a solver found.
   *
   * @param spectrum M eigenvalues
   * @param vectors their eigenvectors in the same order, M x M column-major; not copied
   * @param transposed whether W gives its blocks transposed
   * @param free gives the vectors' memory back; run by {@link #close()}, safe to run twice
   */
  public static EigenSystem of(
      Spectrum spectrum, DoublePointer vectors, boolean transposed, Runnable free) {
    return new EigenSystem(spectrum, vectors, transposed, free);
  }

  /** The eigenvalues, ascending; they stay readable after {@link #close()}. */
  public Spectrum spectrum() {
    return spectrum;
  }

  /** M, the number of eigenvectors and of components in each. */
  public int size() {
    return spectrum.size();
  }

  /**
   * Copies the eigenvector of {@code spectrum().eigenvalue(i)}, of length 1.
   *
   * @param i its place, from 0 for the smallest eigenvalue
   * @param target overwritten; M components
   */
  public void read(int i, double[] target) {
    requireOpen();
    Objects.checkIndex(i, size());
    if (target.length != size()) {
      throw new IllegalArgumentException(
          "the target needs " + size() + " components but has " + target.length);
    }
    vectors.getPointer((long) i * size()).get(target);
  }

  /**
   * Replaces every row w of a block of W by its part within eigenvectors {@code from} to {@code to
   * - 1}: {@code w <- w V_S V_S^T}. Over all blocks this leaves the singular triplets of those
   * eigenvalues. All M of them leave the block as it is.
   *
   * @param block modified in place; laid out as {@link
   *     io.github.weightwatcher4j.matrix.WeightMatrix#read} gives it: {@code rows} x M row-major,
   *     or M x {@code rows} where the matrix is transposed
   * @param rows number of rows of W in the block
   * @param from first eigenvector, from 0 for the smallest eigenvalue
   * @param to one past the last
   */
  public void keep(double[] block, int rows, int from, int to) {
    requireBlock(block, rows, from, to);
    int count = to - from;
    if (2 * count <= size()) {
      update(block, rows, from, to, 1, 0);
    } else {
      update(block, rows, 0, from, -1, 1);
      update(block, rows, to, size(), -1, 1);
    }
  }

  /**
   * Takes eigenvectors {@code from} to {@code to - 1} out of every row w of a block of W: {@code w
   * <- w - w V_S V_S^T}. Over all blocks this removes the singular triplets of those eigenvalues.
   *
   * @param block modified in place, laid out as for {@link #keep}
   * @param rows number of rows of W in the block
   * @param from first eigenvector, from 0 for the smallest eigenvalue
   * @param to one past the last
   */
  public void remove(double[] block, int rows, int from, int to) {
    requireBlock(block, rows, from, to);
    update(block, rows, from, to, -1, 1);
  }

  /**
   * Replaces every row w of a block of W by {@code w V_S D V_S^T} with the eigenvectors from {@code
   * from} up to the largest: over all blocks this leaves the singular triplets of those
   * eigenvalues, each singular value times its factor.
   *
   * @param block modified in place, laid out as for {@link #keep}
   * @param rows number of rows of W in the block
   * @param from first eigenvector, from 0 for the smallest eigenvalue
   * @param factors the diagonal of D, one for each eigenvector in their order; {@code M - from}
   */
  public void scale(double[] block, int rows, int from, double[] factors) {
    requireBlock(block, rows, from, size());
    if (factors.length != size() - from) {
      throw new IllegalArgumentException(
          "needs " + (size() - from) + " factors but got " + factors.length);
    }
    update(block, rows, from, size(), 1, 0, factors);
  }

  private void update(double[] values, int rows, int from, int to, double scale, double share) {
    update(values, rows, from, to, scale, share, new double[0]);
  }

  /**
   * {@code B <- scale B V_S D V_S^T + share B}, about 4 rows M (to - from) operations; no factors
   * are a D of ones.
   */
  private void update(
      double[] values, int rows, int from, int to, double scale, double share, double[] factors) {
    int count = to - from;
    if (rows == 0 || (count == 0 && share == 1)) {
      return;
    }
    Blas.load(); // another solver may have found the vectors
    int m = size();
    // Read row by row the block is rows x M but V is its transpose; a transposed block is read
    // column by column, as V is.
    int order = transposed ? CblasColMajor : CblasRowMajor;
    int asV = transposed ? CblasNoTrans : CblasTrans;
    int asTransposeOfV = transposed ? CblasTrans : CblasNoTrans;
    int leading = transposed ? rows : m;
    int leadingOfPart = transposed ? rows : Math.max(1, count);
    try (NativeMemory buffers = new NativeMemory()) {
      DoublePointer b = buffers.doubles((long) rows * m).put(values, 0, rows * m);
      DoublePointer part = buffers.doubles((long) rows * count);
      DoublePointer v = vectors.getPointer((long) from * m);
      cblas_dgemm(
          order, CblasNoTrans, asV, rows, count, m, 1, b, leading, v, m, 0, part, leadingOfPart);
      scaleColumns(part, rows, factors);
      cblas_dgemm(
          order,
          CblasNoTrans,
          asTransposeOfV,
          rows,
          m,
          count,
          scale,
          part,
          leadingOfPart,
          v,
          m,
          share,
          b,
          leading);
      b.get(values, 0, rows * m);
    }
  }

  /** The part has a column for each factor; transposed blocks have it column by column. */
  private void scaleColumns(DoublePointer part, int rows, double[] factors) {
    if (factors.length == 0) {
      return;
    }
    double[] values = new double[Math.multiplyExact(rows, factors.length)];
    part.get(values);
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[transposed ? i / rows : i % factors.length];
    }
    part.put(values);
  }

  private void requireBlock(double[] block, int rows, int from, int to) {
    requireOpen();
    Objects.checkFromToIndex(from, to, size());
    if (!(rows >= 0 && (long) rows * size() <= block.length)) {
      throw new IllegalArgumentException(
          rows + " rows of " + size() + " do not fit a block of " + block.length);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the eigenvectors were closed");
    }
  }

  /** Frees the vectors; once is enough. */
  @Override
  public void close() {
    closed = true;
    free.run();
  }
}
