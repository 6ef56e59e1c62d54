package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which a tensor's numbers go into a file: as the tensor has them, or with its last
 * axis first. The latter is for a tensor that is the transpose of the model's matrix, and for a
 * kernel {@code [k..., in, out]}, which becomes {@code [out, in, k...]}.
 *
 * @param stored shape of the tensor as it is
 * @param lastAxisFirst whether the order of the axes changes
 */
record FileOrder(TensorShape stored, boolean lastAxisFirst) {

  /** Up to so many weights a tensor of several matrices is read at once, not matrix by matrix. */
  private static final long LARGE = 1 << 22;

  /** Takes numbers in the order of the file. */
  @FunctionalInterface
  interface Sink {
    /** Takes all that remains in the buffer. */
    void accept(DoubleBuffer values) throws IOException;
  }

  /** The order for a layer that has weights. */
  static FileOrder of(Layer layer) {
    Weights weights = layer.weights().orElseThrow();
    boolean kernel =
        layer.info().type().isConvolution()
            && weights.slicing() == Slicing.LEADING
            && weights.shape().rank() > 2;
    return new FileOrder(weights.shape(), kernel || weights.transposed());
  }

  /**
   * Weights that were written with their last axis first, each matrix as it was before, so that
   * every sum and every shuffle is the same; the kernel stays behind the matrix. Large ones stay as
   * the file has them, which is the transpose: they are read many times faster so.
   */
  static Weights restored(String name, TensorView file) {
    if (file.shape().size() > LARGE) {
      return file.weights(name, Slicing.TRAILING);
    }
    TensorView view = file.permuted(matrixTurned(file.shape().rank()));
    boolean transposed = view.shape().rank() == 2;
    return new Weights(
        view.shape(),
        view.storage().precision(),
        Slicing.TRAILING,
        transposed,
        () -> view.open(name));
  }

  private static int[] matrixTurned(int rank) {
    return IntStream.range(0, rank).map(axis -> axis < 2 ? 1 - axis : axis).toArray();
  }

  /** Shape in the file. */
  TensorShape shape() {
    if (!lastAxisFirst) {
      return stored;
    }
    int last = stored.rank() - 1;
    List<Long> dims = new ArrayList<>(List.of(stored.dim(last), stored.dim(last - 1)));
    dims.addAll(stored.dims().subList(0, last - 1));
    return new TensorShape(dims);
  }

  /** Reads all numbers, about {@code block} of them at a time. */
  void read(WeightTensor tensor, int block, Sink sink) throws IOException {
    if (stored.size() == 0) {
      return;
    }
    if (lastAxisFirst) {
      readLastAxisFirst(tensor, block, sink);
    } else {
      readInOrder(tensor, block, sink);
    }
  }

  private void readInOrder(WeightTensor tensor, int block, Sink sink) throws IOException {
    int width = (int) Math.min(stored.rowLength(), block);
    int height = (int) Math.min(stored.rows(), width < stored.rowLength() ? 1 : block / width);
    DoubleBuffer values = DoubleBuffer.allocate(Math.multiplyExact(width, height));
    for (long row = 0; row < stored.rows(); row += height) {
      int rows = (int) Math.min(height, stored.rows() - row);
      for (long column = 0; column < stored.rowLength(); column += width) {
        int columns = (int) Math.min(width, stored.rowLength() - column);
        tensor.read(row, rows, column, columns, values.clear());
        sink.accept(values.flip());
      }
    }
  }

  private void readLastAxisFirst(WeightTensor tensor, int block, Sink sink) throws IOException {
    long last = stored.dim(stored.rank() - 1);
    int others = Math.toIntExact(stored.size() / last);
    int width = (int) Math.min(last, Math.max(1, block / others));
    double[] values = new double[Math.multiplyExact(width, others)];
    for (long first = 0; first < last; first += width) {
      int count = (int) Math.min(width, last - first);
      fill(tensor, first, count, values);
      sink.accept(DoubleBuffer.wrap(values, 0, count * others));
    }
  }

  /** The numbers at {@code count} places of the last axis, those of each place together. */
  private void fill(WeightTensor tensor, long first, int count, double[] values) {
    int axis = stored.rank() - 1;
    int rows = Math.toIntExact(stored.rows());
    int inner = Math.toIntExact(stored.rowLength() / stored.dim(axis));
    int matrixRows = Math.toIntExact(stored.dim(axis - 1));
    int kernel = rows * inner / matrixRows;
    DoubleBuffer slab = DoubleBuffer.allocate(Math.multiplyExact(rows, count));
    for (int j = 0; j < inner; j++) {
      tensor.read(0, rows, j * stored.dim(axis) + first, count, slab.clear());
      for (int i = 0; i < rows; i++) {
        int at = i * inner + j;
        int target = at % matrixRows * kernel + at / matrixRows;
        for (int c = 0; c < count; c++) {
          values[c * rows * inner + target] = slab.get(i * count + c);
        }
      }
    }
  }
}
