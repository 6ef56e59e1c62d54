package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;

/**
 * The numbers of a view in C order, where no strides over the numbers as stored would give a
 * matrix: {@code [in, heads, size]} of a kernel {@code [heads, in, size]}.
 *
 * @param view the view
 */
public record ArrangedStorage(TensorView view) implements Storage {

  @Override
  public long size() {
    return view.shape().size();
  }

  @Override
  public Precision precision() {
    return view.storage().precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    WeightTensor opened = view.open(tensor);
    long columns = view.shape().rowLength();
    return StorageReader.of(
        (first, count, target, at) -> {
          for (int done = 0; done < count; ) {
            long index = first + done;
            long column = index % columns;
            int run = (int) Math.min(count - done, columns - column);
            opened.read(index / columns, 1, column, run, DoubleBuffer.wrap(target, at + done, run));
            done += run;
          }
        },
        opened::close);
  }
}
