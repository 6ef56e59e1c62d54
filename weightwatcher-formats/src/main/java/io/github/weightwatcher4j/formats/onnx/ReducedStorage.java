package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A sum over some axes of a tensor, such as the norm of each filter, in C order of the other axes.
 * Opened, it reads the tensor once and keeps the sums. Sums are formed in double precision.
 *
 * @param view the tensor
 * @param axes the axes that are summed over
 * @param sum what is summed
 */
record ReducedStorage(TensorView view, Set<Integer> axes, Sum sum) implements Storage {

  private static final int BLOCK = 1 << 14;

  /** Most sums that are kept. */
  private static final long MOST = 1 << 22;

  /** What is summed up, and what becomes of the sum. */
  enum Sum {
    PLAIN,
    MEAN,
    ABSOLUTE,
    SQUARES,
    ROOT_OF_SQUARES
  }

  ReducedStorage {
    axes = Set.copyOf(axes);
    if (size(view, axes) > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " sums");
    }
  }

  private static long size(TensorView view, Set<Integer> axes) {
    long size = 1;
    for (int axis = 0; axis < view.shape().rank(); axis++) {
      size *= axes.contains(axis) ? 1 : view.shape().dim(axis);
    }
    return size;
  }

  @Override
  public long size() {
    return size(view, axes);
  }

  @Override
  public Precision precision() {
    Precision precision = view.storage().precision();
    return precision == Precision.FLOAT64 ? precision : Precision.FLOAT32;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    double[] sums = new double[(int) size()];
    try (ViewReader reader = ViewReader.open(view, tensor)) {
      long all = view.shape().size();
      double[] block = new double[BLOCK];
      for (long done = 0; done < all; done += BLOCK) {
        int length = (int) Math.min(BLOCK, all - done);
        reader.read(done, length, block, 0);
        add(block, done, length, sums);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = finished(sums[i]);
    }
    return (first, count, target, at) -> System.arraycopy(sums, (int) first, target, at, count);
  }

  private void add(double[] block, long start, int length, double[] sums) {
    List<Long> dims = view.shape().dims();
    int last = dims.size() - 1;
    long row = last < 0 ? 1 : dims.get(last);
    int step = axes.contains(last) || last < 0 ? 0 : 1;
    for (int done = 0; done < length; ) {
      long within = (start + done) % row;
      int place = place((start + done) / row) + (int) within * step;
      int run = (int) Math.min(row - within, length - done);
      for (int i = 0; i < run; i++) {
        sums[place + i * step] += term(block[done + i]);
      }
      done += run;
    }
  }

  /** Index of the first sum of a row. */
  private int place(long row) {
    int last = view.shape().rank() - 1;
    long stride = axes.contains(last) || last < 0 ? 1 : view.shape().dim(last);
    long place = 0;
    long rest = row;
    for (int axis = last - 1; axis >= 0; axis--) {
      long length = view.shape().dim(axis);
      if (!axes.contains(axis)) {
        place += rest % length * stride;
        stride *= length;
      }
      rest /= length;
    }
    return (int) place;
  }

  private double term(double value) {
    return switch (sum) {
      case PLAIN, MEAN -> value;
      case ABSOLUTE -> Math.abs(value);
      case SQUARES, ROOT_OF_SQUARES -> value * value;
    };
  }

  private double finished(double total) {
    double result =
        switch (sum) {
          case PLAIN, ABSOLUTE, SQUARES -> total;
          case MEAN -> total * size() / view.shape().size();
          case ROOT_OF_SQUARES -> Math.sqrt(total);
        };
    return precision() == Precision.FLOAT64 ? result : (float) result;
  }
}
