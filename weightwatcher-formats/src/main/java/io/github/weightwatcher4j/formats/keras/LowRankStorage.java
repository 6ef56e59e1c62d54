package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * A kernel with its low-rank update, {@code kernel + factor * a b}: what a layer of Keras computes
 * with once {@code enable_lora} was called. The last axis of the kernel is that of b, all before it
 * are those of a.
 *
 * @param kernel the kernel, in C order
 * @param a {@code [..., rank]}
 * @param b {@code [rank, columns]}
 * @param factor what the product is multiplied by
 */
record LowRankStorage(TensorView kernel, TensorView a, TensorView b, double factor)
    implements Storage {

  /** Checks that the shapes fit. */
  LowRankStorage {
    int last = kernel.shape().rank() - 1;
    boolean fits =
        last > 0
            && a.shape().rank() == last + 1
            && b.shape().rank() == 2
            && a.shape().dims().subList(0, last).equals(kernel.shape().dims().subList(0, last))
            && a.shape().dim(last) == b.shape().dim(0)
            && b.shape().dim(1) == kernel.shape().dim(last);
    if (!fits) {
      throw new IllegalArgumentException(
          "a low-rank update of shapes %s and %s does not fit %s"
              .formatted(a.shape(), b.shape(), kernel.shape()));
    }
  }

  @Override
  public long size() {
    return kernel.shape().size();
  }

  @Override
  public Precision precision() {
    return kernel.storage().precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    double[] right = CodedStorage.values(b, tensor);
    int columns = Math.toIntExact(b.shape().dim(1));
    int rank = Math.toIntExact(b.shape().dim(0));
    StorageReader base = kernel.storage().open(tensor);
    StorageReader left = a.storage().open(tensor);
    double[] row = new double[rank];
    return StorageReader.of(
        (first, count, target, at) -> {
          base.read(kernel.offset() + first, count, target, at);
          for (int done = 0; done < count; ) {
            int column = (int) ((first + done) % columns);
            int run = Math.min(count - done, columns - column);
            left.read(a.offset() + (first + done) / columns * rank, rank, row, 0);
            for (int r = 0; r < rank; r++) {
              for (int i = 0; i < run; i++) {
                target[at + done + i] += factor * row[r] * right[r * columns + column + i];
              }
            }
            done += run;
          }
        },
        () -> {
          base.close();
          left.close();
        });
  }
}
