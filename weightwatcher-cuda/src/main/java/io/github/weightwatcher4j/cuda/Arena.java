package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.cuda.Lane.Workspace;

/**
 * The one piece of device memory that a problem is solved in, taken and given back at once: where
 * each part begins, and how large all is. The blocks of weights and the solver's workspace share
 * their place, for the blocks are done with when the solver begins.
 *
 * @param products workspace of products: with one of its own the library's results do not depend on
 *     what else runs
 * @param productBytes of it
 * @param matrices the matrices, later their eigenvectors
 * @param values the eigenvalues
 * @param status an int for each matrix
 * @param blocks two blocks of weights, the second {@code blockBytes} behind the first
 * @param blockBytes of a block
 * @param total bytes of all
 */
record Arena(
    long products,
    long productBytes,
    long matrices,
    long values,
    long status,
    long blocks,
    long blockBytes,
    long total) {

  /** What cuBLAS has by its own choice on large cards. */
  private static final long LARGE = 32L << 20;

  /** What it has on others; enough for products of few columns. */
  private static final long SMALL = 4L << 20;

  private static final long ALIGNMENT = 256;

  /** Offsets from the beginning. */
  static Arena of(Problem problem, long blockBytes, Workspace workspace) {
    long block = aligned(blockBytes);
    long matrices = problem.m() <= CudaSolver.SMALL ? SMALL : LARGE;
    long values = matrices + aligned(problem.bytesOfMatrices());
    long status = values + aligned(problem.bytesOfValues());
    long blocks = status + aligned((long) Integer.BYTES * problem.count());
    long shared = Math.max(2 * block, aligned(workspace.deviceBytes()));
    return new Arena(0, matrices, matrices, values, status, blocks, block, blocks + shared);
  }

  /** The same, from an address on. */
  Arena at(long address) {
    return new Arena(
        address + products,
        productBytes,
        address + matrices,
        address + values,
        address + status,
        address + blocks,
        blockBytes,
        total);
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
