package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads runs of a tensor in C order, however it lies in its storage: contiguous numbers at once, a
 * number that repeats once, and a tensor of few numbers once and for all.
 */
final class ViewReader implements AutoCloseable {

  /** Most numbers of the storage that are kept. */
  private static final int KEPT = 1 << 16;

  /** How many numbers of a long tensor are read ahead where single ones are asked for. */
  private static final int AHEAD = 1 << 12;

  /** Widest distance of neighbours at which what lies between them is read along. */
  private static final int NEAR = 16;

  private final StorageReader reader;
  private final long size;
  private final long offset;
  private final List<Long> dims = new ArrayList<>();
  private final List<Long> strides = new ArrayList<>();
  private final long extent;
  private double[] kept = new double[0];
  private long keptFrom;

  private ViewReader(TensorView view, StorageReader reader) {
    this.reader = reader;
    this.size = view.storage().size();
    this.offset = view.offset();
    long reach = 1;
    for (int axis = view.shape().rank() - 1; axis >= 0; axis--) {
      long length = view.shape().dim(axis);
      long stride = view.strides().get(axis);
      reach += (length - 1) * stride;
      if (length != 1) {
        addAxis(length, stride);
      }
    }
    if (dims.isEmpty()) {
      addAxis(1, 0);
    }
    this.extent = reach;
  }

  /** Opens a tensor for reading by one thread; the caller closes it. */
  static ViewReader open(TensorView view, String tensor) throws IOException {
    return new ViewReader(view, view.storage().open(tensor));
  }

  /** Opens several, all or none. */
  static List<ViewReader> open(List<TensorView> views, String tensor) throws IOException {
    List<ViewReader> readers = new ArrayList<>();
    try {
      for (TensorView view : views) {
        readers.add(open(view, tensor));
      }
    } catch (IOException | RuntimeException e) {
      readers.forEach(ViewReader::close);
      throw e;
    }
    return readers;
  }

  /** Adds the next outer axis, to the last one where it continues it. */
  private void addAxis(long length, long stride) {
    int last = dims.size() - 1;
    if (last >= 0 && stride == strides.get(last) * dims.get(last)) {
      dims.set(last, length * dims.get(last));
    } else {
      dims.add(length);
      strides.add(stride);
    }
  }

  /** As {@link StorageReader#read}, of the tensor's numbers in C order. */
  void read(long first, int count, double[] target, int at) {
    if (count > 0 && extent <= KEPT && kept.length == 0) {
      keep(offset, (int) extent);
    }
    long length = dims.get(0);
    long stride = strides.get(0);
    for (int done = 0; done < count; ) {
      long index = first + done;
      long within = index % length;
      int rows = within == 0 ? rowsAcross(index / length, (count - done) / length) : 0;
      if (rows > 1) {
        across(place(index / length), rows, target, at + done);
        done += rows * (int) length;
      } else {
        int run = (int) Math.min(length - within, count - done);
        piece(place(index / length) + within * stride, run, stride, target, at + done);
        done += run;
      }
    }
  }

  /**
   * How many rows of the innermost axis are neighbours in the storage where that axis is not, as
   * those of a transposed matrix: they are read together, a piece of a column at a time.
   */
  private int rowsAcross(long outer, long most) {
    boolean turned = dims.size() > 1 && strides.get(0) > NEAR && strides.get(1) == 1;
    return turned && !isKept(offset, extent)
        ? (int) Math.min(dims.get(1) - outer % dims.get(1), Math.min(most, AHEAD))
        : 0;
  }

  private void across(long start, int rows, double[] target, int at) {
    int length = Math.toIntExact(dims.get(0));
    double[] column = new double[rows];
    for (int i = 0; i < length; i++) {
      reader.read(start + i * strides.get(0), rows, column, 0);
      for (int row = 0; row < rows; row++) {
        target[at + row * length + i] = column[row];
      }
    }
  }

  /** Where the innermost axis begins, in the storage. */
  private long place(long outer) {
    long place = offset;
    long rest = outer;
    for (int axis = 1; axis < dims.size(); axis++) {
      place += rest % dims.get(axis) * strides.get(axis);
      rest /= dims.get(axis);
    }
    return place;
  }

  private void piece(long start, int run, long stride, double[] target, int at) {
    if (stride == 0 && !isKept(start, 1)) {
      keep(start, (int) Math.min(AHEAD, size - start));
    }
    if (isKept(start, (run - 1) * stride + 1)) {
      int from = (int) (start - keptFrom);
      if (stride == 0) {
        Arrays.fill(target, at, at + run, kept[from]);
      }
      for (int i = 0; i < run && stride > 0; i++) {
        target[at + i] = kept[from + i * (int) stride];
      }
    } else if (stride == 1) {
      reader.read(start, run, target, at);
    } else {
      picked(start, run, stride, target, at);
    }
  }

  private void picked(long start, int run, long stride, double[] target, int at) {
    int most = stride > NEAR ? 1 : AHEAD;
    for (int done = 0; done < run; done += most) {
      int part = Math.min(run - done, most);
      int span = stride > NEAR ? 1 : (part - 1) * (int) stride + 1;
      double[] values = new double[span];
      reader.read(start + done * stride, span, values, 0);
      for (int i = 0; i < part; i++) {
        target[at + done + i] = values[i * (int) Math.min(stride, NEAR)];
      }
    }
  }

  private boolean isKept(long start, long length) {
    return start >= keptFrom && start + length <= keptFrom + kept.length;
  }

  private void keep(long start, int length) {
    kept = kept.length == length ? kept : new double[length];
    keptFrom = start;
    reader.read(start, length, kept, 0);
  }

  @Override
  public void close() {
    reader.close();
  }
}
