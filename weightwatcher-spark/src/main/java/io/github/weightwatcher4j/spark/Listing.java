package io.github.weightwatcher4j.spark;

import java.io.Serializable;
import java.util.Map;

/** What the first stage finds in a file: how much work each layer is, or why it cannot be read. */
final class Listing implements Serializable {

  private static final long serialVersionUID = 1;

  private final int[] indices;
  private final double[] work;
  private final String problem;

  private Listing(int[] indices, double[] work, String problem) {
    this.indices = indices;
    this.work = work;
    this.problem = problem;
  }

  /** Of a file that was read: the work by layer, in the order of layers. */
  static Listing of(Map<Integer, Double> work) {
    return new Listing(
        work.keySet().stream().mapToInt(Integer::intValue).toArray(),
        work.values().stream().mapToDouble(Double::doubleValue).toArray(),
        "");
  }

  /** Of a file that cannot be read. */
  static Listing failed(String problem) {
    return new Listing(new int[0], new double[0], problem);
  }

  boolean isRead() {
    return problem.isEmpty();
  }

  /** Why it cannot be read; empty text where it was. */
  String problem() {
    return problem;
  }

  int layers() {
    return indices.length;
  }

  int index(int layer) {
    return indices[layer];
  }

  double work(int layer) {
    return work[layer];
  }

  double work() {
    double sum = 0;
    for (double one : work) {
      sum += one;
    }
    return sum;
  }
}
