package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of a matrix of which a file has only those that are not zero. Opened, they are in
 * memory whole; as a row of numbers in C order they have their zeros.
 */
public interface SparseStorage extends Storage {

  /** Rows and columns. */
  TensorShape shape();

  /** How many entries the matrix has at most. */
  long entries();

  /**
   * Reads the matrix.
   *
   * @param tensor its name, for messages
   * @throws IOException where the file cannot be opened
   * @throws WeightFileException where it is damaged
   */
  SparseMatrix matrix(String tensor) throws IOException;

  /** A file that holds this matrix and nothing else: a layer that is called as the file. */
  default Contents contents(Path file) {
    String name =
        String.valueOf(file.getFileName()).replaceFirst("(?i)(.)(\\.mtx(\\.gz)?|\\.npz)$", "$1");
    TensorView view = TensorView.of(this, shape());
    String note =
        String.format(
            Locale.ROOT,
            "sparse: at most %,d of %,d weights are not zero (%.2g %%)",
            entries(),
            size(),
            size() == 0 ? 0 : 100.0 * entries() / size());
    LayerList layers = new LayerList();
    layers.add(0, name, List.of(NamedMatrix.of(LayerType.DENSE, view).noting(note)));
    return new Contents(List.of(NamedTensor.of(name, view)), layers.layers());
  }

  @Override
  default long size() {
    return shape().size();
  }

  @Override
  default StorageReader open(String tensor) throws IOException {
    WeightTensor matrix = matrix(tensor);
    long length = shape().rowLength();
    return (first, count, target, at) -> {
      DoubleBuffer into = DoubleBuffer.wrap(target, at, count);
      for (long position = first; into.hasRemaining(); ) {
        long column = position % length;
        int width = (int) Math.min(length - column, into.remaining());
        matrix.read(position / length, 1, column, width, into);
        position += width;
      }
    };
  }
}
