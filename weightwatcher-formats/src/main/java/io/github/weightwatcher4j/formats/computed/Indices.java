package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.Arrays;

/** Tensors that hold indices. */
final class Indices {

  private Indices() {}

  /** All indices of a tensor. */
  static int[] read(TensorView view, String tensor) throws IOException {
    return Arrays.stream(Part.all(view, tensor)).mapToInt(index -> (int) index).toArray();
  }

  /**
   * Checks that all are from 0 to below a limit.
   *
   * @throws IOException otherwise: the layer that is read is lost, and says why
   */
  static void requireBelow(int[] indices, long limit, String tensor) throws IOException {
    for (int index : indices) {
      if (index < 0 || index >= limit) {
        throw new IOException(
            "%s: an index of a group is %d, but there are %d groups"
                .formatted(tensor, index, limit));
      }
    }
  }
}
