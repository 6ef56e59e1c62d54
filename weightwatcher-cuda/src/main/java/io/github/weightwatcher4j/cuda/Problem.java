package io.github.weightwatcher4j.cuda;

/**
 * Symmetric eigenproblems that a device solves in one call.
 *
 * @param real the numbers it computes with
 * @param vectors whether eigenvectors are wanted too, which replace the matrices
 * @param m rows and columns of each matrix, at least 1
 * @param count number of matrices, one behind the other; 1 where they are not batched
 * @param batched whether by the routine for many small ones
 */
record Problem(Real real, boolean vectors, int m, int count, boolean batched) {

  Problem {
    if (!(m >= 1 && count >= 1 && (batched || count == 1))) {
      throw new IllegalArgumentException("no such problem: m %d, count %d".formatted(m, count));
    }
  }

  long bytesOfMatrix() {
    return (long) m * m * real.bytes();
  }

  long bytesOfMatrices() {
    return count * bytesOfMatrix();
  }

  long bytesOfValues() {
    return (long) count * m * real.bytes();
  }
}
